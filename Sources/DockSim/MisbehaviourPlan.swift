// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What goes wrong, and when.
public struct MisbehaviourPlan: Codable, Equatable, Sendable {
    /// When it goes wrong.
    public enum Trigger: Codable, Equatable, Sendable {
        /// Between two instants, the second not included.
        case between(Timestamp, Timestamp)
        /// By chance, 0 to 1: for each message, or once for each flight.
        case chance(Double)
        /// For commands of a method; `times` times.
        case onMethod(String, times: Int)
        /// From so many seconds after lift-off, for so many seconds, on each flight.
        case inFlight(after: Int, lasting: Int)
    }

    /// What goes wrong.
    public var what: Misbehaviour
    /// When.
    public var when: Trigger

    /// A plan from its parts.
    public init(_ what: Misbehaviour, _ when: Trigger) {
        self.what = what
        self.when = when
    }
}
