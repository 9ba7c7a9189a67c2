// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PatrolBook {
    /// Asks for a plan of today, from the plan in force.
    mutating func request(
        _ wish: Wish,
        _ today: CalendarDate,
        _ docks: [DockAvailability],
        _ issuer: inout Issuer,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        requests += 1
        var problem = configuration.problem(
            id: "\(today)-\(requests)",
            date: today,
            now: now,
            availability: docks
        )
        let earliest = configuration.seconds(of: now + Self.planningLead, on: today)
        // Over for today, or nothing to fly: nothing is left to plan.
        guard earliest < problem.service.to else {
            self.wish = nil
            return
        }
        guard !problem.demands.isEmpty else {
            adoptNothing(problem, &outcome)
            return
        }
        if earliest > problem.service.from { problem.nowSeconds = earliest }
        problem.frozen = frozen(today, problem, before: earliest + Self.lead.wholeSeconds)
        problem.baseline = planDate == today ? plan?.sorties ?? [] : []
        if let fault = problem.fault {
            fail("the configuration cannot be planned: \(fault)", today, &outcome)
            return
        }
        let effect = issuer.effect(
            problem,
            at: now,
            lifetime: Self.planLifetime,
            retry: .untilExpiry
        )
        pending = Pending(effect: effect.id, problem: problem)
        outcome.effects.append(effect)
        outcome.facts.append(
            Fact(.planRequested, values: [FactValue("date", today), FactValue("why", wish.why)])
        )
    }

    /// What the next plan may not move: what was handed over, is over, or will be handed over before it is
    /// there.
    ///
    /// A run that ended without flying stays frozen too, so that no repetition gets two outcomes.
    private func frozen(
        _ today: CalendarDate,
        _ problem: PlanningProblem,
        before: Int
    ) -> [Plan.Item] {
        runs.compactMap { run, record in
            guard run.date == today,
                record.status.isSettled
                    || record.status == .planned && record.startSeconds < before,
                problem.docks.contains(where: { $0.id == record.dock }),
                let demand = problem.demands.first(where: { $0.id == run.demand }),
                run.repetition < demand.reps, demand.route == record.route
            else { return nil }
            return Plan.Item(
                demand: run.demand,
                repetition: run.repetition,
                dock: record.dock,
                startSeconds: record.startSeconds
            )
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
        let date = pending.problem.date
        switch settlement {
        case .succeeded(let plan):
            if let reason = fault(of: plan, for: pending.problem) {
                outcome.facts.append(
                    Fact(
                        .planRefused,
                        values: [FactValue("date", date), FactValue("reason", reason)]
                    )
                )
                retry()
            } else {
                adopt(plan, pending.problem, &outcome)
            }
        case .failed(let reason): fail(reason.text, date, &outcome)
        case .expired: fail("it was not ready in time", date, &outcome)
        case .unknown: fail("it was interrupted", date, &outcome)
        }
    }

    private mutating func fail(
        _ reason: String,
        _ date: CalendarDate,
        _ outcome: inout PatrolOutcome
    ) {
        // Where an earlier plan of the day stays in force, it is only the new one that is missing.
        let code: FactCode = planDate == date ? .planRefused : .planNone
        outcome.facts.append(
            Fact(code, values: [FactValue("date", date), FactValue("reason", reason)])
        )
        retry()
    }

    /// Again after 60 s, then after twice as long each time, 32 min at most.
    private mutating func retry() {
        var next = wish ?? Wish(why: "again", notBefore: now)
        next.notBefore = now + .seconds(60 << min(next.failures, 5))
        next.failures += 1
        wish = next
    }

    /// Why a plan may not come into force, or nil.
    private func fault(of plan: Plan, for problem: PlanningProblem) -> String? {
        let findings = PlanCheck.findings(plan, for: problem)
        if let first = findings.first {
            return findings.count == 1 ? "\(first)" : "\(first) and \(findings.count - 1) more"
        }
        if plan.sorties.count + runs.count > Self.runLimit { return "too many runs" }
        for item in plan.sorties {
            let run = PlannedRun(item, on: problem.date)
            guard let record = runs[run], record.status.isSettled,
                problem.docks.contains(where: { $0.id == record.dock })
            else { continue }
            if record.dock != item.dock || record.startSeconds != item.startSeconds {
                return "it came too late: \(item.demand)/\(item.repetition) has departed since"
            }
        }
        return nil
    }

    private mutating func adopt(
        _ plan: Plan,
        _ problem: PlanningProblem,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        let date = problem.date
        let policies = configuration.demands(on: date)
        let before = runs.filter { $0.id.date == date && !$0.value.status.isSettled }
        for (run, _) in before { runs.remove(run) }
        for item in plan.sorties {
            let run = PlannedRun(item, on: date)
            // What was handed over keeps its record, whatever became of its dock.
            guard runs[run] == nil,
                let demand = problem.demands.first(where: { $0.id == item.demand })
            else { continue }
            runs[run] = RunRecord(
                route: demand.route,
                band: demand.band ?? "",
                dock: item.dock,
                startSeconds: item.startSeconds,
                start: configuration.instant(of: date, seconds: item.startSeconds),
                missed: policies.first { $0.demand.id == item.demand }?.missed ?? .skip
            )
        }
        self.plan = plan
        self.problem = problem
        planDate = date
        wish = nil
        outcome.facts.append(adopted(plan, problem))
        for entry in plan.unserved { outcome.facts.append(unserved(entry, problem)) }
        for (run, record) in before where record.status == .waiting && runs[run] == nil {
            end(
                run,
                record,
                .missed,
                Bilingual(
                    en: "its time passed and no later start was possible",
                    zh: "已错过时间，且无法安排补飞"
                ),
                &outcome
            )
        }
    }

    /// No rule asks for anything today: what an earlier plan still had is dropped.
    private mutating func adoptNothing(
        _ problem: PlanningProblem,
        _ outcome: inout PatrolOutcome
    ) {
        let had = plan?.sorties.isEmpty == false
        var silent = PatrolOutcome()
        let nothing = Plan(instance: problem.id, sorties: [], unserved: [], objective: .nothing)
        adopt(nothing, problem, &silent)
        outcome.facts += silent.facts.filter { had || $0.code != .planAdopted }
    }

    private func adopted(_ plan: Plan, _ problem: PlanningProblem) -> Fact {
        let unflown = plan.sorties.count { item in
            guard case .ended(let outcome, _, _) = runs[PlannedRun(item, on: problem.date)]?.status
            else { return false }
            return outcome != .flown && outcome != .partlyFlown
        }
        return Fact(
            .planAdopted,
            values: [
                FactValue("date", problem.date),
                FactValue("served", plan.sorties.count - unflown),
                FactValue("asked", problem.repetitions),
            ]
        )
    }

    private func unserved(_ entry: Plan.Unserved, _ problem: PlanningProblem) -> Fact {
        let demand = problem.demands.first { $0.id == entry.demand }
        return Fact(
            .planUnserved,
            Subject(route: demand?.route),
            [
                FactValue("band", demand?.band ?? entry.demand),
                FactValue("number", entry.repetition + 1),
                FactValue("reason", entry.reason),
            ]
        )
    }
}

extension PlannedRun {
    /// The run that an item of a day's plan is.
    init(_ item: Plan.Item, on date: CalendarDate) {
        self.init(date: date, demand: item.demand, repetition: item.repetition)
    }
}
