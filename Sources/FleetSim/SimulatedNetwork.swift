// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Broker and links between roost and its docks: when each message arrives, and how often.
///
/// A message of QoS 1 arrives at least once, maybe late; one of QoS 0 may be lost. Answers and commands
/// keep their order, as MQTT promises for a topic; telemetry and events may be overtaken.
struct SimulatedNetwork {
    /// How one direction behaves.
    struct Conditions: Equatable {
        /// Of messages, 0 to 1: lost at QoS 0, sent again after seconds at QoS 1.
        var loss = 0.0
        /// Of messages: late by seconds.
        var slowness = 0.0
        /// Of messages: arrive twice.
        var duplication = 0.0
        /// Of messages: may be overtaken.
        var reordering = 0.0
        /// Longest of the usual delays, milliseconds.
        var delay = 30

        mutating func worsen() {
            delay = 2000
            loss = max(0.1, loss)
        }

        /// Conditions of an ordinary week, drawn.
        static func slight(_ dice: inout SeededGenerator) -> Conditions {
            Conditions(
                loss: dice.fraction() * 0.01,
                slowness: dice.fraction() * 0.002,
                duplication: dice.fraction() * 0.005,
                reordering: dice.fraction() * 0.005,
                delay: dice.pick(20...200)
            )
        }

        /// Conditions of a bad day, drawn.
        static func drawn(from dice: inout SeededGenerator) -> Conditions {
            func share(_ most: Double) -> Double { dice.happens(0.4) ? 0 : dice.fraction() * most }
            return Conditions(
                loss: share(0.15),
                slowness: share(0.05),
                duplication: share(0.1),
                reordering: share(0.1),
                delay: dice.pick(20...1500)
            )
        }
    }

    /// A direction.
    enum Way { case up, down }

    /// Towards roost.
    var up = Conditions()
    /// Towards the docks.
    var down = Conditions()
    /// Messages that met with something, by its name.
    private(set) var counts: [String: Int] = [:]
    private var dice: SeededGenerator
    private var last: [String: Timestamp] = [:]

    init(_ dice: SeededGenerator) { self.dice = dice }

    /// Everything arrives once, soon and in order from now on.
    mutating func calm() {
        up = Conditions()
        down = Conditions()
    }

    /// Two seconds of delay, and one message of ten is lost (F57).
    mutating func worsen() {
        up.worsen()
        down.worsen()
    }

    /// When a message arrives; none: it is lost.
    ///
    /// Messages of one line keep their order; nil: there is none to keep.
    mutating func arrivals(
        _ way: Way,
        qos: Int,
        line: String?,
        at now: Timestamp
    ) -> [Timestamp] {
        let conditions = way == .up ? up : down
        var at = now + .milliseconds(dice.pick(1...max(2, conditions.delay)))
        if dice.happens(conditions.loss) {
            counts["F57 message lost", default: 0] += 1
            guard qos > 0 else { return [] }
            at = at + .milliseconds(dice.pick(1000...5000))
        }
        if dice.happens(conditions.slowness) {
            counts["F57 message late", default: 0] += 1
            at = at + .milliseconds(dice.pick(1000...12_000))
        }
        let isOvertaken = dice.happens(conditions.reordering)
        if let line {
            at = max(at, last[line] ?? at)
            last[line] = at
        } else if isOvertaken {
            counts["F05 message overtaken", default: 0] += 1
            at = at + .milliseconds(dice.pick(100...4000))
        }
        guard dice.happens(conditions.duplication) else { return [at] }
        counts["F56 message doubled", default: 0] += 1
        return [at, at + .milliseconds(dice.pick(1...3000))]
    }
}
