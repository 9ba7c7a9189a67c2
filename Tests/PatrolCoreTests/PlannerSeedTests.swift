// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Planner on disturbed days")
struct PlannerSeedTests {
    /// Seeds that are tried; a seed that once failed is added to the end.
    static let seeds = Array(0..<24 as Range<UInt64>)

    @Test("whatever happens to a day, its new plan is valid", .enabled(if: Fixture.hasPython))
    func valid() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-problems-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var cases: [Fixture.Case] = []
        let day = try Fixture.problem("small-5")
        for seed in Self.seeds {
            let problem = disturbed(day, seed: seed)
            let file = folder.appendingPathComponent("\(seed).json")
            try JSONEncoder().encode(problem).write(to: file)
            let plan = Planner.plan(problem, seed: seed, steps: 40)
            #expect(PlanCheck.findings(plan, for: problem) == [], "seed \(seed)")
            // An absolute path wins over the checker's own folder.
            let name = file.deletingPathExtension().path
            cases.append(Fixture.Case(name, plan))
        }
        for (seed, verdict) in zip(Self.seeds, try Fixture.check(cases)) {
            #expect(verdict.errors == [], "seed \(seed)")
            #expect(verdict.objective == cases[Int(seed)].plan.objective, "seed \(seed)")
        }
    }

    /// A day some hours on: other batteries, closures at odd seconds, a part of its plan flown.
    private func disturbed(_ day: PlanningProblem, seed: UInt64) -> PlanningProblem {
        var random = SeededGenerator(seed)
        var problem = day
        problem.coverage.minReady = random.pick(0...3)
        problem.params.separationHorizontalMetres = Double(random.pick(30...400))
        problem.gridSeconds = [60, 30, 45, 7][random.pick(0...3)]
        for dock in problem.docks.indices {
            problem.docks[dock].battery.permille = random.pick(100...950)
            problem.docks[dock].ferryAltitude = Double(80 + 10 * random.pick(0...2))
        }
        if random.happens(0.7) {
            let before = Planner.plan(problem, seed: seed, steps: 0)
            let now = random.pick(22_000...70_000)
            problem.nowSeconds = now
            problem.baseline = before.sorties
            problem.frozen = before.sorties.filter { $0.startSeconds < now }
            for dock in problem.docks.indices {
                let id = problem.docks[dock].id
                let last = problem.frozen.filter { $0.dock == id }.map(\.startSeconds).max()
                let isBack = random.happens(0.5)
                let at = last.map { isBack ? $0 + 2000 : $0 } ?? now
                problem.docks[dock].battery.atSeconds = max(now, at)
            }
        }
        for _ in 0..<random.pick(0...3) {
            let from = random.pick(20_000...80_000)
            let window = PlanningProblem.Window(from, from + random.pick(1...9000))
            let docks = problem.docks.map(\.id).filter { _ in random.happens(0.4) }
            problem.closures.append(
                PlanningProblem.Closure(
                    kind: .weather,
                    window: window,
                    docks: random.happens(0.3) ? nil : docks
                )
            )
        }
        if random.happens(0.5), let place = problem.routes.first?.path.first {
            let (latitude, longitude) = (place.latitude, place.longitude)
            let ring = [(-0.002, -0.002), (0.003, 0.0), (-0.002, 0.002)].map {
                PlanningProblem.Position(latitude: latitude + $0.0, longitude: longitude + $0.1)
            }
            problem.closures.append(
                PlanningProblem.Closure(
                    kind: .nofly,
                    window: PlanningProblem.Window(30_011, 50_003),
                    area: ring,
                    heights: PlanningProblem.Heights(0, Double(random.pick(40...120)))
                )
            )
        }
        return problem
    }
}
