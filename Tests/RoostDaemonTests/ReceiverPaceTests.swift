// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel
import Testing

@testable import RoostDaemon

@Suite("How fast and how often a receiver is tried")
struct ReceiverPaceTests {
    static let now = Timestamp(seconds: 1_000_000)

    static func hook(_ id: ReceiverID) -> Receiver { Receiver(id: id, kind: .webhook) }

    @Test("a configured pace goes before the kind's, and a changed one holds at once")
    func ownPace() {
        let pace = ReceiverPace()
        var receiver = Self.hook("own")
        receiver.pace = .init(burst: 1, perMinute: 60)
        #expect(pace.enter(receiver, at: Self.now) == .now)
        #expect(pace.enter(receiver, at: Self.now) == .later(Self.now + .seconds(1)))
        receiver.pace = .init(burst: 2, perMinute: 60)
        #expect(pace.enter(receiver, at: Self.now) == .now)
    }

    @Test("a slow receiver fills its own places only")
    func ownPlaces() {
        let pace = ReceiverPace()
        for _ in 0..<ReceiverPace.receiverLimit {
            #expect(pace.enter(Self.hook("slow"), at: Self.now) == .now)
        }
        #expect(pace.enter(Self.hook("slow"), at: Self.now) == .full)
        #expect(pace.enter(Self.hook("quick"), at: Self.now) == .now)
        pace.leave("slow", isAlive: true, at: Self.now)
        #expect(pace.enter(Self.hook("slow"), at: Self.now) == .now)
        #expect(pace.enter(Self.hook("slow"), at: Self.now) == .full)
    }

    @Test("all receivers together have a limit")
    func allTogether() {
        let pace = ReceiverPace()
        let entered = (0..<(ReceiverPace.limit * 2)).count { number in
            pace.enter(Receiver(id: ReceiverID("r\(number)"), kind: .log), at: Self.now) == .now
        }
        #expect(entered == ReceiverPace.limit)
    }

    @Test(
        "in a minute a receiver gets its burst and what is refilled, no more",
        arguments: [
            (.wecom, 18, 35), (.dingtalk, 18, 35), (.feishu, 4, 93), (.slack, 1, 60),
            (.ntfy, 30, 39), (.email, 10, 69),
        ] as [(Receiver.Kind, burst: Int, minute: Int)]
    )
    func bucket(kind: Receiver.Kind, burst: Int, minute: Int) {
        var bucket = Receiver(id: "r", kind: kind).bucket(at: Self.now)
        var taken = 0
        while bucket.take(at: Self.now) == nil { taken += 1 }
        #expect(taken == burst)
        var now = Self.now
        while let later = bucket.take(at: now), later < Self.now + .minutes(1) {
            #expect(later > now)
            now = later
            if bucket.take(at: now) == nil { taken += 1 }
        }
        #expect(taken == minute)
    }

    @Test("after ten failures in a row there is one probe a minute, until one is answered")
    func circuit() {
        let pace = ReceiverPace()
        for _ in 0..<Circuit.limit {
            #expect(pace.enter(Self.hook("deaf"), at: Self.now) == .now)
            pace.leave("deaf", isAlive: false, at: Self.now)
        }
        #expect(pace.silent == ["deaf"])
        let probe = Self.now + .minutes(1)
        #expect(pace.enter(Self.hook("deaf"), at: Self.now + .seconds(59)) == .later(probe))
        #expect(pace.enter(Self.hook("deaf"), at: probe) == .now)
        #expect(pace.enter(Self.hook("deaf"), at: probe) == .full)
        pace.leave("deaf", isAlive: false, at: probe)
        #expect(pace.enter(Self.hook("deaf"), at: probe) == .later(probe + .minutes(1)))
        #expect(pace.enter(Self.hook("deaf"), at: probe + .minutes(1)) == .now)
        pace.leave("deaf", isAlive: true, at: probe + .minutes(1))
        #expect(pace.enter(Self.hook("deaf"), at: probe + .minutes(1)) == .now)
        #expect(pace.silent.isEmpty)
    }

    @Test("a person may have a receiver tried that is left in peace: once, and never two at once")
    func asked() {
        let pace = ReceiverPace()
        for _ in 0..<Circuit.limit {
            #expect(pace.enter(Self.hook("deaf"), at: Self.now) == .now)
            pace.leave("deaf", isAlive: false, at: Self.now)
        }
        let at = Self.now + .seconds(5)
        #expect(pace.enter(Self.hook("deaf"), at: at) == .later(Self.now + .minutes(1)))
        pace.allowTry(at: "deaf")
        #expect(pace.enter(Self.hook("deaf"), at: at) == .now)
        pace.allowTry(at: "deaf")
        #expect(pace.enter(Self.hook("deaf"), at: at) == .full)
    }

    @Test("an answer between failures keeps the circuit closed")
    func failuresInARow() {
        var circuit = Circuit()
        for number in 0..<40 {
            circuit.note(isAlive: number % Circuit.limit == 9, at: Self.now)
            #expect(!circuit.isOpen)
        }
    }
}
