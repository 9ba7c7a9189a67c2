// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import PatrolCore

@Suite("Demands of a day")
struct DayDemandTests {
    private let rules = [
        Example.rule("R01", days: [.workday], band: "am_peak"),
        Example.rule("R02", days: [.restday], band: "day_peak"),
    ]

    @Test(
        "the day type picks the rules and the bands",
        arguments: [
            (date: "2026-11-24", ids: ["R01-am_peak"]),
            (date: "2026-11-28", ids: ["R02-day_peak"]),
            (date: "2026-10-01", ids: ["R02-day_peak"]),
            (date: "2026-10-10", ids: ["R01-am_peak"]),
        ]
    )
    func dayTypes(date: String, ids: [String]) {
        let found = Example.configuration(rules).demands(on: Example.date(date))
        #expect(found.map(\.demand.id) == ids)
    }

    @Test("rules for holidays replace those of the rest day, and only on holidays")
    func holidayRules() {
        let own = Example.rule("R01", days: [.holiday], band: "morning")
        let site = Example.configuration(rules + [own])
        let ids = { site.demands(on: Example.date($0)).map(\.demand.id) }
        #expect(ids("2026-10-01") == ["R01-morning"])
        #expect(ids("2026-11-28") == ["R02-day_peak"])
    }

    @Test("an override wins over the table")
    func override() {
        var site = Example.configuration(rules)
        let date = Example.date("2026-10-10")
        site.calendar.overrides = [
            DayCalendar.Exception(date: date, type: .restday, name: "typhoon")
        ]
        #expect(site.demands(on: date).map(\.demand.id) == ["R02-day_peak"])
    }

    @Test("a band is moved by the site's table; a band of no table asks for nothing")
    func bands() {
        var site = Example.configuration(rules + [Example.rule(band: "siesta")])
        let window = DayWindow(startSeconds: 8 * 3600, endSeconds: 9 * 3600)
        site.bands = [
            BandTable(day: .workday, bands: [TimeBand(name: "am_peak", window: window)])
        ]
        let found = site.demands(on: Example.date("2026-11-24"))
        #expect(found.map(\.demand.window) == [PlanningProblem.Window(28_800, 32_400)])
    }

    @Test("rules that share route and band get a suffix")
    func suffix() {
        let site = Example.configuration([Example.rule(), Example.rule(times: 1)])
        let ids = site.demands(on: Example.date("2026-11-24")).map(\.demand.id)
        #expect(ids == ["R01-am_peak", "R01-am_peak-2"])
    }

    @Test("the days of the calendar's table are those of the instances")
    func table() throws {
        let text = try #require(String(data: Fixture.bytes("calendar_cn.tsv"), encoding: .utf8))
        var site = Example.configuration(rules)
        site.calendar.holidays = text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t")
            guard fields.count == 3, let date = CalendarDate(fields[0]),
                let type = DayType(rawValue: String(fields[1]))
            else { return nil }
            return DayCalendar.Exception(date: date, type: type, name: String(fields[2]))
        }
        #expect(site.calendar.holidays.count == 39)
        for day in site.calendar.holidays {
            let ids = site.demands(on: day.date).map(\.demand.id)
            #expect(ids == [day.type == .makeup ? "R01-am_peak" : "R02-day_peak"], "\(day.date)")
            // A make-up workday lies on a weekend, otherwise it would be one anyway.
            if day.type == .makeup { #expect(day.date.weekday >= 6, "\(day.date)") }
        }
    }

    @Test("no-fly areas, height limits and approvals become closures of the day")
    func closures() {
        var site = Example.configuration()
        let ring = [(22.60, 114.10), (22.61, 114.10), (22.61, 114.11), (22.60, 114.10)]
            .map { Coordinate(latitude: $0.0, longitude: $0.1) }
        func area(_ id: AreaID, _ kind: Area.Kind, _ hours: [String], _ days: [DayType]) -> Area {
            Area(
                id: id,
                kind: kind,
                name: Bilingual(en: "", zh: ""),
                rings: [ring],
                grid: [],
                heights: 50...90,
                hours: hours.compactMap { DayWindow($0) },
                days: days
            )
        }
        site.areas = [
            area("Z1", .noFly, ["07:30-08:00"], [.workday]),
            area("Z2", .heightLimit, [], []),
            area("Z3", .approval, ["06:00-22:00"], []),
            area("Z4", .zone, [], []),
            area("Z5", .noFly, ["23:00-01:00"], [.restday]),
        ]
        let sunday = site.closures(on: Example.date("2026-11-29"))
        let monday = site.closures(on: Example.date("2026-11-30"))
        func spans(_ closures: [PlanningProblem.Closure], _ id: String) -> [[Int]] {
            closures.filter { $0.id == id }.map { [$0.window.from, $0.window.to] }
        }
        #expect(spans(monday, "Z1") == [[27_000, 28_800], [113_400, 115_200]])
        #expect(spans(sunday, "Z1") == [[113_400, 115_200]])
        #expect(monday.first { $0.id == "Z1" }?.area?.count == 3)
        #expect(monday.first { $0.id == "Z2" }?.heights == PlanningProblem.Heights(50, 10_000))
        #expect(spans(monday, "Z3") == [[0, 21_600], [79_200, 108_000], [165_600, 172_800]])
        #expect(spans(monday, "Z4") == [])
        // Sunday's night window reaches into Monday.
        #expect(spans(monday, "Z5") == [[0, 3600]])
        #expect(spans(sunday, "Z5") == [[0, 3600], [82_800, 90_000]])
    }

    @Test("a service that crosses midnight belongs to the day on which it began")
    func serviceDay() {
        var site = Example.configuration()
        site.service = DayWindow(startSeconds: 20 * 3600, endSeconds: 4 * 3600)
        #expect(
            site.serviceDate(at: Example.local("2026-11-25", "03:59:59"))
                == Example.date("2026-11-24")
        )
        #expect(
            site.serviceDate(at: Example.local("2026-11-25", "04:00:00"))
                == Example.date("2026-11-25")
        )
        let seconds = site.seconds(
            of: Example.local("2026-11-25", "01:00:00"),
            on: Example.date("2026-11-24")
        )
        #expect(seconds == 25 * 3600)
    }
}
