// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// What people ask of the patrols.
extension PatrolBook {
    /// Findings that a refusal tells at most.
    private static let reasonsTold = 5
    /// Dates ahead of today that may be set.
    private static let daysAhead = 400

    mutating func answer(
        _ request: PatrolRequest,
        by person: Person,
        _ docks: [DockAvailability],
        _ outcome: inout PatrolOutcome
    ) {
        guard let configuration, let day else {
            let what = FactValue("what", Bilingual(en: "no configuration", zh: "无配置"))
            return outcome.refusal = Refusal(.degraded, Subject(), [what])
        }
        switch request {
        case .setDay(let date, let type, let why):
            setDay(DayChange(date: date, type: type, why: why), day, person, &outcome)
        case .skip(let run, let why):
            guard var record = open(run, why, &outcome) else { return }
            record.isTakenOut = true
            let reason = Bilingual(
                en: "taken out by \(person.name): \(why)",
                zh: "由 \(person.name) 取消：\(why)"
            )
            end(run, record, .cancelled, reason, &outcome)
            disturb(PlanTrigger(.changed, record.dock))
        case .move(let run, let change, let why):
            guard let record = open(run, why, &outcome) else { return }
            let told = Told(person: person, why: why, docks: docks)
            move(run, record, change, told, configuration, &outcome)
        case .restore(let run, let change, let why):
            guard let record = takenOut(run, why, &outcome) else { return }
            let told = Told(person: person, why: why, docks: docks, fact: .planRunRestored)
            restore(run, record, change, told, configuration, &outcome)
        }
    }

    private mutating func setDay(
        _ change: DayChange,
        _ today: CalendarDate,
        _ person: Person,
        _ outcome: inout PatrolOutcome
    ) {
        let ahead = change.date.dayNumber - today.dayNumber
        guard (0...Self.daysAhead).contains(ahead) else {
            let what = Bilingual(
                en: "\(change.date) is not within \(Self.daysAhead) days from \(today) on",
                zh: "\(change.date) 不在 \(today) 起的 \(Self.daysAhead) 天内"
            )
            return outcome.refusal = Refusal(.badRequest, Subject(), [FactValue("what", what)])
        }
        guard hasReason(change.why, &outcome) else { return }
        outcome.dayChange = change
        let day = change.type.map { Bilingual($0.rawValue) }
        outcome.facts.append(
            Fact(
                .planDaySet,
                Subject(person: person.name),
                [
                    FactValue("date", change.date),
                    FactValue("day", day ?? Bilingual(en: "what the calendar says", zh: "日历所定类型")),
                    FactValue("why", change.why),
                ]
            )
        )
    }

    private func hasReason(_ why: String, _ outcome: inout PatrolOutcome) -> Bool {
        guard why.isEmpty || why.utf8.count > 500 else { return true }
        let what = Bilingual(en: "a reason is needed, 500 bytes at most", zh: "需要原因，最多 500 字节")
        outcome.refusal = Refusal(.badRequest, Subject(), [FactValue("what", what)])
        return false
    }

    /// A run of today that a person may still change; nil: it was refused.
    private func open(
        _ run: PlannedRun,
        _ why: String,
        _ outcome: inout PatrolOutcome
    ) -> RunRecord? {
        guard hasReason(why, &outcome) else { return nil }
        guard let record = known(run, &outcome) else { return nil }
        guard !record.status.isSettled else {
            let state =
                if case .ended(let result, _, _) = record.status { result.text } else {
                    Bilingual(en: "handed to its dock: cancel its mission", zh: "已下发机场：请取消任务")
                }
            outcome.refusal = Self.wrongState(record, state)
            return nil
        }
        return record
    }

    /// A run of today that a person took out; nil: it was refused.
    private func takenOut(
        _ run: PlannedRun,
        _ why: String,
        _ outcome: inout PatrolOutcome
    ) -> RunRecord? {
        guard hasReason(why, &outcome), let record = known(run, &outcome) else { return nil }
        guard record.isTakenOut == true else {
            let state = Bilingual(en: "not taken out by anybody", zh: "未被人为取消")
            outcome.refusal = Self.wrongState(record, state)
            return nil
        }
        return record
    }

    private func known(_ run: PlannedRun, _ outcome: inout PatrolOutcome) -> RunRecord? {
        guard let record = runs[run], run.date == planDate else {
            let what = FactValue("what", "\(run.date) \(run.demand)/\(run.repetition + 1)")
            outcome.refusal = Refusal(.unknownSubject, Subject(), [what])
            return nil
        }
        return record
    }

    private static func wrongState(_ record: RunRecord, _ state: Bilingual) -> Refusal {
        let name = "\(record.route) \(timeOfDay(record.startSeconds))"
        let values = [FactValue("what", name), FactValue("state", state)]
        return Refusal(.wrongState, Subject(route: record.route), values)
    }

    /// Who asks for a change, why, and with which docks it must fit.
    private struct Told {
        var person: Person
        var why: String
        var docks: [DockAvailability]
        /// What the change is on record as.
        var fact = FactCode.planRunSet
    }

