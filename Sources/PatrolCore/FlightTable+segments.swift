// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension FlightTable {
    /// Divides each demand's repetitions at its frozen ones.
    mutating func addSegments() {
        var fixed = ground.problem.demands.map { _ in [(number: Int, onTask: Int)]() }
        for (item, option, demand) in frozen {
            fixed[demand].append((item.repetition, item.startSeconds + flights[option].onTask))
        }
        for (demand, runs) in fixed.enumerated() { addSegments(demand, around: runs) }
    }

    private mutating func addSegments(
        _ demand: Int,
        around fixed: [(number: Int, onTask: Int)]
    ) {
        let asked = ground.problem.demands[demand]
        guard let route = ground.route(asked.route) else { return }
        var (first, low) = (0, asked.window.from)
        func add(until number: Int, high: Int) {
            guard first < number else { return }
            segments.append(
                Segment(
                    demand: demand,
                    numbers: first..<number,
                    firstOnTask: low,
                    lastOnTask: high,
                    lastOffTask: asked.window.to,
                    weight: asked.weight,
                    spacing: asked.spacingSeconds,
                    options: candidates[route],
                    keeps: []
                )
            )
        }
        for run in fixed.sorted(by: { $0.number < $1.number })
        where run.number >= first && run.number < asked.reps {
            add(until: run.number, high: run.onTask - asked.spacingSeconds)
            first = run.number + 1
            low = max(asked.window.from, run.onTask + asked.spacingSeconds)
        }
        add(until: asked.reps, high: 1_000_000)
    }

    /// Finds the runs of the plan in force.
    mutating func addKeeps() {
        var segmentsOf = ground.problem.demands.map { _ in [Int]() }
        for (number, segment) in segments.enumerated() {
            segmentsOf[segment.demand].append(number)
        }
        var frozenOf: [PlanBench.RunKey: Plan.Item] = [:]
        for (item, _, _) in frozen { frozenOf[PlanBench.RunKey(item)] = item }
        for old in ground.problem.baseline {
            guard let demand = ground.demand(old.demand) else { continue }
            keepable += 1
            if let now = frozenOf[PlanBench.RunKey(old)] {
                if now.dock == old.dock, abs(now.startSeconds - old.startSeconds) <= tolerance {
                    keepable -= 1
                }
                continue
            }
            guard let dock = ground.dock(old.dock),
                let number = segmentsOf[demand]
                    .first(where: { segments[$0].numbers.contains(old.repetition) }),
                let option = segments[number].options.first(where: { flights[$0].dock == dock })
            else { continue }
            segments[number].keeps.append(
                Keep(
                    number: old.repetition - segments[number].numbers.lowerBound,
                    option: option,
                    start: old.startSeconds
                )
            )
        }
    }
}
