// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import FleetSim
import Foundation
import PatrolCore
import RoostModel
import SiteCore
import Testing

@Suite("The example district as a world")
struct SiteTests {
    static func options() throws -> WorldOptions {
        var options = WorldOptions()
        options.site = try SimulatedSite.load(folder: Root.file("config/luohu").path)
        options.minutes = 40
        options.settleMinutes = 240
        options.isSparse = true
        return options
    }

    @Test("flies the beginning of its morning peak, all docks of it")
    func morning() throws {
        var options = try Self.options()
        options.faults = .none
        options.keepsTranscript = true
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        #expect(summary.flights >= 1)
        #expect(summary.sorties["sortie.docked"] == summary.flights)
        #expect(summary.frames > 0)
        try checkPort(summary.transcript, options)
    }

    /// The port is flown, and its patrol takes at most fifteen minutes on task.
    private func checkPort(_ lines: [String], _ options: WorldOptions) throws {
        let patrols = try #require(options.site?.configuration.patrols)
        var flown = 0
        for (index, line) in lines.enumerated() where line.contains("Patrol P01 is due at dock ") {
            let dock = line.split(separator: " ").last.map { String($0.dropLast()) } ?? ""
            let rest = lines[index...]
            func time(_ words: String) -> Timestamp? {
                rest.first { $0.contains(words) }
                    .flatMap { Timestamp("2026-05-12T\($0.prefix(12))Z") }
            }
            guard let left = time("is airborne from dock \(dock)."),
                let back = time("is docked at \(dock)."), left < back,
                let legs = patrols.profile(of: "P01", from: DockID(dock))?.legs
            else { continue }
            flown += 1
            let ways = legs.filter { $0.kind == .out || $0.kind == .back }
                .reduce(0) { $0 + $1.endSeconds - $1.startSeconds }
            #expect((back - left).wholeSeconds - ways <= 15 * 60, "from \(dock)")
        }
        #expect(flown >= 1)
    }

    @Test("fifteen patrols that start in one minute all leave in time")
    func together() throws {
        var options = try Self.options()
        options.faults = .none
        options.minutes = 30
        options.keepsTranscript = true
        let docks = try #require(options.site?.configuration.patrols.docks)
        try Self.flyTogether(docks, &options)
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        let due = summary.transcript.filter { $0.contains(" is due at dock ") }
        let left = summary.transcript.filter { $0.contains(": launch ordered at dock ") }
        #expect(due.count == 15 && left.count == 15 && summary.flights == 15)
        let outcomes = summary.transcript.filter { $0.contains("patrol.outcome") }
        #expect(outcomes.count == 15)
        #expect(outcomes.allSatisfy { $0.contains("flown. the whole route") }, "\(outcomes)")
        // On their minute: each is ready when its time comes, however many docks load a wayline before it.
        #expect(Set(left.map { $0.prefix(5) }).count == 1, "\(left)")
    }

    /// One short route a dock, right beside it, all of them in the minute after 06:40.
    private static func flyTogether(_ docks: [DockSite], _ options: inout WorldOptions) throws {
        guard var site = options.site?.configuration else { return }
        let routes = docks.map { dock in
            let places = [80.0, 180].map { east in
                site.grid.coordinate(PlanePoint(x: dock.grid.plane.x + east, y: dock.grid.plane.y))
            }
            return Route(
                id: RouteID("T\(dock.id)"),
                name: Bilingual("beside \(dock.id)"),
                domain: "traffic",
                path: places,
                grid: places.map(site.grid.grid),
                height: 90,
                speed: 8,
                docks: [dock.id]
            )
        }
        site.patrols.routes = routes
        site.fleet.routes = routes
        site.patrols.reserve.minReady = 0
        site.fleet.reserve.minReady = 0
        site.patrols.patrols = routes.map { route in
            PatrolDemand(
                route: route.id,
                days: [.workday],
                band: "rush",
                times: 1,
                apartSeconds: 1800,
                weight: 10
            )
        }
        let legs = try routes.map { route in
            let dock = try #require(route.docks?.first)
            let profile = try #require(site.patrols.profile(of: route.id, from: dock))
            return profile.legs.filter { $0.kind == .patrol }
                .reduce(0) { $0 + $1.endSeconds - $1.startSeconds }
        }
        let begin = 6 * 3600 + 2400
        let window = DayWindow(
            startSeconds: begin,
            endSeconds: begin + (legs.max() ?? 0) + 40
        )
        let rush = TimeBand(name: "rush", window: window)
        site.patrols.bands = [BandTable(day: .workday, bands: [rush])]
        options.site?.configuration = site
    }
}
