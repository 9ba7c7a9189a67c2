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
        /// It was planned and is not any more, and why; another plan may have it again while its window lasts.
        case dropped(Bilingual)
        /// It was handed to the fleet.
        case departed(at: Timestamp)
        /// It is over, and why.
        case ended(MissionOutcome, reason: Bilingual, at: Timestamp)

        /// Whether it was handed over or is over: no plan may move it any more.
        public var isSettled: Bool {
            switch self {
            case .planned, .waiting, .dropped: false
            case .departed, .ended: true
            }
        }

        /// Whether it is over without having been flown.
        var isUnflown: Bool {
            guard case .ended(let outcome, _, _) = self else { return false }
            switch outcome {
            case .flown, .partlyFlown: return false
            case .missed, .skipped, .refused, .cancelled: return true
            }
        }
    }

    /// Who flies when.
    public struct Place: Codable, Equatable, Sendable {
        /// Who.
        public var dock: DockID
        /// When: seconds after local midnight of the service day.
        public var startSeconds: Int
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
    /// How late it may start, seconds; nil: ``PatrolBook/lateness``.
    public var latestSeconds: Int?
    /// The end of its window: later it cannot come back into a plan; nil: the end of its day.
    public var until: Timestamp?
    /// Where the day's first plan had it; nil: where it is now.
    public var first: Place?
    /// Why it is elsewhere than in an earlier plan; nil: it was not moved.
    public var moved: Bilingual?
    /// Why it was not flown at its time, while it waits to be caught up or after.
    public var missedBecause: Bilingual?
    /// Whether a person put it where it is: no plan moves it while its dock may fly.
    public var isPinned: Bool?
    /// Whether a person took it out before it was handed over: a person may put it back.
    public var isTakenOut: Bool?
    /// Whether it ended because no rule asks for it any more: a plan may have it again once one does.
    public var isAskedNoMore: Bool?

    /// The second look that it is flown for; nil: it is a patrol.
    public var errand: ErrandID?

    /// Seconds that it is handed over after others of its minute; nil: none.
    public var turn: Int?

    /// Whether a plan may not have it any more, or not elsewhere.
    var isClosed: Bool { status.isSettled && isAskedNoMore != true }
    /// Whether it is over without having been flown, and stays so.
    var isLeftOut: Bool { status.isUnflown && isAskedNoMore != true }

    /// Where it is planned now.
    public var place: Place { Place(dock: dock, startSeconds: startSeconds) }
    /// How late it may start.
    var lateness: TimeSpan { latestSeconds.map { .seconds($0) } ?? PatrolBook.lateness }

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
