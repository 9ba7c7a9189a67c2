// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Planner")
struct PlannerTests {
    @Test(
        "the independent checker accepts every plan, with the same worth",
        .enabled(if: Fixture.hasPython)
    )
    func accepted() throws {
        var cases: [Fixture.Case] = []
        for name in Fixture.instances {
            for seed in [1, 7] as [UInt64] {
                let plan = Planner.plan(try Fixture.problem(name), seed: seed, steps: 40)
                cases.append(Fixture.Case(name, plan))
            }
        }
        for (one, verdict) in zip(cases, try Fixture.check(cases)) {
            #expect(verdict.errors == [], "\(one.instance)")
            #expect(verdict.objective == one.plan.objective, "\(one.instance)")
        }
    }

    @Test(
        "a plan serves at least what the solver of cpsat.tsv serves after a minute",
        arguments: [
            ("tiny-2", 100), ("small-5", 2055), ("luohu-15-workday", 2965),
            ("luohu-15-replan", 2990),
        ]
    )
    func worth(name: String, solver: Int) throws {
        let plan = Planner.plan(try Fixture.problem(name), seed: 1, steps: 2000)
        #expect(plan.objective.servedWeight >= solver)
    }

    @Test("the same problem and seed give the same plan")
    func deterministic() throws {
        let problem = try Fixture.problem("small-5")
        #expect(Planner.plan(problem, seed: 5) == Planner.plan(problem, seed: 5))
    }

    @Test("frozen sorties are kept and nothing new starts before now")
    func replan() throws {
        let problem = try Fixture.problem("luohu-15-replan")
        let plan = Planner.plan(problem, seed: 1, steps: 0)
        let now = try #require(problem.nowSeconds)
        for item in problem.frozen { #expect(plan.sorties.contains(item)) }
        for item in plan.sorties where !problem.frozen.contains(item) {
            #expect(item.startSeconds >= now)
        }
    }

    /// A change to the problem that makes the first demand impossible for one reason.
    struct Cause: Sendable, CustomTestStringConvertible {
        var reason: String
        var change: @Sendable (inout PlanningProblem) -> Void
        var testDescription: String { reason }
    }

    @Test(
        "a repetition that cannot be flown says why",
        arguments: [
            Cause(reason: "no dock in reach") { problem in
                for dock in problem.docks.indices { problem.docks[dock].radius = 10 }
            },
            Cause(reason: "battery") { problem in
                for dock in problem.docks.indices { problem.docks[dock].enduranceSeconds = 600 }
            },
            Cause(reason: "window too short") { problem in
                for demand in problem.demands.indices { problem.demands[demand].window.to = 25_260 }
            },
            Cause(reason: "closure") { problem in
                let all = PlanningProblem.Window(0, 86_400)
                problem.closures = [PlanningProblem.Closure(kind: .weather, window: all)]
            },
            Cause(reason: "spacing") { problem in
                problem.demands[0].reps = 2
                problem.demands[0].spacingSeconds = 80_000
            },
            Cause(reason: "reserve coverage") { problem in problem.coverage.minReady = 2 },
        ]
    )
    func reasons(cause: Cause) throws {
        var problem = try Fixture.problem("tiny-2")
        problem.demands = [problem.demands[0]]
        if cause.reason == "reserve coverage" {
            // A second dock that is never there: both docks are needed, one may not leave.
            let day = PlanningProblem.Window(0, 86_400)
            problem.closures = [
                PlanningProblem.Closure(
                    kind: .maintenance,
                    window: day,
                    docks: [problem.docks[1].id]
                )
            ]
            problem.routes[0].docks = [problem.docks[0].id]
        }
        cause.change(&problem)
        let plan = Planner.plan(problem, seed: 1)
        #expect(plan.unserved.map(\.reason).allSatisfy { $0 == cause.reason })
        #expect(!plan.unserved.isEmpty)
        #expect(PlanCheck.findings(plan, for: problem) == [])
    }

    @Test("two aircraft never meet: where lines cross, one waits")
    func separation() throws {
        var problem = try Fixture.problem("tiny-2")
        // Both docks at one height fly the one route at once or not at all.
        for dock in problem.docks.indices { problem.docks[dock].ferryAltitude = 90 }
        problem.coverage.minReady = 0
        problem.demands = [problem.demands[0], problem.demands[0]]
        problem.demands[1].id = "twin"
        let plan = Planner.plan(problem, seed: 1)
        #expect(PlanCheck.findings(plan, for: problem) == [])
        #expect(plan.sorties.count == 2)
    }

    @Test("heights count from each dock's own pad, as the launch gate counts them (S09)")
    func pads() throws {
        var crossing = try Fixture.problem("tiny-2")
        // The ways out cross in the middle; the routes lie far apart.
        func position(_ latitude: Double, _ longitude: Double) -> PlanningProblem.Position {
            PlanningProblem.Position(Coordinate(latitude: latitude, longitude: longitude))
        }
        crossing.docks[0].position = position(22.60, 114.09)
        crossing.docks[1].position = position(22.59, 114.10)
        crossing.routes[0].path = [position(22.60, 114.110), position(22.60, 114.112)]
        crossing.routes[1].path = [position(22.61, 114.10), position(22.612, 114.10)]
        func meet(_ ferry: (Double, Double), pads: (Double?, Double?)) -> Bool {
            var problem = crossing
            (problem.docks[0].ferryAltitude, problem.docks[1].ferryAltitude) = ferry
            (problem.docks[0].groundHeight, problem.docks[1].groundHeight) = pads
            let ground = PlanningGround(problem)
            let options = [0, 1].map { ground.option(route: $0, dock: $0) }
            return !ground.forbidden(options[0], options[1], limit: 60).isEmpty
        }
        #expect(meet((90, 90), pads: (nil, nil)))
        #expect(meet((90, 90), pads: (40, 40)))
        #expect(!meet((90, 90), pads: (0, 15)))
        #expect(!meet((90, 105), pads: (nil, nil)))
        #expect(meet((90, 105), pads: (30, 16)))
        #expect(meet((105, 90), pads: (16, 30)))
    }

    @Test("an empty problem has an empty plan")
    func empty() throws {
        let date = try #require(CalendarDate("2026-11-24"))
        let problem = PlanningProblem(id: "none", date: date)
        let plan = Planner.plan(problem, seed: 1)
        #expect(plan.sorties.isEmpty && plan.unserved.isEmpty)
        #expect(PlanCheck.findings(plan, for: problem) == [])
    }

    @Test(
        "of a problem that cannot be counted with nothing is flown, and no plan for it is accepted"
    )
    func impossible() throws {
        var problem = try Fixture.problem("tiny-2")
        problem.docks[1].id = problem.docks[0].id
        let plan = Planner.plan(problem, seed: 1)
        #expect(plan.sorties.isEmpty && plan.unserved.count == problem.repetitions)
        #expect(PlanCheck.findings(plan, for: problem).map(\.rule) == [.form])
    }
}
