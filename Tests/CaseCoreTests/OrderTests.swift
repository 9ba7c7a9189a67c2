// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@Suite("Order and restart")
struct OrderTests {
    /// What a case comes to.
    ///
    /// A notice freezes what was known when it was issued, so that its counts are left out.
    struct Result: Equatable {
        var state: Case.State
        var plate: String?
        var match: String?
        var openedAt: Timestamp?
        var lastSeenAt: Timestamp?
        var sightings: Int?
        var passes: Int
    }

    /// Two passes within ten minutes: one car stays, one leaves, one is exchanged.
    static var frames: [FrameSightings] {
        let stays = Street.Car(east: 10, plate: "测B8K2Q1")
        let leaves = Street.Car(east: 40, plate: "测D55555")
        let first = Street.Car(east: 70, plate: "测C71M9X")
        let second = Street.Car(east: 70, plate: "测A00001")
        let one = (0..<8).map { index in
            Street.frame("a\(index)", at: Double(index) / 2, cars: [stays, leaves, first])
        }
        let two = (0..<8).map { index in
            Street.frame("b\(index)", at: 400 + Double(index) / 2, cars: [stays, second])
        }
        return one + two
    }

    /// Everything arrives in one second, in this order; then time passes.
    private func results(_ frames: [FrameSightings]) -> [Result] {
        var street = Street { $0.rules[0].graceSeconds = 200 }
        let arrival = Street.start + .seconds(420)
        street.run(until: arrival)
        for (index, frame) in frames.enumerated() {
            var frame = frame
            // One source a frame: the estimate of a clock depends on what came before.
            frame.source = "edge-\(frame.frame)"
            frame.receivedAt = max(
                arrival + .milliseconds(index),
                frame.capturedAt
            )
            // A delay over 300 s makes a source stale; the first pass stays below it.
            if frame.frame.hasPrefix("a") { frame.capturedAt = frame.capturedAt + .seconds(150) }
            street.take(frame)
        }
        street.run(seconds: 480)
        return street.book.cases.map { one in
            let isFrozen = one.state == .noticed
            return Result(
                state: one.state,
                plate: one.plate?.text,
                match: one.match,
                openedAt: isFrozen ? nil : one.openedAt,
                lastSeenAt: isFrozen ? nil : one.lastSeenAt,
                sightings: isFrozen ? nil : one.sightings,
                passes: one.passes
            )
        }.sorted { ($0.plate ?? "") < ($1.plate ?? "") }
    }

    /// The first frame stays first: a place is known from its first sighting on, and what was free before
    /// it is not remembered.
    @Test("frames within the lateness give the same cases in any order", arguments: 0..<60)
    func permutations(seed: Int) {
        var generator = SeededGenerator(UInt64(seed))
        let inOrder = results(Self.frames)
        #expect(inOrder.map(\.state) == [.grace, .noticed, .dissuaded, .dissuaded])
        let rest = Self.frames.dropFirst().shuffled(using: &generator)
        #expect(results(Self.frames.prefix(1) + rest) == inOrder)
    }

    @Test("a frame that comes twice counts once (S35)")
    func twice() {
        var street = Street()
        let frame = Street.frame("f", at: 0, cars: [Street.Car(east: 20)])
        for _ in 0..<5 { street.take(frame) }
        #expect(street.book.cases.isEmpty)
    }

    @Test("a restart anywhere gives the same book", arguments: 0..<16)
    func restart(index: Int) throws {
        var one = Street()
        var other = Street()
        for (number, frame) in Self.frames.enumerated() {
            one.take(frame)
            other.take(frame)
            if number == index { try other.restart() }
        }
        one.run(seconds: 600)
        other.run(seconds: 600)
        #expect(one.book == other.book)
        #expect(one.facts == other.facts)
        #expect(!one.notices.isEmpty)
    }

    @Test("deadlines that passed while roostd was down fire once")
    func down() throws {
        var street = Street()
        street.look(from: 0, count: 3, cars: [Street.Car(east: 20)])
        street.look(from: 100, count: 5, cars: [])
        street.now = Street.start + .hours(3)
        try street.restart()
        #expect(street.book.cases.map(\.state) == [.dissuaded])
        #expect(street.facts.filter { $0.code == .caseDissuaded }.count == 1)
        #expect(street.book.nextWake.map { $0 > street.now } ?? true)
    }
}
