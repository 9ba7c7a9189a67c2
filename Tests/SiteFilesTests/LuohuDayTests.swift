// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("The example district's day")
struct LuohuDayTests {
    private func plan(_ date: String, from clock: String) throws -> (PlanningProblem, Plan) {
        let patrols = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.patrols
        let day = try #require(CalendarDate(date))
        let now = try #require(Timestamp("\(date)T\(clock)+08:00"))
        let problem = patrols.problem(
            id: "luohu-\(date)",
            date: day,
            now: now,
            availability: patrols.docks.map { dock in
                DockAvailability(
                    dock: dock.id,
                    batteryPermille: 900,
                    availableAt: now,
                    isBarred: false
                )
            }
        )
        return (problem, Planner.plan(problem, seed: 1))
    }

    @Test("a workday's plan is valid and flies at least 40 patrols, 20 of them in the morning peak")
    func workday() throws {
        let (problem, plan) = try plan("2026-05-12", from: "06:00:00")
        #expect(PlanCheck.findings(plan, for: problem).isEmpty)
        #expect(plan.sorties.count >= 40)
        let peak = plan.sorties.filter { (24_900...34_500).contains($0.startSeconds) }
        #expect(peak.count >= 20)
    }

    @Test("from 06:45 on, each road with a rule that decides by itself is passed at least twice")
    func revisits() throws {
        let (problem, plan) = try plan("2026-05-12", from: "06:45:00")
        #expect(PlanCheck.findings(plan, for: problem).isEmpty)
        for demand in ["R02-am_peak", "R08-am_peak"] {
            #expect(plan.sorties.count { $0.demand == demand } >= 2)
        }
        let peak = plan.sorties.filter { (24_900...34_500).contains($0.startSeconds) }
        #expect(peak.count >= 20)
    }

    @Test(
        "a holiday and a make-up workday have plans too",
        arguments: ["2026-05-01", "2026-05-09"]
    )
    func otherDays(_ date: String) throws {
        let (problem, plan) = try plan(date, from: "06:00:00")
        #expect(PlanCheck.findings(plan, for: problem).isEmpty)
        #expect(plan.sorties.count >= 20)
    }

    @Test(
        "the port is patrolled in at most fifteen minutes on task, whoever flies it, and it is planned"
    )
    func port() throws {
        let (problem, plan) = try plan("2026-05-12", from: "06:00:00")
        let patrols = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.patrols
        let port = plan.sorties.filter { $0.demand.hasPrefix("P01-") }
        #expect(port.count >= 8)
        for dock in problem.docks {
            let profile = try #require(patrols.profile(of: "P01", from: dock.id))
            let patrol = try #require(profile.legs.first { $0.kind == .patrol })
            #expect(patrol.endSeconds - patrol.startSeconds <= 15 * 60, "\(dock.id)")
        }
    }
}
