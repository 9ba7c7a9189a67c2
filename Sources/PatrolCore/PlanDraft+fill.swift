// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanDraft {
    /// Which of the possible places a draft prefers.
    enum Taste: Sendable {
        /// On task as early as can be: leaves room for the repetitions after it.
        case soonest
        /// Keeps its dock busy for as short as can be.
        case shortest
    }

    /// Flies what can be flown, in the order given; one entry stands for one repetition of a segment.
    mutating func fill(order: [Int], taste: Taste, _ table: inout PlanningTable) {
        var isDone = table.segments.map { _ in false }
        for segment in order where !isDone[segment] && !isFull(segment, table) {
            guard let place = best(segment, taste, &table) else {
                isDone[segment] = true
                continue
            }
            add(segment, place, table)
        }
    }

    private func best(_ segment: Int, _ taste: Taste, _ table: inout PlanningTable) -> Place? {
        let demand = table.ground.problem.demands[table.segments[segment].demand]
        guard let route = table.ground.route(demand.route) else { return nil }
        var best: (cost: Int, place: Place)?
        for option in table.candidates[route] {
            guard let place = earliest(segment, option, &table) else { continue }
            let cost = cost(place, taste, table)
            if best.map({ cost < $0.cost }) ?? true { best = (cost, place) }
        }
        return best?.place
    }

    private func cost(_ place: Place, _ taste: Taste, _ table: PlanningTable) -> Int {
        let option = table.options[place.option]
        let busy = place.readyAt - place.start
        let wear = lines[option.dock].entries.count * 60
        switch taste {
        case .soonest: return place.start + option.onTask + busy / 2 + wear
        case .shortest: return busy + (place.start + option.onTask) / 4 + wear
        }
    }

    /// Puts in what the plan in force says, as far as it is still possible, the most valuable first.
    mutating func keepBaseline(_ table: inout PlanningTable) {
        let problem = table.ground.problem
        var kept: [(item: Plan.Item, segment: Int, weight: Int)] = []
        for (number, segment) in table.segments.enumerated() {
            let weight = problem.demands[segment.demand].weight
            for item in table.baseline[segment.demand]
            where segment.numbers.contains(item.repetition) {
                kept.append((item, number, weight))
            }
        }
        let sorted = kept.enumerated().sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }
        for (item, segment, _) in sorted.map(\.element) where !isFull(segment, table) {
            let demand = problem.demands[table.segments[segment].demand]
            guard let route = table.ground.route(demand.route),
                let dock = table.ground.dock(item.dock),
                let number = table.candidates[route].first(where: { table.options[$0].dock == dock }
                ),
                let range = starts(segment, table.options[number], table)
            else { continue }
            let start = item.startSeconds
            guard range.contains(start), start.isMultiple(of: problem.gridSeconds) else { continue }
            let field = openStarts(segment, number, start...start, &table)
            guard field.causes[0] == nil else { continue }
            let (reason, readyAt) = verdict(table.options[number], start: start)
            guard reason == nil else { continue }
            add(segment, Place(option: number, start: start, readyAt: readyAt), table)
        }
    }
}
