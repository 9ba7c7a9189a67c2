// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension PlanSearch {
    /// The best plan so far: sorties by demand and repetition, what is not flown with the reason, and what it
    /// is worth as ``PlanCheck`` counts it.
    public func plan() -> Plan {
        if let fault = problem.fault { return .nothing(for: problem, because: fault) }
        var items = state.table.frozen.map { (demand: $0.demand, item: $0.item) }
        var unserved: [(demand: Int, entry: Plan.Unserved)] = []
        var full = bestState(ready: objective.reserve)
        settle(&full)
        let runs = full.runs
        full.relax()
        for (number, segment) in state.table.segments.enumerated() {
            let name = problem.demands[segment.demand].id
            let numbers = numbers(of: runs[number], number)
            for (repetition, run) in zip(numbers, runs[number]) {
                let item = Plan.Item(
                    demand: name,
                    repetition: repetition,
                    dock: problem.docks[state.table.flights[run.option].dock].id,
                    startSeconds: state.table.grid.time(run.slot)
                )
                items.append((segment.demand, item))
            }
            guard numbers.count < segment.numbers.count else { continue }
            let reason = reason(number, &full)
            for repetition in segment.numbers where !numbers.contains(repetition) {
                let entry = Plan.Unserved(
                    demand: name,
                    repetition: repetition,
                    reason: reason.rawValue
                )
                unserved.append((segment.demand, entry))
            }
        }
        items.sort { ($0.demand, $0.item.repetition) < ($1.demand, $1.item.repetition) }
        unserved.sort { ($0.demand, $0.entry.repetition) < ($1.demand, $1.entry.repetition) }
        let sorties = items.map(\.item)
        return Plan(
            instance: problem.id,
            sorties: sorties,
            unserved: unserved.map(\.entry),
            objective: PlanCheck.objective(of: sorties, on: state.table.ground)
        )
    }

    /// Moves starts back to where the plan in force has them, as far as that changes nothing else.
    private func settle(_ full: inout SearchState) {
        let table = full.table
        for (number, segment) in table.segments.enumerated() {
            for keep in segment.keeps {
                let (slot, kept) = (table.grid.slot(from: keep.start), full.changed)
                let run = full.runs[number]
                    .first {
                        $0.option == keep.option
                            && abs(table.grid.time($0.slot) - keep.start) <= table.tolerance
                    }
                guard let run, run.slot != slot, table.grid.time(slot) == keep.start,
                    table.slots(number, keep.option).contains(slot)
                else { continue }
                full.remove(number, run.option, run.slot)
                let isOpen = full.earliest(number, keep.option, in: slot..<slot + 1) != nil
                full.place(number, keep.option, isOpen ? slot : run.slot)
                guard isOpen, full.changed > kept else { continue }
                full.remove(number, keep.option, slot)
                full.place(number, run.option, run.slot)
            }
        }
    }

    /// Numbers for a segment's runs, ascending, so that as many as can be are as the plan in force has them.
    private func numbers(of runs: [SearchState.Run], _ segment: Int) -> [Int] {
        let free = state.table.segments[segment].numbers
        guard !state.table.segments[segment].keeps.isEmpty, runs.count < free.count else {
            return (0..<runs.count).map { free.lowerBound + $0 }
        }
        // best[r][n]: most kept among the runs from r on, numbered from the n-th free number on.
        var best = Array(
            repeating: Array(repeating: 0, count: free.count + 1),
            count: runs.count + 1
        )
        for run in runs.indices.reversed() {
            // Runs after this one need as many numbers after this one's.
            for number in stride(from: free.count - runs.count + run, through: 0, by: -1) {
                let isKept = state.isKept(runs[run], number, of: segment)
                let take = best[run + 1][number + 1] + (isKept ? 1 : 0)
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

    /// The reason that stops most of the starts that could have been.
    private func reason(_ segment: Int, _ full: inout SearchState) -> UnservedReason {
        let demand = problem.demands[state.table.segments[segment].demand]
        guard let route = state.table.ground.route(demand.route) else { return .noDockInReach }
        if let bar = state.table.bars[route] { return bar }
        var counts: [UnservedReason: Int] = [:]
        var hasStarts = false
        for option in state.table.segments[segment].options {
            if full.count(segment, option, into: &counts) { hasStarts = true }
        }
        guard hasStarts else {
            // Repetitions that are frozen may leave less than the spacing.
            return isWindowLongEnough(demand, route) ? .spacing : .windowTooShort
        }
        func most(_ reasons: [UnservedReason]) -> UnservedReason? {
            reasons.filter { counts[$0] != nil }
                .max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
        }
        // Closures and spacing are named only where nothing else stood in the way: the rest can be changed.
        return most([.coverage, .separation, .battery, .dockBusy]) ?? most([.closure, .spacing])
            ?? .spacing
    }

    private func isWindowLongEnough(_ demand: PlanningProblem.Demand, _ route: Int) -> Bool {
        let grid = problem.gridSeconds
        return state.table.candidates[route].contains { number in
            let flight = state.table.flights[number]
            let low = max(problem.now, problem.service.from, demand.window.from - flight.onTask)
            let high = min(
                problem.service.to - flight.duration,
                demand.window.to - flight.offTask
            )
            return (low + grid - 1) / grid * grid <= high
        }
    }
}
