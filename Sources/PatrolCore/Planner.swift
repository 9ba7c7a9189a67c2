// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Makes a day plan greedily: some drafts in different orders, the best is kept.
///
/// Every draft is valid at every step, so the plan keeps every hard constraint of MODEL § 3. The same problem
/// and seed give the same plan. What was left out in one draft comes first in the next.
public enum Planner {
    /// A valid plan for a problem.
    ///
    /// - Parameters:
    ///   - problem: what to plan; of one that the schema forbids nothing is flown.
    ///   - seed: shuffles equals; another seed may give a plan of another worth.
    /// - Returns: sorties by demand and repetition, what is not flown with reasons, and the true objective.
    public static func plan(_ problem: PlanningProblem, seed: UInt64) -> Plan {
        plan(problem, seed: seed, drafts: drafts(for: problem))
    }

    /// The same with a stated number of drafts, at least one.
    static func plan(_ problem: PlanningProblem, seed: UInt64, drafts: Int) -> Plan {
        if let fault = problem.fault { return .nothing(for: problem, because: fault) }
        var table = PlanningTable(problem)
        var random = SeededGenerator(seed)
        let frozen = PlanDraft(table)
        let hasBaseline = !problem.baseline.isEmpty
        var urgency = table.segments.map { _ in 0.0 }
        var best: (plan: [Plan.Item], draft: PlanDraft, worth: Plan.Objective)?
        for number in 0..<max(1, drafts) {
            var draft = frozen
            // Half of the drafts of a re-plan start from the plan in force, so that little moves.
            if hasBaseline, number.isMultiple(of: 2) { draft.keepBaseline(&table) }
            draft.fill(
                order: order(table, urgency, &random, isFirst: number < 2),
                taste: number / (hasBaseline ? 2 : 1) % 2 == 0 ? .soonest : .shortest,
                &table
            )
            let items = draft.items(table)
            let worth = PlanCheck.objective(of: items, on: table.ground)
            if best.map({ isBetter(worth, $0.worth) }) ?? true { best = (items, draft, worth) }
            for segment in table.segments.indices {
                let left = table.segments[segment].numbers.count - draft.runs[segment].count
                urgency[segment] = urgency[segment] * 0.7 + (left > 0 ? 0.5 : 0)
            }
        }
        guard let best else { return .nothing(for: problem, because: "no draft was made") }
        return Plan(
            instance: problem.id,
            sorties: best.plan,
            unserved: best.draft.unserved(&table),
            objective: best.worth
        )
    }

    /// Few drafts for many repetitions: one of 15 docks and 100 repetitions takes some milliseconds.
    private static func drafts(for problem: PlanningProblem) -> Int {
        switch problem.repetitions {
        case ...250: 8
        case ...1000: 4
        case ...5000: 2
        default: 1
        }
    }

    /// Lexicographic (MODEL § 5).
    static func isBetter(_ one: Plan.Objective, _ other: Plan.Objective) -> Bool {
        (one.servedWeight, one.reserve, -one.evenness, -one.changes)
            > (other.servedWeight, other.reserve, -other.evenness, -other.changes)
    }

    /// Segments, once for each repetition, the most urgent first.
    private static func order(
        _ table: PlanningTable,
        _ urgency: [Double],
        _ random: inout SeededGenerator,
        isFirst: Bool
    ) -> [Int] {
        let problem = table.ground.problem
        var keys: [(key: Double, segment: Int)] = []
        for (number, segment) in table.segments.enumerated() {
            let demand = problem.demands[segment.demand]
            let noise = isFirst ? 0 : random.fraction() * 0.2
            let value = Double(demand.weight) * (1 + urgency[number] + noise)
            for repetition in segment.numbers.indices {
                // Of equals those first whose window leaves the least choice.
                let room = Double(demand.window.to - demand.window.from) / 1e9
                keys.append((value - room - Double(repetition) * 1e-6, number))
            }
        }
        return keys.sorted { ($1.key, $0.segment) < ($0.key, $1.segment) }.map(\.segment)
    }
}

extension Plan.Objective {
    /// The worth of a plan without sorties.
    static let nothing = Plan.Objective(servedWeight: 0, reserve: 0, evenness: 0, changes: 0)
}

extension Plan {
    /// A plan in which nothing is flown for one reason.
    static func nothing(for problem: PlanningProblem, because reason: String) -> Plan {
        let unserved = problem.demands.flatMap { demand in
            (0..<max(0, demand.reps)).map {
                Unserved(demand: demand.id, repetition: $0, reason: reason)
            }
        }
        return Plan(
            instance: problem.id,
            sorties: [],
            unserved: unserved,
            objective: .nothing
        )
    }
}
