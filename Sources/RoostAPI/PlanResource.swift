// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The plan in force of one service day.
public struct PlanResource: Codable, Equatable, Sendable {
    /// The service day; nil: no plan.
    public var date: String?
    /// Its day type.
    public var dayType: String?
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
    /// `planned`, `departed` or the outcome.
    public var state: String
    /// Why it ended as it did.
    public var reason: TextResource?

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
    /// What a user can act on.
    public var reason: String

    /// A repetition that is not in the plan.
    public init(demand: String, number: Int, reason: String) {
        self.demand = demand
        self.number = number
        self.reason = reason
    }
}
