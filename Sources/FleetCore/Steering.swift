// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A person's order to an aircraft in the air that its dock has not answered yet: one at a time.
public struct Steering: Codable, Equatable, Sendable {
    /// Its effect.
    var effect: EffectID
    /// What was ordered.
    var order: OrderKind
    /// By whom.
    public var by: String
    /// When.
    public var at: Timestamp
}

/// A way that a person gave an aircraft in the air, off its route.
public struct Diversion: Codable, Equatable, Sendable {
    /// How far it has come.
    public enum Stage: String, Codable, CaseIterable, Sendable {
        /// It is told to stop on its route.
        case pausing
        /// It is told where to go.
        case going
        /// It hovers there.
        case there
    }

    /// The call that it answers; nil: a person steers it.
    public var mission: MissionID?
    /// Where to.
    public var flight: FlightToPoint
    /// The same place on the site's grid.
    public var grid: GridPoint
    /// By whom.
    public var by: String
    /// How far it has come.
    public var stage: Stage
}
