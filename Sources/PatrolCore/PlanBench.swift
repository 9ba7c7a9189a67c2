// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The rows of a plan while it is checked.
struct PlanBench {
    /// What the checker forgives, metres: a distance is broken when short by more (check_plan.py, EPS).
    static let forgiven = 0.5

    /// One sortie of the plan, by number.
    struct Row {
        var item: Plan.Item
        var demand: Int
        var option: FlightOption
        var isFrozen: Bool

        var start: Int { item.startSeconds }
        var name: String { "\(item.demand)/\(item.repetition)" }
    }

    /// A demand's repetition.
    struct RunKey: Hashable {
        var demand: String
        var repetition: Int

        init(_ demand: String, _ repetition: Int) {
            self.demand = demand
            self.repetition = repetition
        }

        init(_ item: Plan.Item) { self.init(item.demand, item.repetition) }
    }

    let ground: PlanningGround
    private(set) var findings: [PlanFinding] = []
    private(set) var rows: [Row] = []
    private var seen: [RunKey: Plan.Item] = [:]
    private var options: [Int: FlightOption] = [:]

    init(_ ground: PlanningGround) { self.ground = ground }

    private var problem: PlanningProblem { ground.problem }

    mutating func report(_ rule: PlanFinding.Rule, _ text: String, zh: String? = nil) {
        findings.append(PlanFinding(rule, text, zh: zh))
    }

    /// H1, H2, H5, H7, H9 and H10, sortie by sortie.
    mutating func take(_ items: [Plan.Item]) {
        let frozen = Dictionary(
            problem.frozen.map { (RunKey($0), $0) },
            uniquingKeysWith: { _, last in last }
        )
        for item in items {
            guard let row = row(of: item, isFrozen: frozen[RunKey(item)] != nil) else { continue }
            seen[RunKey(item)] = item
            rows.append(row)
            if let kept = frozen[RunKey(item)] {
                if kept != item {
                    report(
                        .replan,
                        "\(row.name) is frozen at \(kept.dock) \(PlanClock(kept.startSeconds))"
                    )
                }
            } else {
                checkAlone(row)
            }
        }
        for item in problem.frozen where seen[RunKey(item)] == nil {
            report(.replan, "frozen sortie \(item.demand)/\(item.repetition) is missing")
        }
    }

    /// Rows without a check of each, for the planner's own comparison of drafts.
    mutating func takeAsGiven(_ items: [Plan.Item]) {
        let frozen = Set(problem.frozen.map { RunKey($0) })
        for item in items {
            guard let row = row(of: item, isFrozen: frozen.contains(RunKey(item))) else { continue }
            seen[RunKey(item)] = item
            rows.append(row)
        }
    }

    private mutating func row(of item: Plan.Item, isFrozen: Bool) -> Row? {
        let name = "\(item.demand)/\(item.repetition)"
        guard let demand = ground.demand(item.demand) else {
            report(.form, "\(name): unknown demand")
            return nil
        }
        guard let dock = ground.dock(item.dock),
            let route = ground.route(problem.demands[demand].route)
        else {
            report(.form, "\(name): unknown dock \(item.dock)")
            return nil
        }
        guard (0..<problem.demands[demand].reps).contains(item.repetition),
            (-1_000_000...1_000_000).contains(item.startSeconds)
        else {
            report(.form, "\(name): the repetition or start is out of range")
            return nil
        }
        guard seen[RunKey(item)] == nil else {
            report(.form, "\(name) is in the plan twice")
            return nil
        }
        let key = route * problem.docks.count + dock
        let option = options[key] ?? ground.option(route: route, dock: dock)
        options[key] = option
        return Row(item: item, demand: demand, option: option, isFrozen: isFrozen)
    }

    private mutating func checkAlone(_ row: Row) {
        let (start, option) = (row.start, row.option)
        let end = start + option.duration
        if start % problem.gridSeconds != 0 {
            report(
                .form,
                "\(row.name): start \(PlanClock(start)) is off the \(problem.gridSeconds) s grid"
            )
        }
        if start < problem.now {
            report(
                .replan,
                "\(row.name) starts at \(PlanClock(start)), before now, \(PlanClock(problem.now))",
                zh: "\(row.name) 的起飞时刻 \(PlanClock(start)) 早于现在 \(PlanClock(problem.now))"
            )
        }
        let dock = problem.docks[option.dock]
        if let named = problem.routes[option.route].docks, !named.contains(dock.id) {
            report(
                .candidate,
                "\(row.name): \(dock.id) is not a candidate of the route",
                zh: "\(row.name)：\(dock.id) 不在航线的可用机场中"
            )
        } else if option.reach > dock.radius + Self.forgiven {
            report(
                .candidate,
                "\(row.name): the route leaves the radius of \(dock.id)",
                zh: "\(row.name)：航线超出 \(dock.id) 的作业半径"
            )
        } else if option.energy + problem.params.reservePermille > dock.chargeToPermille {
            report(
                .candidate,
                "\(row.name) needs more than a full charge less the reserve",
                zh: "\(row.name) 所需电量超过满电减去预留"
            )
        }
        if start < problem.service.from || end > problem.service.to {
            report(
                .window,
                "\(row.name): \(PlanClock(start)) to \(PlanClock(end)) leaves the service hours",
                zh: "\(row.name)：\(PlanClock(start)) 至 \(PlanClock(end)) 超出服务时段"
            )
        }
        let window = problem.demands[row.demand].window
        if start + option.onTask < window.from || start + option.offTask > window.to {
            report(
                .window,
                "\(row.name) is on task outside its window",
                zh: "\(row.name) 的作业时间在时段之外"
            )
        }
        for closure in ground.closed[option.dock] where start < closure.to && end > closure.from {
            report(
                .dockClosure,
                "\(row.name) meets a closure of \(dock.id) from \(PlanClock(closure.from))",
                zh: "\(row.name) 遇 \(dock.id) 自 \(PlanClock(closure.from)) 起停飞"
            )
        }
        for (span, area) in ground.areaSpans(option) where span.low < start && start < span.high {
            let name = ground.areas[area].name
            report(
                .areaClosure,
                "\(row.name) enters \(name)",
                zh: "\(row.name) 进入区域 \(name)"
            )
        }
    }

