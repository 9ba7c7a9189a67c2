// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostAPI
import RoostModel
import Testing

@testable import FleetCore
@testable import PatrolCore
@testable import RoostHTTP
@testable import SiteCore

@Suite("Where a planned run stands")
struct RunStandingTests {
    private static let run = PlannedRun(
        date: CalendarDate(dayNumber: 0),
        demand: "R01-am",
        repetition: 0
    )
    private static let calendar = DayCalendar(zone: "Asia/Shanghai", offsets: [], knownYears: [])

    private static func record(_ status: RunRecord.Status) -> RunRecord {
        RunRecord(
            route: "R01",
            band: "am",
            dock: "D01",
            startSeconds: 0,
            start: .epoch + .minutes(10),
            status: status
        )
    }

    /// A run that was handed over, with its mission held or with a sortie.
    private static func departed(_ state: FleetCore.Sortie.State?, isHeld: Bool) -> RunResource {
        var site = Site(siteKey: 1)
        var issuer = Issuer(siteKey: 1)
        let (id, wire) = issuer.mission(at: .epoch)
        var mission = Mission(
            id: id,
            wire: wire,
            purpose: .route("R01"),
            run: run,
            by: nil,
            dock: "D01",
            start: .epoch,
            latest: .epoch + .minutes(2)
        )
        if isHeld {
            let text = Bilingual(en: "H-2 root: marathon", zh: "H-2 root：马拉松")
            mission.open = [InterlockReading(interlock: .hold, answer: .no, value: text)]
        }
        if let state {
            let (sortie, flight) = issuer.sortie(at: .epoch)
            site.fleet.sorties[sortie] = FleetCore.Sortie(
                id: sortie,
                wire: flight,
                mission: id,
                dock: "D01",
                assignment: .foreign,
                profile: nil,
                start: .epoch,
                state: state,
                since: .epoch,
                wordAt: .epoch
            )
            mission.sortie = sortie
        }
        site.fleet.missions[id] = mission
        let record = record(.departed(at: .epoch))
        var resource = RunResource(record, calendar: calendar)
        resource.stand(run, record, site)
        return resource
    }

    @Test(
        "what is on the ground is not told as in the air",
        arguments: [
            (nil, false, "handed_over"), (.preparing, false, "handed_over"),
            (.prepared, false, "handed_over"), (.prepared, true, "held"), (nil, true, "held"),
            (.starting, false, "starting"), (.airborne, false, "airborne"),
            (.airborne, true, "airborne"), (.returning, false, "returning"),
            (.unknown, false, "unknown"),
        ] as [(FleetCore.Sortie.State?, Bool, String)]
    )
    func standing(state: FleetCore.Sortie.State?, isHeld: Bool, expected: String) {
        let run = Self.departed(state, isHeld: isHeld)
        #expect(run.state == expected)
        #expect(RunResource.standing[expected] != nil)
        #expect((run.reason != nil) == (expected == "held"))
    }

    @Test("one that is held says by what")
    func held() {
        let run = Self.departed(nil, isHeld: true)
        let (en, zh) = ("no hold: H-2 root: marathon", "无停飞令：H-2 root：马拉松")
        #expect(run.reason == TextResource(en: en, zh: zh))
    }

    @Test(
        "one that is to come is told with the hold that would bar it, not with one that ends before"
    )
    func ahead() {
        var site = Site(siteKey: 1)
        var hold = Hold(
            id: HoldID(2),
            scope: .fleet,
            reason: "marathon",
            by: "root",
            since: .epoch
        )
        let record = Self.record(.planned)
        func told() -> TextResource? {
            site.fleet.holds[hold.id] = hold
            var run = RunResource(record, calendar: Self.calendar)
            run.stand(Self.run, record, site)
            #expect(run.state == "planned")
            return run.reason
        }
        #expect(told() == TextResource(en: "H-2 root: marathon", zh: "H-2 root：marathon"))
        hold.until = record.start
        #expect(told() == nil)
    }
}
