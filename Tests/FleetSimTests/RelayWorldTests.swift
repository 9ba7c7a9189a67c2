// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel
import Testing

@testable import FleetSim

/// The whole chain of a flight between two docks: request, engine, store, codecs, two simulated docks.
@Suite("Worlds with flights between two docks")
struct RelayWorldTests {
    private static func options(_ faults: FaultLevel, minutes: Int = 10) -> WorldOptions {
        var options = WorldOptions()
        options.docks = 3
        options.minutes = minutes
        options.relays = true
        options.faults = faults
        options.keepsTranscript = true
        return options
    }

    private static func count(_ words: String, in summary: WorldSummary) -> Int {
        summary.transcript.count { $0.contains(words) }
    }

    @Test("the aircraft lands in the other dock, and is flown home again")
    func thereAndBack() throws {
        var world = try World(seed: 5, options: Self.options(.none, minutes: 15))
        let summary = try world.run()
        #expect(Self.count("hands its aircraft over to D02", in: summary) >= 1)
        let refused = summary.transcript.filter { $0.contains("refused") }
        #expect(Self.count("hands its aircraft over to D01", in: summary) >= 1, "\(refused)")
        #expect(Self.count("relay.landed", in: summary) >= 1)
        #expect(Self.count("relay.home", in: summary) >= 1)
        #expect(summary.sorties["sortie.landed_away"] == nil)
        // Each half ends by the dock's own word or by order, and nobody asks in vain for long.
        #expect(Self.count("stop its half", in: summary) >= 1)
    }

    @Test("every promise holds while all goes wrong that can", arguments: [7001, 7002, 7003, 7004])
    func seeds(seed: UInt64) {
        do {
            var world = try World(seed: seed, options: Self.options(.heavy, minutes: 6))
            _ = try world.run()
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
    }

    @Test("a landing dock that is lost in flight is not landed in")
    func lost() throws {
        var options = Self.options(.none, minutes: 15)
        // The aircraft is asked for before 07:01 and out for two minutes.
        options.orders = [try FaultOption(parsing: "F31:D02@07:02-07:30")]
        var world = try World(seed: 5, options: options)
        let summary = try world.run()
        let told = summary.transcript.filter { $0.contains("refused") || $0.contains("relay.") }
        #expect(Self.count("relay.fell_back", in: summary) == 1, "\(told)")
        #expect(Self.count("return to", in: summary) >= 1)
        #expect(Self.count("hands its aircraft over", in: summary) == 0)
    }
}