    /// H6: repetitions of a demand, in the order of their numbers.
    mutating func checkSpacing() {
        var byDemand = problem.demands.map { _ in [Int]() }
        for (number, row) in rows.enumerated() { byDemand[row.demand].append(number) }
        for (demand, numbers) in byDemand.enumerated() {
            let spacing = problem.demands[demand].spacingSeconds
            let sorted = numbers.map { rows[$0] }
                .sorted { $0.item.repetition < $1.item.repetition }
            for (one, next) in zip(sorted, sorted.dropFirst()) {
                let gap = next.start + next.option.onTask - one.start - one.option.onTask
                if gap < spacing, !(one.isFrozen && next.isFrozen) {
                    report(
                        .spacing,
                        "\(next.name) is on task \(gap) s after repetition "
                            + "\(one.item.repetition); \(spacing) s are wanted",
                        zh: "\(next.name) 与第 \(one.item.repetition + 1) 班作业仅隔 \(gap) 秒，"
                            + "要求 \(spacing) 秒"
                    )
                }
            }
        }
    }

    /// H11: pairs of sorties of different docks.
    mutating func checkSeparation() {
        let time = problem.params.separationSeconds
        let limit = problem.params.separationHorizontalMetres - Self.forgiven
        var active: [Row] = []
        let sorted = rows.enumerated()
            .sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
            .map(\.element)
        for row in sorted {
            active.removeAll { $0.start + $0.option.duration + time <= row.start }
            for other in active where other.option.dock != row.option.dock {
                if other.isFrozen, row.isFrozen { continue }
                let difference = row.start - other.start
                let isClose = ground.forbidden(other.option, row.option, limit: limit)
                    .contains { $0.low < difference && difference < $0.high }
                if isClose {
                    report(
                        .separation,
                        "\(row.name) comes too close to \(other.name)",
                        zh: "\(row.name) 与 \(other.name) 间隔不足"
                    )
                }
            }
            active.append(row)
        }
    }

    /// MODEL § 5.
    func objective(reserve: Int) -> Plan.Objective {
        var sorties = problem.docks.map { _ in 0 }
        var served = 0
        for row in rows {
            sorties[row.option.dock] += 1
            served += problem.demands[row.demand].weight
        }
        let tolerance =
            problem.changeToleranceSeconds ?? PlanningProblem.defaultChangeTolerance
        let changes = problem.baseline.count { old in
            guard ground.demand(old.demand) != nil else { return false }
            guard let new = seen[RunKey(old)] else { return true }
            return new.dock != old.dock || abs(new.startSeconds - old.startSeconds) > tolerance
        }
        return Plan.Objective(
            servedWeight: served,
            reserve: reserve,
            evenness: sorties.reduce(0) { $0 + $1 * $1 },
            changes: changes
        )
    }

    /// H12: nothing is missing, nothing is said that is not so.
    mutating func checkHonesty(_ plan: Plan, _ objective: Plan.Objective) {
        if plan.objective != objective {
            report(.honesty, "the plan says \(plan.objective), computed \(objective)")
        }
        let listed = Set(plan.unserved.map { RunKey($0.demand, $0.repetition) })
        for demand in problem.demands {
            for repetition in 0..<demand.reps {
                let key = RunKey(demand.id, repetition)
                switch (seen[key] != nil, listed.contains(key)) {
                case (true, true):
                    report(.honesty, "\(demand.id)/\(repetition) is flown and unserved")
                case (false, false):
                    report(.honesty, "\(demand.id)/\(repetition) is neither flown nor unserved")
                case (true, false), (false, true): break
                }
            }
        }
        for entry in plan.unserved where entry.reason.isEmpty {
            report(.honesty, "\(entry.demand)/\(entry.repetition) is unserved without a reason")
        }
    }
}
