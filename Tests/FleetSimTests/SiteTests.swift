// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

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
}
