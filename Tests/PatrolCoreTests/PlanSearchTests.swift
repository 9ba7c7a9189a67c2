// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Plan search")
struct PlanSearchTests {
    @Test(
        "every plan on the way is valid, worth what the search says, and never worse than one before",
        arguments: ["tiny-2", "small-5", "luohu-15-replan"]
    )
    func anytime(name: String) throws {
        let problem = try Fixture.problem(name)
        var search = PlanSearch(problem, seed: 11)
        var last = search.objective
        for _ in 0..<25 {
            let plan = search.plan()
            #expect(PlanCheck.findings(plan, for: problem) == [])
            #expect(plan.objective == search.objective)
            #expect(!last.isBetter(than: search.objective))
            last = search.objective
            search.advance(steps: 20)
        }
    }

    @Test("a lower tier gains nothing at the cost of a higher one, and each tier can gain")
    func tiers() throws {
        var search = PlanSearch(try Fixture.problem("small-5"), seed: 1)
        let first = search.objective
        search.advance(steps: 3000)
        #expect(search.objective.servedWeight == 2055)
        #expect(search.objective.isBetter(than: first))
        var easy = try Fixture.problem("tiny-2")
        easy.coverage.minReady = 0
        var idle = PlanSearch(easy, seed: 1)
        idle.advance(steps: 3000)
        // Two docks and seven short flights: one can always stay ready, though nobody asks for it.
        #expect(idle.objective.servedWeight == 100)
        #expect(idle.objective.reserve == 1)
        #expect(idle.objective.evenness == 25)
    }

    @Test("steps give the same plan, however they are grouped")
    func grouping() throws {
        let problem = try Fixture.problem("small-5")
        var (one, other) = (PlanSearch(problem, seed: 5), PlanSearch(problem, seed: 5))
        one.advance(steps: 700)
        for size in [1, 6, 93, 0, 600] { other.advance(steps: size) }
        #expect(one.steps == 700 && other.steps == 700)
        #expect(one.plan() == other.plan())
    }

    @Test(
        "an instance, a seed and a number of steps are one plan, byte for byte, in every build",
        arguments: [
            ("small-5", 1 as UInt64, 0x96b0_8bdc_c698_b1db as UInt64),
            ("luohu-15-replan", 2, 0x182d_9929_2554_24f3),
        ]
    )
    func bytes(name: String, seed: UInt64, digest: UInt64) throws {
        let plan = Planner.plan(try Fixture.problem(name), seed: seed, steps: 500)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // FNV-1a, 64 bits.
        let found = try encoder.encode(plan)
            .reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        #expect(found == digest)
    }

    @Test("without a step the plan in force stays, less what is no longer possible")
    func inForce() throws {
        let problem = try Fixture.problem("luohu-15-replan")
        let plan = Planner.plan(problem, seed: 1, steps: 0)
        #expect(PlanCheck.findings(plan, for: problem) == [])
        #expect(plan.objective.changes <= 4)
    }

    @Test("a plan in force that is the best there is stays to the second")
    func stable() throws {
        var problem = try Fixture.problem("tiny-2")
        let first = Planner.plan(problem, seed: 1)
        problem.baseline = first.sorties
        let second = Planner.plan(problem, seed: 2)
        #expect(second.objective.changes == 0)
        #expect(second.sorties == first.sorties)
    }

    @Test("a stable search moves less of the plan in force, and its plan is valid")
    func movesLittle() throws {
        let problem = try Fixture.problem("luohu-15-replan")
        var stable = PlanSearch(problem, seed: 1, isStable: true)
        var other = PlanSearch(problem, seed: 1)
        let start = stable.objective.servedWeight
        stable.advance(steps: 2200)
        other.advance(steps: 2200)
        let plan = stable.plan()
        #expect(PlanCheck.findings(plan, for: problem).isEmpty)
        #expect(plan.objective.servedWeight > start)
        #expect(plan.objective.changes < other.plan().objective.changes)
    }
}
