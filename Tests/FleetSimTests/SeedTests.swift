// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import Testing

@Suite("Seeded worlds")
struct SeedTests {
    /// Small worlds: a debug build has 200 of them to fly.
    ///
    /// `docksim simulate` flies larger ones.
    static func options(docks: Int = 2) -> WorldOptions {
        var options = WorldOptions()
        options.docks = docks
        options.minutes = 2
        return options
    }

    @Test("every promise holds in every world", arguments: Seeds.ranges)
    func seeds(range: Range<UInt64>) {
        for seed in range {
            do {
                var world = try World(
                    seed: seed,
                    options: Self.options(docks: seed % 4 == 0 ? 2 : 1)
                )
                _ = try world.run()
            } catch {
                Issue.record("\(error)")
            }
        }
    }

    @Test("a launch that a dead process left unsent is never sent")
    func unsentLaunch() throws {
        var options = Self.options(docks: 1)
        options.minutes = 3
        options.isStormy = true
        var deaths = 0
        for seed in [1, 2, 17] as [UInt64] {
            var world = try World(seed: seed, options: options)
            deaths += try world.run().faults["death at a launch"] ?? 0
        }
        #expect(deaths > 0)
    }

    @Test("a seed gives the same world each time", arguments: [3, 92] as [UInt64])
    func sameSeed(seed: UInt64) throws {
        var options = Self.options()
        options.keepsTranscript = true
        var one = try World(seed: seed, options: options)
        var other = try World(seed: seed, options: options)
        #expect(try one.run() == other.run())
    }

    @Test("a world without faults flies its patrols")
    func calm() throws {
        var options = Self.options()
        options.hasFaults = false
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        #expect(summary.flights > 0)
        #expect(summary.faults.isEmpty)
        #expect(summary.sorties["sortie.docked"] == summary.flights)
    }
}
