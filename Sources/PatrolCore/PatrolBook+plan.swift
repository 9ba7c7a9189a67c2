// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Asking for plans, and what comes back.
extension PatrolBook {
    /// Asks for a plan of a day: of today from the plan in force, or of the next with full batteries.
    mutating func request(
        _ wish: Wish,
        _ date: CalendarDate,
        _ docks: [DockAvailability],
        _ issuer: inout Issuer,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        let isAhead = date != day
        if !isAhead { self.wish = nil }
        requests += 1
        var problem = configuration.problem(
            id: "\(date)-\(requests)",
            date: date,
            now: isAhead ? configuration.begin(of: date) : now,
            availability: docks
        )
        problem.allowForRounding(of: docks)
        let earliest =
            isAhead
            ? problem.service.from : configuration.seconds(of: now + Self.planningLead, on: date)
        // Over for today, or nothing to fly: nothing is left to plan.
        guard earliest < problem.service.to else { return }
        guard !problem.demands.isEmpty else {
            return isAhead
                ? warnOfNothing(date, outcome: &outcome) : adoptNothing(problem, &outcome)
        }
        if !isAhead { takeBack(docks, &outcome) }
        let live = isAhead ? LiveRuns() : narrow(&problem, docks, from: earliest)
        if let fault = problem.fault {
            let reason = "the configuration cannot be planned: \(fault)"
            return fail(reason, problem, wish, &outcome)
        }
        let effect = issuer.effect(
            problem,
            at: now,
            lifetime: Self.planLifetime,
            retry: .untilExpiry
        )
        pending = Pending(effect: effect.id, problem: problem, wish: wish, live: live)
        if !isAhead {
            noteRequest()
            reviewAt = docks.contains(where: \.isBarred) ? now + Self.review : nil
        }
        let why = FactValue("why", Bilingual(en: wish.why, zh: wish.zh ?? wish.why))
        outcome.effects.append(effect)
        outcome.facts.append(Fact(.planRequested, values: [FactValue("date", date), why]))
    }

    /// Makes a day's problem one of what is left of the day, from the plan in force.
    func narrow(
        _ problem: inout PlanningProblem,
        _ docks: [DockAvailability],
        from earliest: Int
    ) -> LiveRuns {
        let date = problem.date
        if earliest > problem.service.from { problem.nowSeconds = earliest }
        let fixed = frozen(problem, docks, before: earliest + Self.lead.wholeSeconds)
        let ended = runs.filter { $0.id.date == date && $0.value.isLeftOut }.map(\.id)
        let live = LiveRuns(&problem, without: ended)
        problem.frozen = fixed.compactMap(live.inProblem)
        // People read the plan by the minute: each move is one.
        problem.changeToleranceSeconds = 0
        problem.baseline =
            planDate == date ? baseline(date, from: earliest).compactMap(live.inProblem) : []
        return live
    }

    /// The plan in force as its runs stand, and what was dropped of it: when the storm is over it comes back to
    /// where people know it.
    private func baseline(_ date: CalendarDate, from earliest: Int) -> [Plan.Item] {
        runs.compactMap { run, record in
            switch record.status {
            case .planned, .departed, .ended: break
            case .dropped: if record.startSeconds < earliest { return nil }
            case .waiting: return nil
            }
            return run.date == date ? Plan.Item(run, record) : nil
        }
    }

    /// What the next plan may not move: what was handed over, has flown, or will be handed over before it is
    /// there, and what a person put where it is.
    ///
    /// What is still to come at a dock that is barred goes to another, or waits for it.
    private func frozen(
        _ problem: PlanningProblem,
        _ docks: [DockAvailability],
        before: Int
    ) -> [Plan.Item] {
        let index = PlanIndex(problem)
        var barred: [DockID: Bool] = [:]
        for dock in docks where dock.isBarred { barred[dock.dock] = true }
        return runs.compactMap { run, record in
            guard run.date == problem.date, index.asks(for: run, record) else { return nil }
            switch record.status {
            case .waiting, .dropped: return nil
            case .planned:
                let isNear = record.startSeconds < before || record.isPinned == true
                guard isNear, barred[record.dock] == nil else { return nil }
            case .departed: break
            case .ended: if record.status.isUnflown { return nil }
            }
            return Plan.Item(run, record)
        }
    }

    /// A plan came, or did not; what nobody waits for any more is passed over.
    mutating func settle(
        _ effect: EffectID,
        _ settlement: Settlement<Plan>,
        _ outcome: inout PatrolOutcome
    ) {
        guard let pending, pending.effect == effect else { return }
        self.pending = nil
        let problem = pending.problem
        let wish = pending.wish ?? Wish(why: "again", notBefore: now)
        let live = pending.live ?? LiveRuns()
        switch settlement {
        case .succeeded(let plan):
            if let fault = fault(of: plan, for: problem, live) {
                refuse(fault.text, problem.date, &outcome)
                retry(wish, problem.date)
                // Something departed meanwhile: a new plan counts with it.
                if fault.isRace { want(.raced, at: now + Self.gathering) }
            } else if problem.date == day {
                adopt(live.inBook(plan), problem, wish, &outcome)
            } else {
                next = Ahead(plan: plan, problem: problem)
                outcome.facts.append(
                    Fact(
                        .planReady,
                        values: [
                            FactValue("date", problem.date),
                            FactValue("served", plan.sorties.count),
                            FactValue("asked", problem.repetitions),
                        ]
                    )
                )
            }
        case .failed(let reason): fail(reason.text, problem, wish, &outcome)
        case .expired: fail("it was not ready in time", problem, wish, &outcome)
        case .unknown: fail("it was interrupted", problem, wish, &outcome)
        }
    }

