// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

/// No constant of the rules may be tuned to the recorded scenarios: here are others, with harder noise.
@Suite("Noise")
struct NoiseTests {
    /// Notices against truth, as `score.py` counts them.
    struct Score {
        var violations = 0
        var found = 0
        var doubled = 0
        var wrong = 0
        var plates = 0
        var exact = 0
        var late = 0

        var precision: Double { Double(found) / Double(max(1, found + wrong)) }
        var recall: Double { Double(found) / Double(max(1, violations)) }
        var exactness: Double { Double(exact) / Double(max(1, plates)) }
    }

    @Test("parked cars are noticed rightly, once, with their plates")
    func parking() {
        var score = Score()
        for seed in 1...60 {
            let world = NoisyStreet(seed: seed)
            var street = Street { configuration in
                configuration.zones[0].grid = [Street.ring(0, 2, 200, 8)]
                configuration.rules[0].graceSeconds = Int(NoisyStreet.grace)
                configuration.rules[0].evidence = ["wide", "zoom"]
            }
            for frame in world.frames { street.take(frame) }
            street.run(seconds: 1200)
            Self.add(street.notices, world, to: &score)
        }
        #expect(score.violations > 400)
        #expect(score.precision >= 0.98, "\(score)")
        #expect(score.recall >= 0.97, "\(score)")
        #expect(score.doubled == 0, "\(score)")
        #expect(score.exactness >= 0.99, "\(score)")
    }

    /// Pairs notices with violations, the likeliest first; what is left over is doubled or wrong.
    private static func add(_ notices: [Notice], _ world: NoisyStreet, to score: inout Score) {
        let truths = world.actors.filter(\.isViolation)
        var pairs: [(cost: Double, notice: Int, truth: Int)] = []
        for (index, notice) in notices.enumerated() {
            for (number, truth) in truths.enumerated() {
                guard let cost = cost(notice, truth) else { continue }
                pairs.append((cost, index, number))
            }
        }
        var found: [Int: Int] = [:]
        for pair in pairs.sorted(by: <)
        where found[pair.notice] == nil && !found.values.contains(pair.truth) {
            found[pair.notice] = pair.truth
        }
        for index in notices.indices where found[index] == nil {
            if pairs.contains(where: { $0.notice == index }) {
                score.doubled += 1
            } else {
                score.wrong += 1
            }
        }
        for (index, number) in found {
            score.found += 1
            guard let plate = truths[number].plate else { continue }
            score.plates += 1
            if notices[index].plate?.text == plate.normalised { score.exact += 1 }
        }
        score.violations += truths.count
    }

    /// How far a notice is from a truth; nil: they cannot be the same.
    private static func cost(_ notice: Notice, _ truth: NoisyStreet.Actor) -> Double? {
        let ground = Street.configuration.grid.grid(notice.place)
        let distance = Street.point(truth.east, truth.north).distance(to: ground).value
        guard distance < 10 else { return nil }
        guard let one = notice.plate?.text, let other = truth.plate else { return distance }
        let edits = zip(one, other.normalised).count { $0 != $1 }
        return edits > 2 ? nil : distance - 100 + Double(edits) * 10
    }
}

extension String {
    /// As plates are compared: O and I are digits behind the region.
    fileprivate var normalised: String {
        String(prefix(2))
            + dropFirst(2).map { $0 == "O" ? "0" : $0 == "I" ? "1" : "\($0)" }.joined()
    }
}
