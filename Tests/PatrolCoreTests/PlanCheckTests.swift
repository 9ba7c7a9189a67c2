// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Plan check")
struct PlanCheckTests {
    /// How many damaged plans of each instance are tried.
    static let damages: [String: UInt64] = [
        "tiny-2": 1400, "small-5": 600, "luohu-15-workday": 60, "luohu-15-replan": 60,
    ]

    @Test(
        "on damaged plans it finds what check_plan.py finds",
        .enabled(if: Fixture.hasPython)
    )
    func agreement() throws {
        var cases: [Fixture.Case] = []
        var ours: [(findings: [PlanFinding], objective: Plan.Objective)] = []
        for name in Fixture.instances {
            let problem = try Fixture.problem(name)
            let plan = Planner.plan(problem, seed: 3, steps: 0)
            for seed in 0..<(Self.damages[name] ?? 0) {
                let damaged = damaged(plan, problem, seed: seed)
                cases.append(Fixture.Case(name, damaged))
                ours.append(PlanCheck.check(damaged, for: problem))
            }
        }
        var broken: Set<String> = []
        for (number, theirs) in try Fixture.check(cases).enumerated() {
            let wanted = theirs.errors.map { String($0.prefix { $0 != " " }) }
            let found = ours[number].findings.map(\.rule.rawValue)
            broken.formUnion(wanted)
            let name = "\(cases[number].instance) case \(number)"
            // check_plan.py names each wrong number of the objective, we name the objective once.
            #expect(
                found.filter { $0 != "H12" }.sorted() == wanted.filter { $0 != "H12" }.sorted(),
                "\(name): \(ours[number].findings), \(theirs.errors)"
            )
            #expect(found.contains("H12") == wanted.contains("H12"), "\(name)")
            #expect(ours[number].objective == theirs.objective, "\(name)")
        }
        // The damage reaches every constraint and spares some plans, else agreement says little.
        #expect(ours.contains { $0.findings.isEmpty })
        #expect(broken.count == PlanFinding.Rule.allCases.count, "\(broken.sorted())")
    }

    /// A plan with one to four things changed, of which some are wrong.
    private func damaged(_ plan: Plan, _ problem: PlanningProblem, seed: UInt64) -> Plan {
        var random = SeededGenerator(seed)
        var plan = plan
        for _ in 0..<random.pick(1...4) {
            let index = random.pick(0...plan.sorties.count - 1)
            let grid = problem.gridSeconds
            switch random.pick(0...10) {
            case 0, 1: plan.sorties[index].startSeconds += grid * random.pick(-20...20)
            case 2: plan.sorties[index].startSeconds += random.pick(1...grid - 1)
            case 3:
                let dock = problem.docks[random.pick(0...problem.docks.count - 1)].id
                plan.sorties[index].dock = dock
            case 4:
                guard let closure = problem.closures.first(where: { $0.docks != nil }) else {
                    break
                }
                plan.sorties[index].dock = closure.docks?.first ?? plan.sorties[index].dock
                plan.sorties[index].startSeconds = closure.window.from + grid
            case 5:
                guard plan.sorties.count > 1 else { break }
                let item = plan.sorties.remove(at: index)
                guard random.happens(0.7) else { break }
                plan.unserved.append(
                    Plan.Unserved(
                        demand: item.demand,
                        repetition: item.repetition,
                        reason: "battery"
                    )
                )
            case 6: plan.sorties.append(plan.sorties[index])
            case 7:
                plan.sorties[index].demand = random.happens(0.5) ? "nobody" : plan.sorties[0].demand
            case 8:
                // All of a few hours at once: coverage and separation.
                let start = plan.sorties[index].startSeconds
                for other in plan.sorties.indices
                where abs(plan.sorties[other].startSeconds - start) < 3 * 3600 {
                    plan.sorties[other].startSeconds = start
                }
            case 9: plan.sorties[index].repetition += random.pick(-1...2)
            default: plan.objective.evenness += random.pick(0...1)
            }
        }
        if random.happens(0.7) { plan.objective = PlanCheck.objective(of: plan, for: problem) }
        return plan
    }

    @Test("a plan for another instance, and a reason without words, are found")
    func honesty() throws {
        let problem = try Fixture.problem("tiny-2")
        var plan = Planner.plan(problem, seed: 1)
        #expect(PlanCheck.findings(plan, for: problem) == [])
        let dropped = plan.sorties.removeLast()
        plan.unserved.append(
            Plan.Unserved(demand: dropped.demand, repetition: dropped.repetition, reason: "")
        )
        plan.objective = PlanCheck.objective(of: plan, for: problem)
        #expect(PlanCheck.findings(plan, for: problem).map(\.rule) == [.honesty])
        plan.instance = "another"
        #expect(PlanCheck.findings(plan, for: problem).map(\.rule) == [.form, .honesty])
    }
}
