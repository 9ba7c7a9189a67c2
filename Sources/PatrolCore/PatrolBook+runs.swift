// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PatrolBook {
    /// When a run is handed to the fleet.
    ///
    /// Runs that start in one minute are handed over one after the other, so that not all docks fetch their
    /// waylines in the same second; each still has the half of the lead.
    func handOver(_ record: RunRecord) -> Timestamp {
        record.start - Self.lead + .seconds(record.turn ?? 0)
    }

    /// Hands over what is due of the plan in force (S12); what is too late gets its rule's policy.
    mutating func depart(
        _ configuration: PatrolConfiguration,
        _ docks: [DockAvailability],
        _ outcome: inout PatrolOutcome
    ) {
        let due = runs.filter { $0.value.status == .planned && handOver($0.value) <= now }
        var late: [(id: PlannedRun, value: RunRecord)] = []
        for (run, record) in due {
            guard now <= record.start + record.lateness else {
                late.append((run, record))
                continue
            }
            if waitsForPlan(record, docks) { continue }
            guard configuration.docks.contains(where: { $0.id == record.dock }),
                configuration.route(record.route) != nil
            else {
                let reason = Bilingual(
                    en: "its dock or route is no longer configured",
                    zh: "机场或航线已不在配置中"
                )
                var record = record
                record.isAskedNoMore = true
                end(run, record, .cancelled, reason, &outcome)
                continue
            }
            runs.update(run) { $0.status = .departed(at: now) }
            outcome.facts.append(Fact(.patrolDue, Subject(dock: record.dock, route: record.route)))
            outcome.departures.append(
                Departure(
                    date: run.date,
                    run: run,
                    route: record.route,
                    dock: record.dock,
                    start: record.start,
                    latest: record.start + record.lateness,
                    oneTimeRoute: configuration.look(record.route)?.route
                )
            )
        }
        miss(late, &outcome)
    }

    /// Whether a run at a barred dock waits for a plan that may give it to another, until its start.
    private func waitsForPlan(_ record: RunRecord, _ docks: [DockAvailability]) -> Bool {
        guard now < record.start, wish != nil || pending != nil else { return false }
        return docks.contains { $0.dock == record.dock && $0.isBarred }
    }

    /// Takes back what was handed to docks that may not fly now, as far as a later start is possible (MODEL § 7).
    ///
    /// The plan that is about to be asked for may give it to another dock.
    mutating func takeBack(_ docks: [DockAvailability], _ outcome: inout PatrolOutcome) {
        for dock in docks where dock.isBarred {
            for run in dock.waiting {
                guard let record = runs[run], case .departed = record.status,
                    let until = record.until, now + Self.planningLead < until
                else { continue }
                runs.update(run) { $0.status = .dropped(.takenBack(dock.dock)) }
                outcome.takenBack.append(run)
            }
        }
    }

    /// The missed-run policies (FEATURES B5).
    ///
    /// `catch_up_once` leaves the last missed run of a demand to a new plan, which flies it where every
    /// constraint allows; `coalesce` lets the demand's next planned run stand for those missed.
    private mutating func miss(
        _ late: [(id: PlannedRun, value: RunRecord)],
        _ outcome: inout PatrolOutcome
    ) {
        for (number, (run, record)) in late.enumerated() {
            let hasLaterMissed = late[(number + 1)...].contains {
                $0.id.date == run.date && $0.id.demand == run.demand
            }
            switch record.missed {
            case .skip: end(run, record, .skipped, .missedSkip, &outcome)
            case .coalesce:
                let isLast = !runs.contains { other, record in
                    other.date == run.date && other.demand == run.demand
                        && other.repetition > run.repetition && record.status == .planned
                        && now <= record.start + record.lateness
                }
                end(run, record, .skipped, isLast ? .missedLast : .missedCoalesce, &outcome)
            case .catchUpOnce:
                guard !hasLaterMissed, catchUp(run, .missedOutage) else {
                    end(run, record, .skipped, .missedCatchUp, &outcome)
                    continue
                }
            }
        }
    }

    /// Leaves a run of today that was not flown in its time to a new plan, once; false: it is too late for that.
    private mutating func catchUp(_ run: PlannedRun, _ reason: Bilingual) -> Bool {
        guard let record = runs[run], run.date == day, record.missedBecause == nil,
            record.until.map({ now + Self.planningLead < $0 }) ?? true
        else { return false }
        runs.update(run) {
            $0.status = .waiting
            $0.missedBecause = reason
        }
        // A plan that is being made does not know of it.
        if !isAhead(pending) { pending = nil }
        let name = "\(record.route) \(record.band)"
        want(Bilingual(en: "catch up \(name)", zh: "补飞 \(name)"), at: now + Self.gathering)
        return true
    }

    /// The fleet's word on a run; a second word, or one on a mission of no plan, changes nothing.
    mutating func record(_ ended: MissionEnd, _ outcome: inout PatrolOutcome) {
        guard let run = ended.run else { return disturb(PlanTrigger(.callOver)) }
        guard let record = runs[run] else { return }
        if case .ended = record.status { return }
        switch ended.outcome {
        case .flown: break
        case .partlyFlown: disturb(PlanTrigger(.aborted, record.dock))
        case .missed, .refused:
            if record.missed == .catchUpOnce, !isNeededNoMore(record), catchUp(run, ended.reason) {
                return
            }
            disturb(PlanTrigger(.late, record.dock))
        case .skipped, .cancelled: disturb(PlanTrigger(.changed, record.dock))
        }
        end(run, record, ended.outcome, ended.reason, &outcome)
    }

    /// Records a run's one outcome.
    mutating func end(
        _ run: PlannedRun,
        _ record: RunRecord,
        _ result: MissionOutcome,
        _ reason: Bilingual,
        _ outcome: inout PatrolOutcome
    ) {
        var record = record
        record.status = .ended(result, reason: reason, at: now)
        runs[run] = record
        outcome.facts.append(
            Fact(
                .patrolOutcome,
                Subject(dock: record.dock, route: record.route),
                [
                    FactValue("start", "\(run.date) \(Self.timeOfDay(record.startSeconds))"),
                    FactValue("outcome", result.text),
                    FactValue("reason", reason),
                ]
            )
        )
    }

    /// Drops the runs of earlier days; one that is still open gets its outcome first.
    mutating func forget(before date: CalendarDate, _ outcome: inout PatrolOutcome) {
        for (run, record) in runs {
            switch record.status {
            case .planned, .waiting:
                // A run of yesterday that was to be caught up can no longer be.
                if run.date < date.advanced(by: 1) {
                    end(run, record, .missed, .dayOver, &outcome)
                }
            case .dropped(let reason):
                if run.date < date.advanced(by: 1) {
                    end(run, record, .skipped, .dropped(reason), &outcome)
                }
            case .departed:
                if run.date < date { end(run, record, .missed, .neverEnded, &outcome) }
            case .ended: break
            }
            if run.date < date { runs.remove(run) }
        }
    }

    /// `07:30`, hours after 24 for the small hours of a service that crosses midnight.
    static func timeOfDay(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
    }
}

