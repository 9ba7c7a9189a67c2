// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One planned run of a route, from the plan to its one outcome.
public struct RunRecord: Codable, Equatable, Sendable {
    /// Where a run stands.
    public enum Status: Codable, Equatable, Sendable {
        /// Its start is still to come.
        case planned
        /// Its time passed; it waits for a plan in which it is caught up.
        case waiting
        /// It was handed to the fleet.
        case departed(at: Timestamp)
        /// It is over, and why.
        case ended(MissionOutcome, reason: Bilingual, at: Timestamp)

        /// Whether it was handed over or is over: no plan may move it any more.
        public var isSettled: Bool {
            switch self {
            case .planned, .waiting: false
            case .departed, .ended: true
            }
        }
    }

    /// What is flown.
    public var route: RouteID
    /// The band of its demand.
    public var band: String
    /// Who flies.
    public var dock: DockID
    /// The same start as in the plan: seconds after local midnight of the service day.
    public var startSeconds: Int
    /// When it starts by the plan.
    public var start: Timestamp
    /// What happens when its time passed.
    public var missed: PatrolDemand.Missed
    /// Where it stands.
    public var status: Status

    /// A run that is planned.
    public init(
        route: RouteID,
        band: String,
        dock: DockID,
        startSeconds: Int,
        start: Timestamp,
        missed: PatrolDemand.Missed = .skip,
        status: Status = .planned
    ) {
        self.route = route
        self.band = band
        self.dock = dock
        self.startSeconds = startSeconds
        self.start = start
        self.missed = missed
        self.status = status
    }
}