    /// Puts a run back if the plan is valid with it.
    private mutating func restore(
        _ run: PlannedRun,
        _ record: RunRecord,
        _ change: RunChange,
        _ told: Told,
        _ configuration: PatrolConfiguration,
        _ outcome: inout PatrolOutcome
    ) {
        // While it waits the plan counts with it and has it nowhere: what it breaks is what it adds.
        var waiting = record
        (waiting.status, waiting.isTakenOut) = (.waiting, nil)
        runs[run] = waiting
        move(run, waiting, change, told, configuration, &outcome)
        if outcome.refusal != nil { runs[run] = record }
    }

    /// Moves a run if the plan is valid with it there; what the plan breaks already does not count against it.
    private mutating func move(
        _ run: PlannedRun,
        _ record: RunRecord,
        _ change: RunChange,
        _ told: Told,
        _ configuration: PatrolConfiguration,
        _ outcome: inout PatrolOutcome
    ) {
        var new = record
        new.dock = change.dock ?? record.dock
        new.startSeconds = change.startSeconds ?? record.startSeconds
        guard abs(new.startSeconds) < 200_000 else {
            let what = Bilingual(en: "the start is not of this day", zh: "起飞时刻不在当日")
            return outcome.refusal = Refusal(.badRequest, Subject(), [FactValue("what", what)])
        }
        new.start = configuration.instant(of: run.date, seconds: new.startSeconds)
        new.status = .planned
        let (was, problem) = findings(told.docks, configuration)
        let old = runs
        runs[run] = new
        let (now, _) = findings(told.docks, configuration)
        let broken = now.filter { !was.contains($0) }
        guard broken.isEmpty, problem != nil else {
            runs = old
            let reasons = broken.prefix(Self.reasonsTold).map(\.bilingual)
            let place = Bilingual(
                en: "\(new.route) at \(new.dock) \(Self.timeOfDay(new.startSeconds))",
                zh: "\(new.route) \(new.dock) \(Self.timeOfDay(new.startSeconds))"
            )
            let state = Bilingual(en: "against the rules of planning", zh: "违反计划规则")
            let values = [FactValue("what", place), FactValue("state", state)]
            return outcome.refusal = Refusal(
                .wrongState,
                Subject(dock: new.dock, route: new.route),
                values,
                reasons: Array(reasons)
            )
        }
        keep(run, record, new, told, &outcome)
    }

    private mutating func keep(
        _ run: PlannedRun,
        _ old: RunRecord,
        _ new: RunRecord,
        _ told: Told,
        _ outcome: inout PatrolOutcome
    ) {
        var new = new
        let first = old.first ?? old.place
        new.first = first == new.place ? nil : first
        new.isPinned = true
        new.moved = Bilingual(
            en: "by \(told.person.name): \(told.why)",
            zh: "由 \(told.person.name) 调整：\(told.why)"
        )
        runs[run] = new
        // A plan that is being made does not know of it.
        if !isAhead(pending) { pending = nil }
        outcome.facts.append(
            Fact(
                told.fact,
                Subject(dock: new.dock, route: new.route, person: told.person.name),
                [
                    FactValue("from", "\(old.dock) \(Self.timeOfDay(old.startSeconds))"),
                    FactValue("to", Self.timeOfDay(new.startSeconds)),
                    FactValue("why", told.why),
                ]
            )
        )
        disturb(PlanTrigger(.changed, new.dock))
    }

    /// What is wrong with the runs as they stand, as a plan of what is left of the day; nil: no problem to ask.
    private func findings(
        _ docks: [DockAvailability],
        _ configuration: PatrolConfiguration
    ) -> (findings: [PlanFinding], problem: PlanningProblem?) {
        guard let day else { return ([], nil) }
        var problem = configuration.problem(
            id: "change",
            date: day,
            now: now,
            availability: docks
        )
        let live = narrow(&problem, docks, from: configuration.seconds(of: now, on: day))
        // Only what has departed is given: what a person moves must keep every rule.
        problem.frozen = problem.frozen.filter { ($0.startSeconds) < (problem.nowSeconds ?? 0) }
        problem.baseline = []
        var plan = Plan(instance: problem.id, sorties: [], unserved: [], objective: .nothing)
        plan.sorties = runs.compactMap { run, record in
            guard run.date == day else { return nil }
            switch record.status {
            case .planned, .departed: return live.inProblem(Plan.Item(run, record))
            case .ended:
                return record.status.isUnflown ? nil : live.inProblem(Plan.Item(run, record))
            case .waiting, .dropped: return nil
            }
        }
        // That something is not flown is no fault here, and what it is worth is not asked.
        let found = PlanCheck.findings(plan, for: problem).filter { $0.rule != .honesty }
        return (found, problem.fault == nil ? problem : nil)
    }
}

extension PlanFinding {
    /// The finding with its rule in both languages.
    public var bilingual: Bilingual {
        Bilingual(en: description, zh: "\(rule.rawValue) \(rule.zh)：\(zh ?? text)")
    }
}

extension PlanFinding.Rule {
    /// The rule's name in Chinese.
    var zh: String {
        switch self {
        case .form: "格式"
        case .candidate: "机场不适用"
        case .oneSortie: "机场占用"
        case .battery: "电量"
        case .window: "时段"
        case .spacing: "班次间隔"
        case .dockClosure: "机场停飞"
        case .coverage: "备勤不足"
        case .areaClosure: "区域关闭"
        case .replan: "时刻已过"
        case .separation: "安全间隔"
        case .honesty: "一致性"
        }
    }
}
