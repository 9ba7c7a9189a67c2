// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

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

extension Plan.Objective {
    /// Lexicographic (MODEL § 5).
    func isBetter(than other: Plan.Objective) -> Bool {
        (servedWeight, reserve, -evenness, -changes)
            > (other.servedWeight, other.reserve, -other.evenness, -other.changes)
    }
}
