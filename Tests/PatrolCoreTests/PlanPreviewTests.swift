// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import PatrolCore

@Suite("Preview")
struct PlanPreviewTests {
    private func at(_ time: String) -> Timestamp { Example.local("2026-11-24", time) }

    /// Docks whose aircraft charge as planned since 07:00, as they tell it: in whole percents.
    private func docks(charging levels: [Double], at now: Timestamp) -> [DockAvailability] {
        let minutes = Double((now - at("07:00:00")).milliseconds) / 60_000
        return zip(["D01", "D02"] as [DockID], levels).map { id, level in
            let charged = min(950, level + minutes * 29)
            return DockAvailability(
                dock: id,
                batteryPermille: Int(charged / 10) * 10,
                availableAt: now,
                isBarred: false
            )
        }
    }

    /// The site's problem at an instant, as the docks tell their batteries then.
    private func problem(charging levels: [Double], at now: Timestamp) -> PlanningProblem {
        Example.configuration([Example.rule(times: 1)]).problem(
            id: "look",
            date: Example.date("2026-11-24"),
            now: now,
            availability: docks(charging: levels, at: now)
        )
    }

    private func findings(_ problem: PlanningProblem, start: Int) -> [PlanFinding] {
        let run = Plan.Item(
            demand: problem.demands[0].id,
            repetition: 0,
            dock: "D01",
            startSeconds: start
        )
        let plan = Plan(instance: "look", sorties: [run], unserved: [], objective: .nothing)
        return PlanCheck.findings(plan, for: problem).filter { $0.rule != .honesty }
    }

    @Test(
        "what the first look at the batteries allows, no later look forbids",
        arguments: Array(stride(from: 21.0, to: 400, by: 4))
    )
    func rounding(level: Double) throws {
        // D02 cannot answer a call until it is charged, so that D01 may not leave before.
        let levels = [900, level]
        var first = problem(charging: levels, at: at("07:00:00"))
        first.allowForRounding(of: docks(charging: levels, at: at("07:00:00")))
        let window = first.demands[0].window
        let start = try #require(
            stride(from: window.from, to: window.to, by: first.gridSeconds)
                .first { findings(first, start: $0).isEmpty }
        )
        #expect(start > window.from, "the batteries do not bind")
        for second in stride(from: 0, to: start - 25_200, by: 7) {
            let later = problem(charging: levels, at: at("07:00:00") + .seconds(second))
            #expect(findings(later, start: start).isEmpty, "after \(second) s")
        }
    }
}
