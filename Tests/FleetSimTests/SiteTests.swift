// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import Foundation
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
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        #expect(summary.flights >= 1)
        #expect(summary.sorties["sortie.docked"] == summary.flights)
        #expect(summary.frames > 0)
    }
}
