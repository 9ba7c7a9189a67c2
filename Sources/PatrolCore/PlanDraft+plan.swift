// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanDraft {
    /// The draft's sorties by demand and repetition.
    func items(_ table: PlanningTable) -> [Plan.Item] {
        let problem = table.ground.problem
        var items = table.frozen.map { (demand: $0.demand, item: $0.item) }
        for (segment, runs) in runs.enumerated() {
            let demand = table.segments[segment].demand
            let numbers = numbers(segment, table)
            for (number, run) in zip(numbers, runs) {
                let item = Plan.Item(
                    demand: problem.demands[demand].id,
                    repetition: number,
                    dock: problem.docks[table.options[run.option].dock].id,
                    startSeconds: run.start
                )
                items.append((demand, item))
            }
        }
        return items.sorted { ($0.demand, $0.item.repetition) < ($1.demand, $1.item.repetition) }
            .map(\.item)
    }

    /// Numbers for a segment's runs, ascending, so that as many as can be are as the plan in force has them.
    private func numbers(_ segment: Int, _ table: PlanningTable) -> [Int] {
        let (runs, free) = (runs[segment], table.segments[segment].numbers)
        let problem = table.ground.problem
        let old = table.baseline[table.segments[segment].demand]
        guard !old.isEmpty, runs.count < free.count else {
            return (0..<runs.count).map { free.lowerBound + $0 }
        }
        let tolerance = problem.changeToleranceSeconds ?? PlanningProblem.defaultChangeTolerance
        func isKept(_ run: Run, _ number: Int) -> Bool {
            old.contains {
                $0.repetition == number
                    && $0.dock == problem.docks[table.options[run.option].dock].id
                    && abs($0.startSeconds - run.start) <= tolerance
            }
        }
        // best[r][n]: most kept among the runs from r on, numbered from the n-th free number on.
        var best = Array(
            repeating: Array(repeating: 0, count: free.count + 1),
            count: runs.count + 1
        )
        for run in runs.indices.reversed() {
            // Runs after this one need as many numbers after this one's.
            for number in stride(from: free.count - runs.count + run, through: 0, by: -1) {
                let take =
                    best[run + 1][number + 1]
                    + (isKept(runs[run], free.lowerBound + number) ? 1 : 0)
                let isLast = number == free.count - runs.count + run
                best[run][number] = isLast ? take : max(take, best[run][number + 1])
            }
        }
        var numbers: [Int] = []
        var number = 0
        for run in runs.indices {
            while number < free.count - runs.count + run, best[run][number] == best[run][number + 1]
            {
                number += 1
            }
            numbers.append(free.lowerBound + number)
            number += 1
        }
        return numbers
    }

    /// What is not flown, with the reason that stops most of the starts that could have been.
    func unserved(_ table: inout PlanningTable) -> [Plan.Unserved] {
        var entries: [(demand: Int, entry: Plan.Unserved)] = []
        for segment in table.segments.indices {
            let flown = numbers(segment, table)
            let left = table.segments[segment].numbers.filter { !flown.contains($0) }
            guard !left.isEmpty else { continue }
            let reason = reason(segment, &table)
            let demand = table.segments[segment].demand
            for number in left {
                let entry = Plan.Unserved(
                    demand: table.ground.problem.demands[demand].id,
                    repetition: number,
                    reason: reason.rawValue
                )
                entries.append((demand, entry))
            }
        }
        return entries.sorted {
            ($0.demand, $0.entry.repetition) < ($1.demand, $1.entry.repetition)
        }
        .map(\.entry)
    }

    private func reason(_ segment: Int, _ table: inout PlanningTable) -> UnservedReason {
        let demand = table.ground.problem.demands[table.segments[segment].demand]
        guard let route = table.ground.route(demand.route) else { return .noDockInReach }
        if let bar = table.bars[route] { return bar }
        var counts = UnservedReason.allCases.map { _ in 0 }
        func count(_ reason: UnservedReason) {
            if let index = UnservedReason.allCases.firstIndex(of: reason) { counts[index] += 1 }
        }
        var hasStarts = false
        for number in table.candidates[route] {
            guard let range = starts(segment, table.options[number], table) else { continue }
            hasStarts = true
            let field = openStarts(segment, number, range, &table)
            for cause in field.causes { if let cause { count(cause) } }
            for start in field.open {
                if let reason = verdict(table.options[number], start: start).reason {
                    count(reason)
                }
            }
        }
        guard hasStarts else {
            // Repetitions that are frozen may leave less than the spacing.
            return isWindowLongEnough(demand, route, table) ? .spacing : .windowTooShort
        }
        // Closures and spacing are named only where nothing else stood in the way: the rest can be changed.
        let soft: [UnservedReason] = [.coverage, .separation, .battery, .dockBusy]
        let known = Array(zip(UnservedReason.allCases, counts))
        let most = known.filter { soft.contains($0.0) && $0.1 > 0 }.max { $0.1 < $1.1 }
        return most?.0 ?? known.max { $0.1 < $1.1 }?.0 ?? .spacing
    }

    private func isWindowLongEnough(
        _ demand: PlanningProblem.Demand,
        _ route: Int,
        _ table: PlanningTable
    ) -> Bool {
        let problem = table.ground.problem
        return table.candidates[route].contains { number in
            let option = table.options[number]
            let low = max(problem.now, problem.service.from, demand.window.from - option.onTask)
            let high = min(
                problem.service.to - option.duration,
                demand.window.to - option.offTask
            )
            let grid = problem.gridSeconds
            return max(0, low + grid - 1) / grid * grid <= high
        }
    }
}
