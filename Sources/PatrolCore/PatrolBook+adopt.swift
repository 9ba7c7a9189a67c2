// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What a plan that comes into force makes of the runs.
extension PatrolBook {
    /// A plan that was found valid comes into force: its runs are to come, those it has not are dropped.
    mutating func adopt(
        _ plan: Plan,
        _ problem: PlanningProblem,
        _ wish: Wish?,
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration else { return }
        let date = problem.date
        var demands: [String: DayDemand] = [:]
        for demand in configuration.demands(on: date) { demands[demand.demand.id] = demand }
        let old = planDate == date ? self.plan : nil
        let why = wish.map { Bilingual(en: $0.why, zh: $0.zh ?? $0.why) }
        var moved: [Fact] = []
        var planned: [PlannedRun: Bool] = [:]
        for item in plan.sorties {
            let run = PlannedRun(item, on: date)
            planned[run] = true
            // What was handed over keeps its record, whatever became of its dock.
            guard runs[run]?.isClosed != true, let demand = demands[item.demand] else {
                continue
            }
            let record = record(item, demand, date, configuration, why)
            if let before = runs[run], before.place != record.place, before.status != .waiting {
                moved.append(Self.moved(run, before, record))
            }
            runs[run] = record
        }
        takeTurns(date)
        self.plan = plan
        self.problem = problem
        planDate = date
        outcome.facts.append(adopted(plan, demands, problem))
        outcome.facts += moved
        let known = Set(old?.unserved ?? [])
        for entry in plan.unserved where !known.contains(entry) {
            outcome.facts.append(unserved(entry, demands[entry.demand]?.demand))
        }
        var reasons: [PlannedRun: String] = [:]
        for entry in plan.unserved {
            let run = PlannedRun(date: date, demand: entry.demand, repetition: entry.repetition)
            reasons[run] = entry.reason
        }
        for (run, record) in runs
        where run.date == date && !record.status.isSettled && planned[run] == nil {
            drop(run, record, reasons[run], &outcome)
        }
    }

    /// Gives runs that start at the same second a turn each to be handed over (see ``handOver(_:)``).
    private mutating func takeTurns(_ date: CalendarDate) {
        var before: [Int: Int] = [:]
        for (run, record) in runs where run.date == date && record.status == .planned {
            let rank = before[record.startSeconds, default: 0]
            before[record.startSeconds] = rank + 1
            let turn = rank % Self.turns * Self.turnSeconds
            runs.update(run) { $0.turn = turn == 0 ? nil : turn }
        }
    }

    /// The record of a run as a plan has it, with what is known of it already.
    private func record(
        _ item: Plan.Item,
        _ demand: DayDemand,
        _ date: CalendarDate,
        _ configuration: PatrolConfiguration,
        _ why: Bilingual?
    ) -> RunRecord {
        var record = RunRecord(
            route: demand.demand.route,
            band: demand.demand.band ?? "",
            dock: item.dock,
            startSeconds: item.startSeconds,
            start: configuration.instant(of: date, seconds: item.startSeconds),
            missed: demand.missed
        )
        record.latestSeconds = demand.latestSeconds
        record.errand = demand.errand
        record.until = configuration.instant(of: date, seconds: demand.demand.window.to)
        guard let old = runs[PlannedRun(item, on: date)] else { return record }
        record.missedBecause = old.missedBecause
        record.moved = old.moved
        let first = old.first ?? old.place
        if first != record.place { record.first = first }
        if old.place == record.place {
            record.isPinned = old.isPinned
        } else {
            record.moved = why
        }
        return record
    }

    /// A run that the new plan has not.
    private mutating func drop(
        _ run: PlannedRun,
        _ record: RunRecord,
        _ reason: String?,
        _ outcome: inout PatrolOutcome
    ) {
        switch record.status {
        case .waiting:
            let because = record.missedBecause.map {
                Bilingual(en: " (\($0.en))", zh: "（\($0.zh)）")
            }
            let reason = Bilingual(
                en: "its time passed\(because?.en ?? "") and no later start was possible",
                zh: "已错过时间\(because?.zh ?? "")，且无法安排补飞"
            )
            end(run, record, .missed, reason, &outcome)
        case .planned, .dropped:
            guard let reason else {
                let gone = Bilingual(en: "it is no longer asked for", zh: "已不再需要")
                var record = record
                record.isAskedNoMore = true
                return end(run, record, .cancelled, gone, &outcome)
            }
            runs.update(run) { $0.status = .dropped(UnservedReason.text(of: reason)) }
        case .departed, .ended: break
        }
    }

    /// Runs that no plan had again before their window closed have their outcome.
    mutating func closeDropped(_ outcome: inout PatrolOutcome) {
        for (run, record) in runs {
            guard case .dropped(let reason) = record.status, let until = record.until, until <= now
            else { continue }
            end(run, record, .skipped, .dropped(reason), &outcome)
        }
    }

    /// No rule asks for anything today: what an earlier plan still had is dropped.
    mutating func adoptNothing(_ problem: PlanningProblem, _ outcome: inout PatrolOutcome) {
        let had = plan?.sorties.isEmpty == false
        var silent = PatrolOutcome()
        let nothing = Plan(instance: problem.id, sorties: [], unserved: [], objective: .nothing)
        adopt(nothing, problem, nil, &silent)
        outcome.facts += silent.facts.filter { had || $0.code != .planAdopted }
    }

    /// How many patrols a plan has of those asked for; second looks are not counted among them.
    private func adopted(
        _ plan: Plan,
        _ demands: [String: DayDemand],
        _ problem: PlanningProblem
    ) -> Fact {
        let date = problem.date
        func isPatrol(_ demand: String) -> Bool { demands[demand]?.errand == nil }
        let asked = problem.demands.reduce(0) { isPatrol($1.id) ? $0 + $1.reps : $0 }
        let unflown = runs.count { run, record in
            run.date == date && record.isLeftOut && record.errand == nil
        }
        return Fact(
            .planAdopted,
            values: [
                FactValue("date", date),
                FactValue("served", plan.sorties.count { isPatrol($0.demand) }),
                // What ended unflown was asked for too.
                FactValue("asked", asked + unflown),
            ]
        )
    }

    private static func moved(_ run: PlannedRun, _ old: RunRecord, _ new: RunRecord) -> Fact {
        let from = old.dock == new.dock ? "" : "\(old.dock) "
        return Fact(
            .planMoved,
            Subject(dock: new.dock, route: new.route),
            [
                FactValue("from", from + timeOfDay(old.startSeconds)),
                FactValue("to", timeOfDay(new.startSeconds)),
                FactValue("why", new.moved ?? Bilingual("")),
            ]
        )
    }

    private func unserved(
        _ entry: Plan.Unserved,
        _ demand: PlanningProblem.Demand?
    ) -> Fact {
        Fact(
            .planUnserved,
            Subject(route: demand?.route),
            [
                FactValue("band", demand?.band ?? entry.demand),
                FactValue("number", entry.repetition + 1),
                FactValue("reason", UnservedReason.text(of: entry.reason)),
            ]
        )
    }
}

extension Bilingual {
    /// Why a run that was planned once is not flown.
    static func dropped(_ reason: Bilingual) -> Bilingual {
        Bilingual(en: "a later plan had no place for it: \(reason.en)", zh: "后续计划无法安排：\(reason.zh)")
    }
}
