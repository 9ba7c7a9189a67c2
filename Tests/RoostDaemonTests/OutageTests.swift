// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Testing

@testable import RoostDaemon
@testable import RoostHTTP

@Suite("What a person must see of an outage")
struct OutageTests {
    private static let now = Timestamp(seconds: 1_778_545_639)

    private static func site() throws -> Site {
        var engine = try Engine(try Store.inMemory(), at: now)
        _ = try engine.turn([.configure(try DeskTests.exampleSite().configuration)], at: now)
        return engine.site
    }

    private static func door(_ site: Site) -> SiteDoor {
        SiteDoor(
            now: { now },
            site: { site },
            submit: { _ in throw EngineError.stopped },
            facts: { _ in [] },
            factSignals: { AsyncStream { $0.finish() } }
        )
    }

    @Test("one silent dock is named with since when; all of them are the broker or the network")
    func docks() throws {
        let site = try Self.site()
        let all = Set(site.fleet.docks.ids)
        var hearing = Outage.Hearing(speaking: all)
        #expect(Outage(site, hearing) == Outage(site, Outage.Hearing(speaking: all)))
        #expect(Outage(site, hearing).warnings(in: nil).isEmpty)
        hearing.speaking.remove("D03")
        hearing.silent["D03"] = Self.now - .seconds(90)
        let one = try #require(Outage(site, hearing).warnings(in: nil).first)
        #expect(one.en == "1 silent: D03 since 00:25:49", "\(one.en)")
        #expect(one.zh.contains("D03"))
        hearing = Outage.Hearing()
        for dock in all { hearing.silent[dock] = Self.now - .seconds(31) }
        let outage = Outage(site, hearing)
        #expect(outage.isOfAll && outage.silent.count == 15)
        let text = try #require(outage.warnings(in: nil).first)
        #expect(text.en.hasPrefix("all docks are silent at once (15, since "))
        let failing = StoreTrouble(cause: .failing(.full), since: Self.now)
        #expect(outage.warnings(in: nil, store: failing).isEmpty)
        let low = StoreTrouble(cause: .low, since: Self.now)
        #expect(outage.warnings(in: nil, store: low).count == 1)
        #expect(text.en.contains("broker") && text.zh.contains("全部机场同时失联"))
    }

    @Test("the status page asks the loop and the gateway, not the last commit")
    func status() throws {
        let site = try Self.site()
        var door = Self.door(site)
        let calm = StatusResource(door: door)
        #expect(calm.docksSilent.isEmpty && calm.warnings.isEmpty)
        let before = calm.degraded.count
        door.storeTrouble = {
            StoreTrouble(cause: .failing(.full), since: Self.now - .seconds(20), free: 3 << 20)
        }
        door.freeBytes = { 3 << 20 }
        door.hasBroker = { false }
        door.hearing = { Outage.Hearing(silent: ["D02": Self.now - .minutes(2)]) }
        let status = StatusResource(door: door)
        #expect(status.docksSilent == ["D02"])
        let told = status.degraded.map(\.en).joined(separator: "\n")
        #expect(told.contains("no connection to the broker") && status.degraded.count >= before)
        #expect(told.contains("3 MB free, the limit is 200 MB") && told.contains("(since "))
        let metrics = Server.metrics(door)
        for line in [
            "roost_docks_silent 1", "roost_store_failing 1", "roost_broker_connected 0",
            "roost_disk_free_bytes \(3 << 20)", "roost_disk_limit_bytes \(200 << 20)",
            "roost_sorties_unheard 0",
        ] {
            #expect(metrics.contains(line + "\n"), "\(line)")
        }
    }

    @Test("the log tells each outage once when it begins and once when it ends")
    func log() {
        var log = OutageLog()
        func lines(_ outage: Outage, hasBroker: Bool = true) -> [String] {
            log.lines(outage, hasBroker: hasBroker, in: nil).map { "\($0.level) \($0.text)" }
        }
        var outage = Outage()
        outage.speaking = 2
        #expect(lines(outage).isEmpty)
        outage.silent["D01"] = Self.now
        #expect(lines(outage) == ["warning docks: 1 silent: D01 since 00:27:19"])
        #expect(lines(outage).isEmpty)
        outage.silent["D02"] = Self.now
        outage.speaking = 0
        outage.flights[SortieID(3)] = Outage.Flight(dock: "D02", isUnknown: false)
        let begun = lines(outage, hasBroker: false)
        #expect(begun.count == 3 && begun[0].hasPrefix("error no connection to the broker"))
        #expect(begun[1].contains("all docks are silent at once"))
        #expect(begun[2].contains("S-3 of D02 its dock is silent"))
        #expect(lines(outage, hasBroker: false).isEmpty)
        outage.flights[SortieID(3)]?.isUnknown = true
        #expect(
            lines(outage, hasBroker: false) == [
                "error in the air or lost, and not heard of (1): S-3 of D02 unknown"
            ]
        )
        #expect(
            lines(Outage()) == [
                "notice connected to the broker again", "notice heard of again: D01, D02",
                "notice sorties heard of again, or ended: S-3",
            ]
        )
    }
}
