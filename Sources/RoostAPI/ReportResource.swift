// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What was planned, flown and found between two instants, with a reason for each run that was not flown.
public struct ReportResource: Codable, Equatable, Sendable {
    /// First instant, RFC 3339.
    public var from: String
    /// End, RFC 3339.
    public var to: String
    /// Planned runs that ended in the period, or should have.
    public var planned: Int
    /// Of them flown, wholly.
    public var flown: Int
    /// The others, each with its outcome and reason.
    public var others: [RunResource]
    /// The first of ``days``; nil: there is none.
    public var day: DayPlanned?
    /// The whole service days that the period touches, as far as their plans are kept.
    public var days: [DayPlanned]
    /// Flights that were planned because cases wanted a place looked at again.
    public var looks: Looks
    /// Sorties that were launched.
    public var launched: Int
    /// Frames taken in.
    public var frames: Int
    /// Cases opened.
    public var casesOpened: Int
    /// Cases by state at the end.
    public var cases: [String: Int]
    /// Notices issued.
    public var noticesIssued: Int
    /// Notices delivered to every receiver.
    public var noticesDelivered: Int
    /// Seconds from issue to delivery, ascending.
    public var deliveryLatenciesS: [Double]

    /// A report of a period in which nothing happened.
    public init(from: String, to: String) {
        self.from = from
        self.to = to
        planned = 0
        flown = 0
        others = []
        days = []
        looks = Looks()
        launched = 0
        frames = 0
        casesOpened = 0
        cases = [:]
        noticesIssued = 0
        noticesDelivered = 0
        deliveryLatenciesS = []
    }

    /// A share in whole percent, half rounded up; 100 only for all, and 0 of nothing.
    public static func percent(_ part: Int, of whole: Int) -> Int {
        guard whole > 0 else { return 0 }
        let rounded = (200 * part + whole) / (2 * whole)
        return part < whole ? min(99, rounded) : rounded
    }

    /// What became of planned second looks.
    public struct Looks: Codable, Equatable, Sendable {
        /// That had a place in a plan.
        public var planned = 0
        /// Of them flown.
        public var flown = 0
        /// Of them needed no more before they left: an aircraft passed, or the case ended.
        public var calledOff = 0

        /// None.
        public init() {}
    }
}

/// What a service day was planned to be.
public struct DayPlanned: Codable, Equatable, Sendable {
    /// The date.
    public var date: String
    /// Its day type.
    public var dayType: String
    /// Patrols that the rules ask for.
    public var asked: Int
    /// Patrols that were planned, whatever became of them.
    public var planned: Int
    /// Least number of docks that stay ready for a call, anywhere and at any time, by the plan; nil: of a day that
    /// is over and whose plan is not known any more.
    public var reserve: Int?
    /// Docks that the rules ask to be ready.
    public var reserveAsked: Int

    /// A day from its parts.
    public init(
        date: String,
        dayType: String,
        asked: Int,
        planned: Int,
        reserve: Int?,
        reserveAsked: Int
    ) {
        self.date = date
        self.dayType = dayType
        self.asked = asked
        self.planned = planned
        self.reserve = reserve
        self.reserveAsked = reserveAsked
    }
}

/// One plain answer: why something is as it is, with the values that decided.
public struct WhyResource: Codable, Equatable, Sendable {
    /// What was asked about.
    public var id: String
    /// The answer in one sentence.
    public var answer: TextResource
    /// What happened, oldest first.
    public var events: [EventResource]

    /// An answer from its parts.
    public init(id: String, answer: TextResource, events: [EventResource]) {
        self.id = id
        self.answer = answer
        self.events = events
    }
}

/// One thing that could not be read, as first seen.
public struct QuarantineResource: Codable, Equatable, Sendable {
    /// Its number, as `roost quarantine show` takes it.
    public var id: Int?
    /// When it first came, RFC 3339.
    public var receivedAt: String
    /// `mqtt` or `http`.
    public var transport: String
    /// Topic or path.
    public var topic: String
    /// A stable word.
    public var reason: String
    /// What is wrong and where, in English, without content of the message; nil: nobody said.
    public var detail: String?
    /// The name of the token that brought it; nil: a dock, or not known.
    public var sender: String?
    /// SHA-256 of the whole.
    public var sha256: String
    /// How often it came within 24 h.
    public var count: Int
    /// Its first 4 KiB as text, when one message is asked for.
    public var head: String?

    /// A row from its parts.
    public init(
        receivedAt: String,
        transport: String,
        topic: String,
        reason: String,
        sha256: String,
        count: Int
    ) {
        self.receivedAt = receivedAt
        self.transport = transport
        self.topic = topic
        self.reason = reason
        self.sha256 = sha256
        self.count = count
    }
}

/// What a reload changed.
public struct ReloadResource: Codable, Equatable, Sendable {
    /// Whether the new folder is in force.
    public var isApplied: Bool
    /// What differs, one line each.
    public var differences: [String]
    /// What takes a restart.
    public var needsRestart: [String]
    /// Faults, each with file, line and field; then the old configuration stays.
    public var faults: [String]

    /// An answer from its parts.
    public init(
        isApplied: Bool,
        differences: [String],
        needsRestart: [String] = [],
        faults: [String] = []
    ) {
        self.isApplied = isApplied
        self.differences = differences
        self.needsRestart = needsRestart
        self.faults = faults
    }
}

/// A wish for a bearer token.
public struct TokenRequest: Codable, Equatable, Sendable {
    /// Whose.
    public var name: String
    /// With which role.
    public var role: String
    /// Whether it may replace one of the same name, which then is worth nothing; absent: it may not.
    public var replace: Bool?

    /// A wish from its parts.
    public init(name: String, role: String, replace: Bool? = nil) {
        self.name = name
        self.role = role
        self.replace = replace
    }
}

/// A bearer token that was made; its value is shown once.
public struct TokenResource: Codable, Equatable, Sendable {
    /// Whose.
    public var name: String
    /// With which role.
    public var role: String
    /// The value; only in the answer to the request that made it.
    public var token: String?

    /// A token from its parts.
    public init(name: String, role: String, token: String? = nil) {
        self.name = name
        self.role = role
        self.token = token
    }
}
