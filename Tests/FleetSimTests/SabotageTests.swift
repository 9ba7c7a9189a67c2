// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import Testing

@Suite("A mistake of the shell is seen")
struct SabotageTests {
    @Test("by the checker of the promise that it breaks", arguments: cases)
    func seen(_ one: Case) throws {
        var options = SeedTests.options(docks: one.docks)
        options.minutes = 3
        options.settleMinutes = 12
        options.isStormy = one.isStormy
        options.sabotage = one.sabotage
        var found: [String] = []
        for seed in one.seeds where !found.contains(one.checker) {
            do {
                var world = try World(seed: seed, options: options)
                _ = try world.run()
            } catch {
                found.append(error.checker)
            }
        }
        #expect(found.contains(one.checker), "\(one.sabotage) was seen by \(found)")
    }

    /// A mistake, who must see it, and where it is looked for.
    struct Case: Sendable, CustomTestStringConvertible {
        var sabotage: Sabotage
        var checker: String
        var docks = 1
        var isStormy = false
        var seeds: Range<UInt64> = 0..<20

        var testDescription: String { sabotage.rawValue }
    }

    static let cases = [
        Case(sabotage: .resendsLaunch, checker: "one take-off", isStormy: true),
        Case(sabotage: .acknowledgesEarly, checker: "commit first"),
        Case(sabotage: .ignoresHold, checker: "hold bars"),
        Case(sabotage: .forgetsReplies, checker: "rest", isStormy: true),
    ]
}
