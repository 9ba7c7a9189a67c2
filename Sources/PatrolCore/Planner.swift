// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Makes a day plan in a stated number of steps; see ``PlanSearch``, which can be stopped between them.
public enum Planner {
    /// Steps where none are stated: a plan worth flying, in some hundredths of a second at 15 docks.
    public static let usualSteps = 400

    /// A valid plan for a problem.
    ///
    /// - Parameters:
    ///   - problem: what to plan; of one that the schema forbids nothing is flown.
    ///   - seed: another seed may give a plan of another worth.
    ///   - steps: how many steps the search takes from its first plan, at least 0.
    /// - Returns: sorties by demand and repetition, what is not flown with reasons, and the true objective; the
    ///   same for the same problem, seed and steps on any machine.
    public static func plan(
        _ problem: PlanningProblem,
        seed: UInt64,
        steps: Int = usualSteps
    ) -> Plan {
        var search = PlanSearch(problem, seed: seed)
        search.advance(steps: steps)
        return search.plan()
    }
}