    mutating func refuse(
        _ reason: String,
        _ date: CalendarDate,
        _ outcome: inout PatrolOutcome
    ) {
        outcome.facts.append(
            Fact(.planRefused, values: [FactValue("date", date), FactValue("reason", reason)])
        )
    }

    private mutating func fail(
        _ reason: String,
        _ problem: PlanningProblem,
        _ wish: Wish,
        _ outcome: inout PatrolOutcome
    ) {
        let date = problem.date
        // Where an earlier plan of the day stays in force, it is only the new one that is missing.
        let code: FactCode = planDate == date ? .planRefused : .planNone
        outcome.facts.append(
            Fact(code, values: [FactValue("date", date), FactValue("reason", reason)])
        )
        retry(wish, date)
    }

    /// Again after 60 s, then after twice as long each time, 32 min at most.
    private mutating func retry(_ old: Wish, _ date: CalendarDate) {
        var again = old
        again.notBefore = now + .seconds(60 << min(again.failures, 5))
        again.failures += 1
        guard date == day else { return nextWish = again }
        guard let newer = wish else { return wish = again }
        // What happened since asks for a plan anyway.
        wish?.notBefore = min(newer.notBefore, again.notBefore)
        wish?.failures = again.failures
    }

    /// Why a plan may not come into force.
    struct Fault {
        var text: String
        /// Whether only what happened while it was made stands against it.
        var isRace = false

        /// A run of it is not as it was.
        init(_ run: PlannedRun, _ state: String) {
            text = "it came too late: \(run.demand)/\(run.repetition) has \(state) since"
            isRace = true
        }

        /// It is no valid plan.
        init(_ text: String) { self.text = text }
    }

    /// Why a plan may not come into force, or nil.
    func fault(of plan: Plan, for problem: PlanningProblem, _ live: LiveRuns) -> Fault? {
        let findings = PlanCheck.findings(plan, for: problem)
        if let first = findings.first {
            let more = findings.count == 1 ? "" : " and \(findings.count - 1) more"
            return Fault("\(first)\(more)")
        }
        if plan.sorties.count + runs.count > Self.runLimit { return Fault("too many runs") }
        let index = PlanIndex(problem)
        var planned: [PlannedRun: Plan.Item] = [:]
        for item in live.inBook(plan).sorties { planned[PlannedRun(item, on: problem.date)] = item }
        for (run, record) in runs where run.date == problem.date && record.isClosed {
            guard index.asks(for: run, record) else { continue }
            if record.status.isUnflown {
                guard planned[run] != nil else { continue }
                return Fault(run, "ended")
            }
            guard planned[run] == Plan.Item(run, record) else { return Fault(run, "departed") }
        }
        return nil
    }

    /// The next day has no patrols: said a day ahead where the site has some (FEATURES B4).
    private mutating func warnOfNothing(_ date: CalendarDate, outcome: inout PatrolOutcome) {
        guard let configuration, !configuration.patrols.isEmpty else { return }
        let type = configuration.calendar.dayType(of: date)
        let reason = Bilingual(
            en: "no patrol rule is for a \(type.rawValue)",
            zh: "没有适用于 \(type.rawValue) 的巡查规则"
        )
        outcome.facts.append(
            Fact(.planNone, values: [FactValue("date", date), FactValue("reason", reason)])
        )
    }
}

extension Bilingual {
    fileprivate static let raced = Bilingual(en: "the last came too late", zh: "上次编制过迟")
}

/// A problem's docks and demands by name.
struct PlanIndex {
    private var docks: [DockID: Int] = [:]
    private(set) var demands: [String: PlanningProblem.Demand] = [:]

    init(_ problem: PlanningProblem) {
        for (number, dock) in problem.docks.enumerated() { docks[dock.id] = number }
        for demand in problem.demands { demands[demand.id] = demand }
    }

    /// Whether a problem asks for what a run flies, and knows who flies it.
    func asks(for run: PlannedRun, _ record: RunRecord) -> Bool {
        docks[record.dock] != nil && demands[run.demand]?.route == record.route
    }
}

extension Plan.Item {
    /// A run as a plan has it.
    init(_ run: PlannedRun, _ record: RunRecord) {
        self.init(
            demand: run.demand,
            repetition: run.repetition,
            dock: record.dock,
            startSeconds: record.startSeconds
        )
    }
}

extension PlannedRun {
    /// The run that an item of a day's plan is.
    init(_ item: Plan.Item, on date: CalendarDate) {
        self.init(date: date, demand: item.demand, repetition: item.repetition)
    }
}
