// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// An intent to fly once: a route, or to a point.
///
/// It leaves the fleet with its one outcome.
public struct Mission: Codable, Equatable, Sendable {
    /// What is to be flown.
    public enum Purpose: Codable, Equatable, Sendable {
        /// A patrol route.
        case route(RouteID)
        /// A point to hover over.
        case point(Coordinate, GridPoint)
    }

    /// Where it stands before it ends (SAFETY).
    public enum State: String, Codable, CaseIterable, Sendable {
        /// Its time has not come.
        case planned
        /// Interlocks hold its aircraft in the dock.
        case held
        /// It has a sortie.
        case assigned
    }

    /// `M-12`.
    public let id: MissionID
    /// Its face outside the site.
    public let wire: WireID
    /// What is to be flown.
    public let purpose: Purpose
    /// The planned run that it is; nil: a person asked for it.
    public let run: PlannedRun?
    /// Who asked for it; nil: the plan.
    public let by: String?
    /// Who flies.
    public let dock: DockID
    /// When it starts.
    public let start: Timestamp
    /// Later than this it is not launched but missed (S07).
    public let latest: Timestamp
    /// The route itself where it is flown once; nil: the configuration has it, or it is a point.
    public internal(set) var oneTimeRoute: Route?
    /// Height over the take-off ground at its point; nil: the dock's ferry height, or no point.
    public internal(set) var height: Metres?
    /// Whether the camera is still to turn to its point, once it is there; nil: no.
    public internal(set) var looks: Bool?
    /// Where its route was broken off, for the rest of it; nil: it begins at its beginning.
    public internal(set) var from: BreakPoint?
    /// What its task waits for in the dock; nil: it leaves at its start.
    public internal(set) var when: ReadyConditions?
    /// The dock that it lands in when that is not the one it leaves; nil: it comes home.
    public internal(set) var landing: DockID?
    /// Where it stands.
    public internal(set) var state = State.planned
    /// What held it when the gate was last asked.
    public internal(set) var open: [InterlockReading] = []
    /// Its sortie, while there is one.
    public internal(set) var sortie: SortieID?
    /// Sorties of it that a dock did not prepare.
    public internal(set) var failures = 0
    /// Why the last of these failed.
    public internal(set) var failure: Bilingual?
    /// Not prepared again before this.
    var retryAt: Timestamp?

    /// The route; nil for a flight to a point.
    public var route: RouteID? {
        switch purpose {
        case .route(let id): id
        case .point: nil
        }
    }

    var subject: Subject {
        Subject(dock: dock, route: route, mission: id, sortie: sortie)
    }
}
