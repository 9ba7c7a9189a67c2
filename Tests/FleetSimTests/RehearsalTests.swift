// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import Foundation
import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import SiteCore
import Testing

@testable import FleetSim
@testable import RoostHTTP

/// The duty room's rehearsal: fifteen docks, each misbehaviour at one of them in its hour, people who
/// dispatch, pause and recall; afterwards every outcome is asked for with `roost why`.
@Suite("A rehearsal of fifteen docks")
struct RehearsalTests {
    private static let windows = ["06:56-07:06", "07:10-07:20", "07:24-07:34", "07:36-07:46"]

    /// Each misbehaviour once, at another dock, over four windows of the morning.
    private static func orders() throws -> [FaultOption] {
        try Misbehaviour.allCases.enumerated().map { number, what in
            let dock = number % 15 + 1
            let window = windows[number / 15 % windows.count]
            let name = (dock < 10 ? "D0" : "D") + "\(dock)"
            return try FaultOption(parsing: "\(what.rawValue):\(name)@\(window)")
        }
    }

    @Test("every misbehaviour comes, every promise holds, and every outcome is explained")
    func rehearse() throws {
        var options = WorldOptions()
        options.site = try SimulatedSite.load(folder: Root.file("config/luohu").path)
        options.minutes = 55
        options.faults = .light
        options.orders = try Self.orders()
        options.isSparse = true
        var world = try World(seed: 6, options: options)
        let summary = try world.run()
        for what in Misbehaviour.allCases {
            #expect(summary.faults["\(what.rawValue) \(what)", default: 0] > 0, "\(what)")
        }
        #expect(summary.flights > 5)
        let site = try #require(world.shell?.site)
        let door = Self.door(site, world.store, at: world.now)
        let facts = try Self.facts(door)
        try expectMissions(facts, door)
        try expectSorties(facts, door)
        try expectRuns(site, door)
    }

    /// Each mission's answer holds the reason with which it ended, in both languages.
    private func expectMissions(_ facts: [FactRecord], _ door: SiteDoor) throws {
        let ends = facts.filter { [.missionEnded, .missionNotFlown].contains($0.fact.code) }
        #expect(!ends.isEmpty)
        for end in ends {
            let id = try #require(end.fact.subject.mission).description
            let reason = try #require(end.fact.values.first { $0.name == "reason" })
            #expect(!reason.value.isEmpty, "\(id) ended without a reason")
            let why = try #require(try WhyResource.find(id, door), "no answer for \(id)")
            #expect(why.answer.en.contains(reason.value), "\(id): \(why.answer.en)")
            #expect(why.answer.zh.contains(reason.zh ?? reason.value), "\(id): \(why.answer.zh)")
        }
    }

    /// Each sortie that was launched is answered with every interlock's value and the rules' edition.
    private func expectSorties(_ facts: [FactRecord], _ door: SiteDoor) throws {
        let launched = Set(
            facts.filter { $0.fact.code == .interlockVerdict }.compactMap(\.fact.subject.sortie)
        )
        #expect(!launched.isEmpty)
        for sortie in launched {
            let why = try #require(try WhyResource.find(sortie.description, door))
            #expect(why.answer.en.contains("by rules \(Interlock.edition)"), "\(why.answer.en)")
            for interlock in Interlock.allCases {
                #expect(why.answer.en.contains(interlock.text.en), "\(sortie): \(interlock)")
                #expect(why.answer.zh.contains(interlock.text.zh), "\(sortie): \(interlock)")
            }
        }
    }

    /// Each run of the day has its answer.
    private func expectRuns(_ site: Site, _ door: SiteDoor) throws {
        #expect(!site.patrols.runs.isEmpty)
        for (run, _) in site.patrols.runs where run.date == site.patrols.planDate {
            let id = "\(run.demand):\(run.repetition + 1)"
            let why = try #require(try WhyResource.find(id, door), "no answer for \(id)")
            #expect(!why.answer.en.isEmpty && !why.answer.zh.isEmpty)
        }
    }

    private static func door(_ site: Site, _ store: Store, at now: Timestamp) -> SiteDoor {
        SiteDoor(
            now: { now },
            site: { site },
            submit: { _ in .duplicate },
            facts: { try store.facts($0) },
            factSignals: { AsyncStream { $0.finish() } }
        )
    }

    /// Every fact of the store, page by page.
    private static func facts(_ door: SiteDoor) throws -> [FactRecord] {
        var all: [FactRecord] = []
        var query = FactQuery(limit: 1000)
        while true {
            let page = try door.facts(query)
            all += page
            guard page.count == query.limit, let last = page.last else { return all }
            query.after = last.sequence
        }
    }
}