extension Bilingual {
    fileprivate static func takenBack(_ dock: DockID) -> Bilingual {
        Bilingual(en: "\(dock) may not fly", zh: "\(dock) 不能起飞")
    }
    fileprivate static let missedSkip = Bilingual(
        en: "its time passed while nothing could depart; policy: skip",
        zh: "无法起飞期间已错过时间；策略：跳过"
    )
    fileprivate static let missedCoalesce = Bilingual(
        en: "its time passed while nothing could depart; policy: the next run stands for it",
        zh: "无法起飞期间已错过时间；策略：并入下一次"
    )
    fileprivate static let missedCatchUp = Bilingual(
        en: "its time passed while nothing could depart; policy: one later run is flown for all",
        zh: "无法起飞期间已错过时间；策略：只补飞一次"
    )
    fileprivate static let missedLast = Bilingual(
        en:
            "its time passed while nothing could depart; policy: coalesce, and no later run is planned",
        zh: "无法起飞期间已错过时间；策略：合并，但当日已无后续班次"
    )
    fileprivate static let missedOutage = Bilingual(
        en: "nothing could depart at its time",
        zh: "当时无法起飞"
    )
    fileprivate static let dayOver = Bilingual(
        en: "its service day is over",
        zh: "当日服务已结束"
    )
    fileprivate static let neverEnded = Bilingual(
        en: "its end was never reported",
        zh: "未收到结束报告"
    )
}
