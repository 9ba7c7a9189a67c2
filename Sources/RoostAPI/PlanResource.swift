// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The plan of one service day.
public struct PlanResource: Codable, Equatable, Sendable {
    /// The service day; nil: no plan.
    public var date: String?
    /// Its day type.
    public var dayType: String?
    /// Whether it is the plan in force; false: of a day that is over, or that has not begun.
    public var isInForce = false
    /// Patrols that the day's rules ask for.
    public var asked = 0
    /// Patrols that the plan flies or flew, and those that were planned and ended otherwise.
    public var planned = 0
    /// Docks that the rules keep ready for calls.
    public var reserveAsked: Int?
    /// What it is worth.
    public var servedWeight: Int?
    /// Least number of ready docks in reach of any point.
    public var reserve: Int?
    /// Its runs by start.
    public var runs: [RunResource]
    /// What is not in the plan, and why.
    public var unserved: [UnservedResource]

    /// No plan.
    public init() {
        runs = []
        unserved = []
    }
}

/// One planned flight of one patrol.
public struct RunResource: Codable, Equatable, Sendable {
    /// `R01@07:30`, what `roost why` takes.
    public var id: String
    /// The route.
    public var route: String
    /// The band.
    public var band: String
    /// Who flies.
    public var dock: String
    /// When, RFC 3339.
    public var start: String
    /// The same as local time of day, `07:30:00`.
    public var localStart: String
    /// `planned`, `waiting`, `dropped`; handed to its dock: `handed_over`, `held`, `starting`, `airborne`, `returning`
    /// or `unknown`; or the outcome.
    public var state: String
    /// Why it ended as it did, is held, or is not in the plan any more; the hold that bars one that is to come.
    public var reason: TextResource?
    /// Its demand and which repetition of it, from 1: `R01-am_peak:2`.
    public var name: String?
    /// Seconds from start to rest in the dock, as planned.
    public var durationS: Int?
    /// Where the day's first plan had it, as dock and local time of day; nil: where it is.
    public var first: String?
    /// Why it is elsewhere.
    public var moved: TextResource?
    /// Whether a person put it there.
    public var isPinned: Bool?

    /// A run from its parts.
    public init(
        id: String,
        route: String,
        band: String,
        dock: String,
        start: String,
        localStart: String,
        state: String,
        reason: TextResource? = nil
    ) {
        self.id = id
        self.route = route
        self.band = band
        self.dock = dock
        self.start = start
        self.localStart = localStart
        self.state = state
        self.reason = reason
    }
}

/// A repetition that is not in the plan.
public struct UnservedResource: Codable, Equatable, Sendable {
    /// The demand, `R01-am_peak`.
    public var demand: String
    /// Which repetition, from 1.
    public var number: Int
    /// What a user can act on: the plan's own word.
    public var reason: String
    /// The same for people.
    public var text: TextResource?

    /// A repetition that is not in the plan.
    public init(demand: String, number: Int, reason: String, text: TextResource? = nil) {
        self.demand = demand
        self.number = number
        self.reason = reason
        self.text = text
    }
}

/// A person's change of the plan: of a date's type, or of one run.
public struct PlanChangeRequest: Codable, Equatable, Sendable {
    /// A date, `2026-10-10`, that counts as another type of day.
    public var date: String?
    /// The type: `workday`, `restday`, `holiday`, `makeup`, or `calendar` for what the calendar says.
    public var day: String?
    /// A run of the plan in force, `R01@07:30`.
    public var run: String?
    /// Take the run out.
    public var skip: Bool?
    /// Put a run that was taken out back; with `dock` or `start` to another place than it had.
    public var back: Bool?
    /// Who flies it instead.
    public var dock: String?
    /// When it starts instead, local time of day, `07:40`.
    public var start: String?
    /// Why, for the record.
    public var why: String

    /// A change with its reason.
    public init(why: String) { self.why = why }
}

/// What the plan ahead does to docks and batteries, counted from the docks as they are now.
public struct PreviewResource: Codable, Equatable, Sendable {
    /// One day of it.
    public struct Day: Codable, Equatable, Sendable {
        /// The service day.
        public var date: String
        /// Its runs by start.
        public var runs: [PreviewRun]
        /// What the runs would break as things are now.
        public var conflicts: [TextResource]
        /// Most runs that start in one minute.
        public var mostStarts: Int
        /// Whether its plan is not made yet: then these are the runs of a first draft.
        public var isDraft = false

        /// A day from its parts.
        public init(date: String, runs: [PreviewRun], conflicts: [TextResource], mostStarts: Int) {
            self.date = date
            self.runs = runs
            self.conflicts = conflicts
            self.mostStarts = mostStarts
        }
    }

    /// Counted at this instant, RFC 3339.
    public var now: String
    /// Today, and tomorrow where its plan is made.
    public var days: [Day]
    /// Docks that may not launch now, each with why.
    public var barred: [TextResource]

    /// A preview from its parts.
    public init(now: String, days: [Day], barred: [TextResource]) {
        self.now = now
        self.days = days
        self.barred = barred
    }
}

/// One run ahead.
public struct PreviewRun: Codable, Equatable, Sendable {
    /// Local times of day: leaves, is back, is ready for a call again.
    public var start: String
    /// Is back.
    public var end: String
    /// Is ready for a call again.
    public var ready: String
    /// The route.
    public var route: String
    /// The band.
    public var band: String
    /// Who flies.
    public var dock: String
    /// Battery when it leaves, percent.
    public var batteryAtStart: Int
    /// Battery when it is back, percent.
    public var batteryAtEnd: Int
    /// Whether its dock may not launch now.
    public var isBarredNow: Bool

    /// A run of a route.
    public init(route: String, band: String, dock: String) {
        self.route = route
        self.band = band
        self.dock = dock
        (start, end, ready) = ("", "", "")
        (batteryAtStart, batteryAtEnd, isBarredNow) = (0, 0, false)
    }
}
