// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Foundation
import PatrolCore
import RoostModel
import SiteCore
import SiteFiles
import Testing

@Suite("The example district")
struct LuohuTests {
    @Test("config/luohu loads without a fault; its one warning is the pack that waits for a rule")
    func loads() throws {
        let site = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
        #expect(site.warnings.map(\.file).allSatisfy { $0.hasSuffix("packs/cn-gat832-2014.yaml") })
        #expect(site.warnings.count == 1)
        #expect(site.configuration.fleet.docks.count == 15)
        #expect(site.configuration.fleet.routes.count >= 12)
        #expect(Set(site.configuration.fleet.routes.map(\.domain)).count == 4)
        #expect(site.configuration.cases.rules.count { $0.review == .auto } >= 2)
        #expect(site.configuration.cases.rules.contains { $0.review == .human })
        #expect(site.configuration.patrols.coverage.count > 80)
        #expect(site.configuration.fleet.calendar.knownYears == [2026])
        #expect(site.shell.speech.count == 3)
        #expect(site.shell.http.docksURL == "http://127.0.0.1:8471")
    }

    @Test("limits are those of the hardware, or stricter where docks.yaml says so")
    func limits() throws {
        let docks = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.fleet.docks
        let third = try #require(docks.first { $0.id == "D03" })
        #expect(third.envelope.windLimit == 8)
        #expect(third.envelope.chargePermillePerMinute == 21)
        #expect(third.envelope.chargeToPermille == 900)
        #expect(third.envelope.temperature == Celsius(-20)...Celsius(45))
        #expect(third.aircraft.envelope.enduranceSeconds == 2400)
        #expect(third.aircraft.envelope.cameras.first?.payloadIndex == "81-0-0")
        let last = try #require(docks.last)
        #expect(last.envelope.windLimit == 7)
        let first = try #require(docks.first)
        #expect(first.aircraft.envelope.modelKey == "0-100-1")
        #expect(first.envelope.rainStepLimit == 1)
    }

    @Test("the port's inspection is on task for at most 15 minutes, heights are within the limits")
    func routes() throws {
        let fleet = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.fleet
        let port = try #require(fleet.routes.first { $0.name.en == "Luohu Port" })
        let length = zip(port.grid, port.grid.dropFirst())
            .reduce(0) { $0 + $1.0.distance(to: $1.1).value }
        #expect(length / port.speed.value + Double(port.hoverSeconds) <= 900)
        for route in fleet.routes { #expect((60...75).contains(route.height.value)) }
        for dock in fleet.docks { #expect([90, 105, 120].contains(dock.ferryHeight.value)) }
    }

    @Test("a workday asks for at least 40 flights, and two passes within each revisit's band")
    func demands() throws {
        let patrols = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
            .configuration.patrols
        let workday = patrols.patrols.filter { $0.days.contains(.workday) }
        #expect(workday.reduce(0) { $0 + $1.times } >= 40)
        let peak = workday.filter { $0.band == "am_peak" }
        #expect(peak.reduce(0) { $0 + $1.times } >= 20)
        for route in ["R02", "R08"] as [RouteID] {
            let demand = try #require(peak.first { $0.route == route })
            #expect(demand.times >= 2 && demand.apartSeconds >= 300)
        }
    }

    @Test("the street of the simulation has two cars that stay in each zone that decides by itself")
    func street() throws {
        let site = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
        let simulation = try SimulationFile.load(folder: SiteFolder.luohu, site: site)
        #expect(simulation.misbehaviours.isEmpty)
        #expect(simulation.weather.allSatisfy { $0.wind + $0.gust < 7 && $0.rainStep == 0 })
        let grid = site.configuration.grid
        let calendar = site.configuration.fleet.calendar
        let morning = try #require(Timestamp("2026-05-12T07:00:00+08:00"))
        let late = try #require(Timestamp("2026-05-12T09:29:00+08:00"))
        for rule in site.configuration.cases.rules where rule.review == .auto {
            let zone = try #require(site.configuration.cases.zones.first { $0.id == rule.zone })
            let inside = simulation.street.filter { zone.contains(grid.grid($0.position)) }
            let staying = inside.filter {
                $0.isPresent(at: morning, calendar: calendar)
                    && $0.isPresent(at: late, calendar: calendar)
                    && rule.labels.contains($0.label)
            }
            #expect(staying.count >= 2)
            #expect(inside.contains { !$0.isPresent(at: late, calendar: calendar) })
        }
    }

    @Test("a deterministic reading: twice the same")
    func deterministic() throws {
        let once = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
        let twice = try SiteFiles.load(folder: SiteFolder.luohu, now: SiteFolder.now)
        #expect(once == twice)
        #expect(SiteDifference(from: once, to: twice).lines.isEmpty)
    }
}
