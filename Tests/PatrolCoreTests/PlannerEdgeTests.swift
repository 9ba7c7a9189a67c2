// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("Planner on days that make no sense")
struct PlannerEdgeTests {
    @Test("it ends, with a plan that is valid or nothing", arguments: 0..<150 as Range<UInt64>)
    func nonsense(seed: UInt64) throws {
        let problem = try spoilt(seed)
        let plan = Planner.plan(problem, seed: seed, steps: 30)
        if problem.fault == nil {
            #expect(PlanCheck.findings(plan, for: problem) == [], "seed \(seed)")
            #expect(plan.sorties.count + plan.unserved.count == problem.repetitions)
        } else {
            #expect(plan.sorties.isEmpty && plan.unserved.allSatisfy { !$0.reason.isEmpty })
        }
    }

    /// A small day with some figures at the edge of what may be, or beyond.
    private func spoilt(_ seed: UInt64) throws -> PlanningProblem {
        var random = SeededGenerator(seed)
        func any<Value>(_ values: Value...) -> Value { values[random.pick(0...values.count - 1)] }
        var problem = try Fixture.problem(any("tiny-2", "small-5"))
        for _ in 0..<random.pick(1...5) {
            let dock = random.pick(0...problem.docks.count - 1)
            let demand = random.pick(0...problem.demands.count - 1)
            switch random.pick(0...19) {
            case 0: problem.gridSeconds = any(1, 7, 3600, 86_400)
            case 1:
                problem.service = PlanningProblem.Window(any(0, 50_000), any(0, 50_001, 172_800))
            case 2: problem.nowSeconds = any(0, 21_600, 50_001, 86_399, 172_800)
            case 3: problem.docks[dock].radius = any(0, 0.5, 1e8)
            case 4: problem.docks[dock].chargePermillePerMinute = any(1, 60_000)
            case 5: problem.docks[dock].chargeToPermille = any(0, 250, 600, 1000)
            case 6: problem.docks[dock].enduranceSeconds = any(1, 900, 1_000_000)
            case 7: problem.docks[dock].battery.atSeconds = any(0, 40_001, 172_800)
            case 8: problem.docks[dock].battery.permille = any(0, 249, 1000)
            case 9: problem.params.dispatchPermille = any(0, 1000)
            case 10: problem.params.reservePermille = any(0, 1000)
            case 11: problem.params.separationHorizontalMetres = any(0, 1e6)
            case 12: problem.params.separationSeconds = any(0, 172_800)
            case 13: problem.coverage.minReady = any(0, 1, 100)
            case 14: problem.coverage.points = []
            case 15: problem.demands[demand].spacingSeconds = any(0, 172_800)
            case 16: problem.demands[demand].reps = any(1, 300)
            case 17:
                problem.demands[demand].window = any(
                    PlanningProblem.Window(40_000, 30_000),
                    PlanningProblem.Window(0, 172_800)
                )
            case 18: problem.demands[demand].weight = any(-1, 0, 1_000_000)
            default: problem.routes[0].path = any([], Array(problem.routes[0].path.prefix(1)))
            }
        }
        return problem
    }

    /// A change that makes a problem one that cannot be counted with, and how it is named.
    struct Fault: Sendable, CustomTestStringConvertible {
        var text: String
        var change: @Sendable (inout PlanningProblem) -> Void
        var testDescription: String { text }
    }

    @Test(
        "what planning could not count with is named by its JSON path",
        arguments: [
            Fault(text: "$.demands[1].weight: 0 is not in 1 to 1000000") { problem in
                problem.demands[1].weight = 0
            },
            Fault(text: "$.docks[1].id: D01 occurs twice") { problem in
                problem.docks[1].id = problem.docks[0].id
            },
            Fault(text: "$.demands[0].route: there is no route nowhere") { problem in
                problem.demands[0].route = "nowhere"
            },
            Fault(text: "$.docks[0].radius_m: nan is not in 0.0 to 100000000.0") { problem in
                problem.docks[0].radius = .nan
            },
            Fault(text: "$.routes[0].path[0][1]: 181.0 is not in -180.0 to 180.0") { problem in
                problem.routes[0].path[0].longitude = 181
            },
        ]
    )
    func paths(fault: Fault) throws {
        var problem = try Fixture.problem("tiny-2")
        #expect(problem.fault == nil)
        fault.change(&problem)
        #expect(problem.fault == fault.text)
        let plan = Planner.plan(problem, seed: 1)
        #expect(plan.sorties.isEmpty)
        #expect(plan.unserved.allSatisfy { $0.reason == fault.text })
    }
}
