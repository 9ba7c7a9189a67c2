// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The repetitions that a re-plan counts with, by the numbers that the book knows them by.
///
/// What ended without being flown must neither be flown again nor hold a place in the new plan. The problem
/// therefore asks for fewer repetitions and numbers them anew, in the same order.
struct LiveRuns: Codable, Equatable, Sendable {
    /// The live repetitions of one demand.
    struct Row: Codable, Equatable, Sendable {
        var demand: String
        /// The book's numbers, ascending; the problem's are 0, 1, 2 ….
        var numbers: [Int]
    }

    /// Demands of which something is left out; the others are numbered alike.
    var rows: [Row] = []

    /// Nothing is left out.
    init() {}

    /// Takes the repetitions that ended unflown out of a problem.
    init(_ problem: inout PlanningProblem, without ended: [PlannedRun]) {
        var gone: [String: Set<Int>] = [:]
        for run in ended { gone[run.demand, default: []].insert(run.repetition) }
        guard !gone.isEmpty else { return }
        for index in problem.demands.indices {
            let demand = problem.demands[index]
            guard let gone = gone[demand.id] else { continue }
            let numbers = (0..<demand.reps).filter { !gone.contains($0) }
            guard numbers.count < demand.reps else { continue }
            rows.append(Row(demand: demand.id, numbers: numbers))
            problem.demands[index].reps = numbers.count
        }
        problem.demands.removeAll { $0.reps == 0 }
    }

    /// A run as the problem numbers it; nil: it is not in it.
    func inProblem(_ item: Plan.Item) -> Plan.Item? {
        guard let row = rows.first(where: { $0.demand == item.demand }) else { return item }
        guard let number = row.numbers.firstIndex(of: item.repetition) else { return nil }
        var item = item
        item.repetition = number
        return item
    }

    /// A plan of the problem as the book numbers it.
    func inBook(_ plan: Plan) -> Plan {
        guard !rows.isEmpty else { return plan }
        var plan = plan
        func number(_ demand: String, _ repetition: Int) -> Int {
            guard let row = rows.first(where: { $0.demand == demand }),
                row.numbers.indices.contains(repetition)
            else { return repetition }
            return row.numbers[repetition]
        }
        for index in plan.sorties.indices {
            let item = plan.sorties[index]
            plan.sorties[index].repetition = number(item.demand, item.repetition)
        }
        for index in plan.unserved.indices {
            let entry = plan.unserved[index]
            plan.unserved[index].repetition = number(entry.demand, entry.repetition)
        }
        return plan
    }
}
