// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One planned flight that is due: what the plan hands to the fleet.
public struct Departure: Codable, Equatable, Sendable {
    /// The service day.
    public var date: CalendarDate
    /// The demand's id and repetition: which planned run it is.
    public var run: PlannedRun
    /// What to fly.
    public var route: RouteID
    /// Who flies.
    public var dock: DockID
    /// When it starts by the plan.
    public var start: Timestamp
    /// Later than this it is not launched, but missed (S07: 120 s).
    public var latest: Timestamp
    /// The route itself where it is flown once; nil: the configuration has it.
    public var oneTimeRoute: Route?

    /// A departure from its parts.
    public init(
        date: CalendarDate,
        run: PlannedRun,
        route: RouteID,
        dock: DockID,
        start: Timestamp,
        latest: Timestamp,
        oneTimeRoute: Route? = nil
    ) {
        self.oneTimeRoute = oneTimeRoute
        self.date = date
        self.run = run
        self.route = route
        self.dock = dock
        self.start = start
        self.latest = latest
    }
}

/// One repetition of one demand of one service day.
public struct PlannedRun: Codable, Hashable, Comparable, Sendable {
    /// The service day.
    public var date: CalendarDate
    /// The demand's id.
    public var demand: String
    /// Which repetition of it, from 0.
    public var repetition: Int

    /// A planned run from its parts.
    public init(date: CalendarDate, demand: String, repetition: Int) {
        self.date = date
        self.demand = demand
        self.repetition = repetition
    }

    /// By date, demand, repetition.
    public static func < (one: PlannedRun, other: PlannedRun) -> Bool {
        (one.date, one.demand, one.repetition) < (other.date, other.demand, other.repetition)
    }
}

/// How a mission ended; always with a reason (SAFETY).
public enum MissionOutcome: String, Codable, CaseIterable, Sendable {
    /// The whole route.
    case flown
    /// A part of it.
    case partlyFlown = "partly_flown"
    /// Its time passed before it could start.
    case missed
    /// Left out by the missed-run policy or the plan.
    case skipped
    /// An interlock or the dock said no.
    case refused
    /// By a person's word.
    case cancelled

    /// Its name in both languages.
    public var text: Bilingual {
        switch self {
        case .flown: Bilingual(en: "flown", zh: "已执行")
        case .partlyFlown: Bilingual(en: "partly flown", zh: "部分执行")
        case .missed: Bilingual(en: "missed", zh: "错过")
        case .skipped: Bilingual(en: "skipped", zh: "跳过")
        case .refused: Bilingual(en: "refused", zh: "被拒绝")
        case .cancelled: Bilingual(en: "cancelled", zh: "已取消")
        }
    }
}

/// The end of a mission, as the fleet tells the plan.
public struct MissionEnd: Codable, Equatable, Sendable {
    /// The mission.
    public var mission: MissionID
    /// The planned run that it was; nil: dispatched by a person.
    public var run: PlannedRun?
    /// How it ended.
    public var outcome: MissionOutcome
    /// Why, in both languages.
    public var reason: Bilingual
    /// When.
    public var endedAt: Timestamp

    /// An end from its parts.
    public init(
        mission: MissionID,
        run: PlannedRun?,
        outcome: MissionOutcome,
        reason: Bilingual,
        endedAt: Timestamp
    ) {
        self.mission = mission
        self.run = run
        self.outcome = outcome
        self.reason = reason
        self.endedAt = endedAt
    }
}

/// What planning needs to know of a dock as it really is now.
public struct DockAvailability: Codable, Equatable, Sendable {
    /// The dock.
    public var dock: DockID
    /// Battery now, or as estimated at `availableAt`, permille; nil: not known.
    public var batteryPermille: Int?
    /// From when it can start; the end of its open sortie and turnaround, or now.
    public var availableAt: Timestamp
    /// Whether a hold, the weather, an alarm or its loss bars it now.
    public var isBarred: Bool
    /// Whether its aircraft is out for a call or at a person's word until `availableAt`, not for the plan.
    public var isOnCall: Bool
    /// Planned runs that were handed to it and whose launch was not ordered yet.
    public var waiting: [PlannedRun]

    /// An availability from its parts.
    public init(
        dock: DockID,
        batteryPermille: Int?,
        availableAt: Timestamp,
        isBarred: Bool,
        isOnCall: Bool = false,
        waiting: [PlannedRun] = []
    ) {
        self.dock = dock
        self.batteryPermille = batteryPermille
        self.availableAt = availableAt
        self.isBarred = isBarred
        self.isOnCall = isOnCall
        self.waiting = waiting
    }
}
