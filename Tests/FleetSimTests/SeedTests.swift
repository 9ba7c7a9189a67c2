// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import RoostModel
import Testing

@Suite("Seeded worlds")
struct SeedTests {
    /// Small worlds: a debug build flies a hundred of them in a test run.
    ///
    /// `docksim simulate` flies larger ones.
    static func options(docks: Int = 2) -> WorldOptions {
        var options = WorldOptions()
        options.docks = docks
        options.minutes = 3
        options.isSparse = true
        return options
    }

    @Test("every promise holds in every world", arguments: Seeds.some)
    func seeds(range: Range<UInt64>) {
        for seed in range { fly(seed, docks: seed % 4 == 0 ? 3 : 1) }
    }

    @Test("every promise holds in worlds of today")
    func fresh() {
        let clock = ContinuousClock()
        let end = clock.now + Seeds.freshTime
        var seed = Seeds.fresh
        repeat {
            fly(seed, docks: seed % 4 == 0 ? 3 : 1)
            seed += 1
        } while clock.now < end
        print("fresh seeds \(Seeds.fresh)-\(seed - 1): ROOST_FRESH=\(Seeds.fresh) begins there")
    }

    @Test("a seed that once failed holds", arguments: Seeds.regressions)
    func regressions(seed: UInt64, docks: Int) { fly(seed, docks: docks) }

    private func fly(_ seed: UInt64, docks: Int) {
        do {
            var world = try World(seed: seed, options: Self.options(docks: docks))
            _ = try world.run()
        } catch {
            Issue.record("seed \(seed), docks \(docks): \(error)")
        }
    }

    @Test("a launch that a dead process left unsent is never sent")
    func unsentLaunch() throws {
        var options = Self.options(docks: 1)
        options.minutes = 4
        options.isStormy = true
        var deaths = 0
        for seed in [1, 2, 3, 17, 20, 21] as [UInt64] {
            var world = try World(seed: seed, options: options)
            deaths += try world.run().faults["F61 death at a launch"] ?? 0
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

    @Test("a world without faults flies its patrols, opens its cases and delivers their notices")
    func calm() throws {
        var options = Self.options()
        options.minutes = 20
        options.hasFaults = false
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        #expect(summary.flights > 2)
        #expect(summary.faults.isEmpty)
        #expect(summary.sorties["sortie.docked"] == summary.flights)
        #expect(summary.cases > 0)
        #expect(summary.notices["notice.delivered", default: 0] >= 2)
    }
}
