// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import Testing

@Suite("Worlds at once")
struct SimulationTests {
    private static func options() -> WorldOptions {
        var options = SeedTests.options(docks: 1)
        options.minutes = 2
        return options
    }

    /// What a run came to: the worlds in the order in which they were told, and what ended it.
    private static func run(
        _ options: WorldOptions,
        count: Int,
        workers: Int
    ) -> (worlds: [WorldSummary], failure: WorldFailure?) {
        var simulation = Simulation(options, seed: 11, count: count, workers: workers)
        var worlds: [WorldSummary] = []
        do throws(WorldFailure) {
            while let world = try simulation.next() { worlds.append(world) }
            return (worlds, nil)
        } catch {
            return (worlds, error)
        }
    }

    @Test("worlds are the same, and told in the same order, however many fly at once")
    func same() {
        let options = Self.options()
        let alone = Self.run(options, count: 4, workers: 1)
        #expect(alone.worlds.map(\.seed) == Array(11..<15))
        #expect(alone.failure == nil)
        let together = Self.run(options, count: 4, workers: 3)
        #expect(together.worlds == alone.worlds)
        #expect(together.failure == nil)
    }

    @Test("of worlds that fail, the first one's failure is told, and nothing after it")
    func failure() throws {
        var options = Self.options()
        options.sabotage = .acknowledgesEarly
        let alone = Self.run(options, count: 6, workers: 1)
        let failure = try #require(alone.failure)
        #expect(failure.seed == 11 + UInt64(alone.worlds.count))
        let together = Self.run(options, count: 6, workers: 3)
        #expect(together.failure == failure)
        #expect(together.worlds == alone.worlds)
    }

    @Test("no worlds are none")
    func none() { #expect(Self.run(Self.options(), count: 0, workers: 4).worlds.isEmpty) }
}
