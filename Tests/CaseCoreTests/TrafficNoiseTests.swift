// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

/// Lanes and helmets under noise: what ``NoiseTests`` asks of parked cars, of things that move.
@Suite("Noise on the move")
struct TrafficNoiseTests {
    @Test(
        "vehicles that stay in a lane are noticed rightly, once, with their plates",
        arguments: [false, true]
    )
    func lane(isHard: Bool) {
        let score = Self.score(.lane, isHard: isHard) { rule in
            rule.domain = "bus_lane"
            rule.labels = ["car", "van"]
        }
        print("lane \(isHard ? "hard" : "soft"): \(score)")
        #expect(score.violations > 200)
        NoiseTests.check(score)
        #expect(score.exactness >= 0.99, "\(score)")
    }

    @Test("riders without a helmet are noticed rightly, once", arguments: [false, true])
    func helmet(isHard: Bool) {
        let score = Self.score(.riders, isHard: isHard) { rule in
            rule.domain = "no_helmet"
            rule.labels = ["rider"]
            rule.dwellSeconds = 2
            rule.attribute = Rule.Attribute(name: "helmet", value: "false")
        }
        print("helmet \(isHard ? "hard" : "soft"): \(score)")
        #expect(score.violations > 200)
        NoiseTests.check(score)
    }

    private static func score(
        _ kind: NoisyTraffic.Kind,
        isHard: Bool,
        change: @escaping (inout Rule) -> Void
    ) -> NoiseScore {
        var score = NoiseScore()
        for seed in 1...60 {
            let world = NoisyTraffic(kind, seed: seed, noise: isHard ? .hard(kind) : .soft(kind))
            add(notices(world, change: change), world, to: &score)
        }
        return score
    }

    private static func notices(
        _ world: NoisyTraffic,
        change: @escaping (inout Rule) -> Void
    ) -> [Notice] {
        var street = Street { configuration in
            configuration.zones[0].grid = [Street.ring(0, 3, 200, 6.5)]
            var rule = Rule(
                id: "lane",
                domain: "bus_lane",
                zone: "strip",
                mode: .dwell,
                labels: [],
                receivers: ["police"]
            )
            rule.review = .auto
            rule.evidence = ["wide"]
            change(&rule)
            configuration.rules = [rule]
        }
        for frame in world.frames { street.take(frame) }
        street.run(seconds: 500)
        return street.notices
    }

    private static func add(_ notices: [Notice], _ world: NoisyTraffic, to score: inout NoiseScore)
    {
        var told: Set<Int> = []
        for notice in notices {
            guard let index = subject(of: notice, world), world.actors[index].isViolation else {
                score.wrong += 1
                continue
            }
            guard told.insert(index).inserted else {
                score.doubled += 1
                continue
            }
            guard world.isConfirmable(world.actors[index]) else { continue }
            score.found += 1
            guard let plate = world.actors[index].plate else { continue }
            score.plates += 1
            if notice.plate?.text == Plates.normalised(plate) { score.exact += 1 }
        }
        for actor in world.actors where actor.isViolation {
            if world.isConfirmable(actor) {
                score.violations += 1
            } else {
                score.unobserved += 1
            }
        }
    }

    /// A notice is of the one whose plate it says, but for two characters, else of the one that it saw last, else
    /// of one that was there when it saw what is nobody's.
    private static func subject(of notice: Notice, _ world: NoisyTraffic) -> Int? {
        let named = world.actors.firstIndex { actor in
            guard let one = notice.plate?.text, let other = actor.plate,
                actor.isThere(at: (notice.observedFirst - Street.start).seconds + 3)
            else { return false }
            return zip(one, Plates.normalised(other)).count { $0 != $1 } <= 2
        }
        return named
            ?? world.actors.indices.first { NoisyTraffic.mark($0) == notice.placeError }
            ?? world.actors.firstIndex {
                $0.isThere(at: (notice.observedLast - Street.start).seconds)
            }
    }
}
