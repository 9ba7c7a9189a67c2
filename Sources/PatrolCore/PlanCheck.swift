// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Whether a plan keeps every hard constraint of MODEL § 3, and what it is worth.
///
/// The arithmetic is that of `check_plan.py`, its 0.5 m of forgiveness included. It shares geometry with the
/// planner (``PlanningGround``), but none of its bookkeeping.
public enum PlanCheck {
    /// Everything that is wrong with a plan, in the order of the checks; empty: it may be flown.
    public static func findings(_ plan: Plan, for problem: PlanningProblem) -> [PlanFinding] {
        check(plan, for: problem).findings
    }

    /// What a plan is worth (MODEL § 5), whatever it says itself.
    public static func objective(of plan: Plan, for problem: PlanningProblem) -> Plan.Objective {
        check(plan, for: problem).objective
    }

    /// Findings and objective in one pass.
    public static func check(
        _ plan: Plan,
        for problem: PlanningProblem
    ) -> (findings: [PlanFinding], objective: Plan.Objective) {
        if let fault = problem.fault {
            return ([PlanFinding(.form, "the problem cannot be counted with: \(fault)")], .nothing)
        }
        let ground = PlanningGround(problem)
        var bench = PlanBench(ground)
        if plan.instance != problem.id {
            bench.report(.form, "the plan is for \(plan.instance), not \(problem.id)")
        }
        bench.take(plan.sorties)
        bench.checkSpacing()
        let spans = bench.checkDocks()
        let reserve = bench.checkCoverage(spans)
        bench.checkSeparation()
        let objective = bench.objective(reserve: reserve)
        bench.checkHonesty(plan, objective)
        return (bench.findings, objective)
    }

    /// What sorties of known demands and docks are worth; constraints are not looked at.
    static func objective(of items: [Plan.Item], on ground: PlanningGround) -> Plan.Objective {
        var bench = PlanBench(ground)
        bench.takeAsGiven(items)
        let spans = bench.checkDocks()
        return bench.objective(reserve: bench.checkCoverage(spans))
    }
}
