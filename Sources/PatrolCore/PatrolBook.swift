// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// The plan in force; what was flown, missed or skipped, and why.
///
/// The plan of a service day is asked for some hours before it begins and comes into force with it; a site that
/// starts in the middle of a day plans the rest at once. What happens to docks and sorties makes a new plan of
/// what has not departed (MODEL § 7). Each run of an adopted plan ends in exactly one outcome. Runs of today
/// and of the day before are kept; older ones live on as facts.
public struct PatrolBook: Codable, Equatable, Sendable {
    /// How long before its start a run is handed to the fleet, so that the wayline can be loaded.
    public static let lead = TimeSpan.seconds(90)
    /// Seconds between hand-overs of runs that start together, and how many of them there are: 45 s in all.
    static let turnSeconds = 3
    static let turns = 16
    /// A run that is later than this is not launched (SAFETY S07).
    public static let lateness = TimeSpan.seconds(120)
    /// Nothing is planned to start sooner than this after the planning began (MODEL § 7).
    public static let planningLead = TimeSpan.seconds(60)
    /// How long a plan may be in the making.
    public static let planLifetime = TimeSpan.minutes(10)
    /// Longest wait for docks that have not spoken since the start.
    static let patience = TimeSpan.seconds(90)
    /// How long before a service day begins its plan is made.
    public static let ahead = TimeSpan.hours(6)
    /// Triggers that come within this of each other make one new plan.
    public static let gathering = TimeSpan.milliseconds(300)
    /// New plans for triggers: so many at once, then one a minute, however a dock flaps.
    public static let burst = 3
    /// While docks are barred the plan is looked at again this often: their closure is counted as an hour.
    public static let review = TimeSpan.minutes(30)
    /// Runs that are kept at most: two days of a district.
    public static let runLimit = 20_000

    /// A plan that is being made.
    struct Pending: Codable, Equatable, Sendable {
        var effect: EffectID
        var problem: PlanningProblem
        /// What it was asked for.
        var wish: Wish?
        /// How its repetitions are numbered; nil: as in the book.
        var live: LiveRuns?
    }

    /// A plan of a day that has not begun.
    struct Ahead: Codable, Equatable, Sendable {
        var plan: Plan
        var problem: PlanningProblem
    }

    /// Why a plan is wanted, and from when it may be asked for.
    struct Wish: Codable, Equatable, Sendable {
        var why: String
        var zh: String?
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
    /// What the last plan of the service day before promised; nil: there was none, or it is not known.
    public internal(set) var past: PastPlan?
    var pending: Pending?
    var wish: Wish?
    /// The plan of the next service day, from ``ahead`` before it begins.
    var next: Ahead?
    /// A wish for ``next``.
    var nextWish: Wish?
    /// When the last plans were asked for because of triggers, the oldest first.
    var recent: [Timestamp]?
    /// When to look at a plan again that was made with docks barred.
    var reviewAt: Timestamp?
    var day: CalendarDate?
    var requests = 0
    var now = Timestamp.epoch
    /// When the book next needs a tick though nothing happens; later than the last input.
    ///
    /// Kept, because it is asked after each input of the site, and most concern no patrol.
    public private(set) var nextWake: Timestamp?

    /// A book without a plan.
    public init() {}

    /// Whether a plan is being made.
    public var isPlanning: Bool { pending != nil }

    /// Whether somebody still waits for the plan of an effect.
    public func awaits(_ effect: EffectID) -> Bool { pending?.effect == effect }

    /// The plan made ahead of its service day; nil: none is yet.
    public var nextPlan: (date: CalendarDate, plan: Plan, problem: PlanningProblem)? {
        next.map { ($0.problem.date, $0.plan, $0.problem) }
    }

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
        case .disturbed(let trigger): disturb(trigger)
        case .look(let look): add(look, &outcome)
        case .lookEnded(let errand): endLook(errand, &outcome)
        case .request(let request, let person, let docks):
            answer(request, by: person, docks, &outcome)
        }
        nextWake = wake()
        return outcome
    }

    private func wake() -> Timestamp? {
        guard let configuration else { return nil }
        var wakes: [Timestamp] = []
        for (_, record) in runs {
            switch record.status {
            case .planned:
                // One that waits for a plan without its dock goes at its start at the latest.
                let due = handOver(record)
                wakes.append(due > now ? due : record.start)
            case .dropped: if let until = record.until { wakes.append(until) }
            case .waiting, .departed, .ended: break
            }
        }
        let today = configuration.serviceDate(at: now)
        if pending == nil || isAhead(pending), let wish { wakes.append(wish.notBefore) }
        if let reviewAt { wakes.append(reviewAt) }
        wakes.append(day == today ? configuration.begin(of: today.advanced(by: 1)) : now)
        if pending == nil, let aheadAt = aheadAt(configuration, today) { wakes.append(aheadAt) }
        return wakes.min().map { max($0, now + .milliseconds(1)) }
    }

    private mutating func configure(_ new: PatrolConfiguration) {
        var new = new
        // Cases asked for them, not the files.
        new.looks = configuration?.looks
        guard configuration != new else { return }
        let isFirst = configuration == nil
        configuration = new
        guard !isFirst else { return }
        // What is being made is for a site that is no more.
        (pending, next, nextWish) = (nil, nil, nil)
        guard day != nil else { return }
        wish = Wish(why: "configuration changed", zh: "配置变更", notBefore: now)
    }

    private mutating func tick(
        _ docks: [DockAvailability],
        _ issuer: inout Issuer,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        let today = configuration.serviceDate(at: now)
        depart(configuration, docks, &outcome)
        closeDropped(&outcome)
        if day != today { begin(today, configuration, &outcome) }
        if let reviewAt, reviewAt <= now {
            self.reviewAt = nil
            if docks.contains(where: \.isBarred) { want(.stillBarred, at: now) }
        }
        if let wish, wish.notBefore <= now, pending == nil || isAhead(pending) {
            if isEarly(wish, docks) { return }
            // The day that has begun goes before the one that has not.
            if pending != nil { nextWish?.notBefore = now + Self.gathering }
            pending = nil
            request(wish, today, docks, &issuer, &outcome)
        }
        lookAhead(configuration, today, &issuer, &outcome)
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
        if let planDate, let plan { past = PastPlan(date: planDate, plan: plan) }
        (plan, planDate, problem, pending) = (nil, nil, nil, nil)
        (nextWish, reviewAt, recent) = (nil, nil, nil)
        wish = Wish(why: "day begins", zh: "当日开始", notBefore: now)
        forget(before: today.advanced(by: -1), &outcome)
        forgetLooks()
        warn(of: today, configuration, &outcome)
        adoptAhead(today, &outcome)
    }

    /// A year that the calendar's table lacks is a warning, not a guess (MODEL § 1).
    func warn(
        of date: CalendarDate,
        _ configuration: PatrolConfiguration,
        _ outcome: inout PatrolOutcome
    ) {
        guard !configuration.knowsYear(of: date) else { return }
        outcome.facts.append(
            Fact(.planYearUnknown, values: [FactValue("year", date.civil.year)])
        )
    }
}

extension Bilingual {
    fileprivate static let stillBarred = Bilingual(en: "docks still barred", zh: "机场仍停飞")
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
