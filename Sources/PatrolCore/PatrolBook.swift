// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// The plan in force; what was flown, missed or skipped, and why.
///
/// The plan of a service day is asked for at the first tick of its local date, or at once when a site starts
/// in the middle of it. Each run of an adopted plan ends in exactly one outcome. Runs of today and of the day
/// before are kept; older ones live on as facts.
public struct PatrolBook: Codable, Equatable, Sendable {
    /// How long before its start a run is handed to the fleet, so that the wayline can be loaded.
    public static let lead = TimeSpan.seconds(90)
    /// A run that is later than this is not launched (SAFETY S07).
    public static let lateness = TimeSpan.seconds(120)
    /// Nothing is planned to start sooner than this after the planning began (MODEL § 7).
    public static let planningLead = TimeSpan.seconds(60)
    /// How long a plan may be in the making.
    public static let planLifetime = TimeSpan.minutes(10)
    /// Longest wait for docks that have not spoken since the start.
    static let patience = TimeSpan.seconds(90)
    /// Runs that are kept at most: two days of a district.
    public static let runLimit = 20_000

    /// A plan that is being made.
    struct Pending: Codable, Equatable, Sendable {
        var effect: EffectID
        var problem: PlanningProblem
    }

    /// Why a plan is wanted, and from when it may be asked for.
    struct Wish: Codable, Equatable, Sendable {
        var why: String
        var notBefore: Timestamp
        var failures = 0
        /// Since when it is put off for docks that have not spoken yet.
        var waitsSince: Timestamp?
    }

    /// The configuration in force.
    public internal(set) var configuration: PatrolConfiguration?
    /// Runs of the plans of today and of the day before.
    public internal(set) var runs = Table<PlannedRun, RunRecord>(limit: PatrolBook.runLimit)
    /// The plan in force; nil: none is.
    public internal(set) var plan: Plan?
    /// The service day of the plan in force.
    public internal(set) var planDate: CalendarDate?
    /// The problem that the plan in force solves.
    public internal(set) var problem: PlanningProblem?
    var pending: Pending?
    var wish: Wish?
    var day: CalendarDate?
    var requests = 0
    var now = Timestamp.epoch

    /// A book without a plan.
    public init() {}

    /// Whether a plan is being made.
    public var isPlanning: Bool { pending != nil }

    /// The only place where the book changes; every input in every state has an answer.
    public mutating func apply(
        _ input: PatrolInput,
        at now: Timestamp,
        issuer: inout Issuer
    ) -> PatrolOutcome {
        self.now = now
        var outcome = PatrolOutcome()
        switch input {
        case .configure(let new): configure(new)
        case .tick(let docks): tick(docks, &issuer, &outcome)
        case .settled(let effect, let settlement): settle(effect, settlement, &outcome)
        case .ended(let end): record(end, &outcome)
        }
        return outcome
    }

    /// When the book next needs a tick though nothing happens; later than the last input.
    public var nextWake: Timestamp? {
        guard let configuration else { return nil }
        var wakes: [Timestamp] = []
        for (_, record) in runs where record.status == .planned {
            wakes.append(record.start - Self.lead)
        }
        if pending == nil, let wish { wakes.append(wish.notBefore) }
        let today = configuration.serviceDate(at: now)
        wakes.append(day == today ? configuration.begin(of: today.advanced(by: 1)) : now)
        return wakes.min().map { max($0, now + .milliseconds(1)) }
    }

    private mutating func configure(_ new: PatrolConfiguration) {
        guard configuration != new else { return }
        let isFirst = configuration == nil
        configuration = new
        guard !isFirst else { return }
        // What is being made is for a site that is no more.
        pending = nil
        if day != nil { wish = Wish(why: "configuration changed", notBefore: now) }
    }

    private mutating func tick(
        _ docks: [DockAvailability],
        _ issuer: inout Issuer,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        let today = configuration.serviceDate(at: now)
        depart(configuration, today, &outcome)
        if day != today { begin(today, configuration, &outcome) }
        guard let wish, pending == nil, wish.notBefore <= now else { return }
        if isEarly(wish, docks) { return }
        request(wish, today, docks, &issuer, &outcome)
    }

    /// Puts the day's first plan off while docks have not said their battery, for a while.
    ///
    /// After a start no dock has spoken; a plan made then would count with batteries that nobody knows.
    private mutating func isEarly(_ wish: Wish, _ docks: [DockAvailability]) -> Bool {
        let isUnheard = docks.contains { $0.batteryPermille == nil && !$0.isBarred }
        let since = wish.waitsSince ?? now
        guard plan == nil, isUnheard, now - since < Self.patience else { return false }
        self.wish?.waitsSince = since
        self.wish?.notBefore = now + .seconds(5)
        return true
    }

    private mutating func begin(
        _ today: CalendarDate,
        _ configuration: PatrolConfiguration,
        _ outcome: inout PatrolOutcome
    ) {
        day = today
        (plan, planDate, problem, pending) = (nil, nil, nil, nil)
        wish = Wish(why: "day begins", notBefore: now)
        forget(before: today.advanced(by: -1), &outcome)
        guard !configuration.knowsYear(of: today) else { return }
        outcome.facts.append(
            Fact(.planYearUnknown, values: [FactValue("year", today.civil.year)])
        )
    }
}

extension Fact {
    /// A fact without a subject.
    init(_ code: FactCode, values: [FactValue]) { self.init(code, Subject(), values) }
}

extension PatrolConfiguration {
    /// The first instant of a service day: local midnight, or the end of a service that crosses it.
    func begin(of date: CalendarDate) -> Timestamp {
        let overlap = max(0, service.planning.to - 86_400)
        return calendar.instant(of: date, time: .seconds(overlap))
    }

    /// The instant of a plan's second.
    func instant(of date: CalendarDate, seconds: Int) -> Timestamp {
        calendar.instant(of: date, time: .seconds(seconds))
    }
}
