// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("The order of partial readings (S29)")
struct ReadingOrderTests {
    @Test("what a message overtook is what both say, not the message (S29)")
    func overtaken() {
        var world = World()
        world.ready()
        world.now = world.now + .seconds(10)
        var wind = DockReadings()
        wind.wind = 3
        wind.mode = 0
        world.hear(.readings(Readings(dock: wind)))
        // Said two seconds before that one.
        var late = DockReadings()
        late.chargePercent = 19
        late.wind = 9
        late.mode = 2
        world.hear(.readings(Readings(dock: late)), delay: .seconds(2))
        let dock = world.fleet.docks[DockID("D01")]
        #expect(dock?.dock.chargePercent == 19)
        #expect(dock?.dock.wind == 3)
        #expect(dock?.dock.mode == 0)
        #expect(dock?.clockLead == .zero, "what came late says nothing of the clock")
        // Older than what is known of the charge.
        late.chargePercent = 95
        world.hear(.readings(Readings(dock: late)), delay: .seconds(3))
        #expect(world.fleet.docks[DockID("D01")]?.dock.chargePercent == 19)
    }

    @Test("a clock that was set far back begins anew, one that was set a little waits (S29)")
    func clockSet() {
        var world = World()
        func say(charge: Int, delay: TimeSpan) -> Int? {
            var said = DockReadings()
            said.chargePercent = charge
            world.hear(.readings(Readings(dock: said)), delay: delay)
            return world.fleet.docks[DockID("D01")]?.dock.chargePercent
        }
        #expect(say(charge: 80, delay: .zero) == 80)
        #expect(say(charge: 70, delay: .seconds(119)) == 80)
        #expect(say(charge: 60, delay: .seconds(120)) == 80, "one from far back is repeated")
        #expect(say(charge: 81, delay: .zero) == 81)
        #expect(say(charge: 60, delay: .seconds(120)) == 81)
        #expect(say(charge: 61, delay: .seconds(119)) == 81)
        #expect(say(charge: 60, delay: .seconds(120)) == 81)
        #expect(say(charge: 59, delay: .seconds(120)) == 59, "two are a clock that was set")
        #expect(say(charge: 50, delay: .seconds(119)) == 50)
    }

    @Test("what came late is as old as when it was said, not as its receipt (S02)")
    func age() {
        var world = World()
        world.ready { $0.chargePercent = nil }
        world.now = world.now + .seconds(60)
        world.ready { $0.chargePercent = nil }
        var late = DockReadings()
        late.chargePercent = 90
        world.hear(.readings(Readings(dock: late)), delay: .seconds(60))
        let dock = world.fleet.docks["D01"]
        #expect(dock?.dock.chargePercent == 90)
        #expect(dock?.times.charge == world.now - .seconds(60))
        #expect(dock?.times.mode == world.now)
    }

    @Test("each reading that came late is as old as its saying, and makes no dock ready (S02)")
    func everyAge() {
        var world = World()
        let said = world.now
        // The newest words are of what permits nothing.
        world.now = said + .seconds(31)
        var dock = DockReadings()
        dock.networkQuality = 5
        var aircraft = AircraftReadings()
        aircraft.heading = 90
        world.hear(.readings(Readings(dock: dock, aircraft: aircraft)))
        dock = World.readyReadings
        dock.flights = 7
        dock.controlSource = "A"
        aircraft.heading = nil
        aircraft.mode = 0
        aircraft.batteryPercent = 80
        aircraft.batteryTemperature = 25
        aircraft.grid = GridPoint(eastMillimetres: 0, northMillimetres: 0)
        var expected = ReadingTimes()
        expected.note(dock, at: said)
        expected.note(aircraft, at: said)
        expected.dock = world.now
        expected.aircraft = world.now
        world.hear(.readings(Readings(dock: dock)), delay: .seconds(31))
        world.hear(.readings(Readings(aircraft: aircraft)), delay: .seconds(31))
        #expect(world.fleet.docks["D01"]?.times == expected)
        let unknown = world.fleet.readiness(of: "D01", at: world.now)
            .filter { $0.answer == .unknown }.map(\.interlock)
        #expect(unknown.contains(.wind) && unknown.contains(.rain) && unknown.contains(.mode))
    }

    @Test("a gust that came late is too old to permit, and counts for a minute all the same (S03)")
    func gust() {
        var world = World()
        world.ready { $0.wind = nil }
        world.now = world.now + .seconds(31)
        world.ready { $0.wind = nil }
        func wind() -> InterlockReading? {
            world.fleet.readiness(of: "D01", at: world.now).first { $0.interlock == .wind }
        }
        var late = DockReadings()
        late.wind = 3
        world.hear(.readings(Readings(dock: late)), delay: .seconds(31))
        #expect(world.fleet.docks["D01"]?.dock.wind == 3)
        #expect(wind()?.answer == .unknown)
        late.wind = 13
        world.hear(.readings(Readings(dock: late)), delay: .seconds(30))
        #expect(world.fleet.docks["D01"]?.times.wind == world.now - .seconds(30))
        world.ready()
        #expect(wind()?.answer == .no)
        world.now = world.now + .seconds(61)
        world.ready()
        #expect(wind()?.answer == .yes)
    }

    @Test("who held the control before a silence, or another session, is not heard again (S17)")
    func repeatedControl() {
        var world = World.airborne()
        world.controlled(by: "A")
        world.now = world.now + .seconds(1)
        world.controlled(by: "B")
        world.hear(.silent(since: world.now))
        world.now = world.now + .seconds(31)
        world.flying()
        // Said before "B", and repeated until it is answered.
        world.controlled(by: "A", delay: .seconds(32))
        #expect(world.fleet.docks["D01"]?.isInHands == nil)
        world.controlled(by: "A")
        #expect(world.fleet.docks["D01"]?.isInHands == false)
        let said = world.now
        world.hear(.topology(Topology(aircraftSerial: nil)))
        world.hear(.topology(Topology(aircraftSerial: "AIR1")))
        world.now = world.now + .seconds(8)
        world.controlled(by: "A", delay: world.now - said)
        #expect(world.fleet.docks["D01"]?.isInHands == nil)
    }

    @Test("a late word of the air after the landing adopts nothing (S29)")
    func afterTheLanding() {
        var world = World.airborne()
        world.flying()
        world.now = world.now + .seconds(10)
        world.progress(.ok)
        var home = DockReadings()
        home.isAircraftInDock = true
        home.taskStep = 5
        world.hear(.readings(Readings(dock: home)))
        world.now = world.now + .seconds(1)
        world.hear(.readings(Readings(dock: home)))
        #expect(world.sortie() == nil)
        world.now = world.now + .seconds(10)
        var late = AircraftReadings()
        late.mode = 5
        world.hear(.readings(Readings(aircraft: late)), delay: .seconds(12))
        #expect(world.sortie() == nil)
        #expect(world.said(.sortieForeign) == 0)
    }

    @Test(
        "any order of coming gives what the order of saying gives",
        arguments: [1, 2, 3, 5, 8, 13, 21, 34] as [UInt64]
    )
    func anyOrder(seed: UInt64) {
        var dice = SeededGenerator(seed)
        for _ in 0..<200 {
            // Who said what, no two at one instant; within what is not taken for a clock that was set.
            let count = Int.random(in: 2...12, using: &dice)
            let times = Array(0..<119).shuffled(using: &dice).prefix(count).sorted()
            let messages = times.map { at in
                (
                    at: World.noon + .seconds(at),
                    members: ReadingMembers.random(in: 1...255, using: &dice)
                )
            }
            var last: [Int: Timestamp] = [:]
            for message in messages {
                for bit in 0..<8 where message.members & (1 << bit) != 0 { last[bit] = message.at }
            }
            var order = ReadingOrder()
            var heard: [Int: Timestamp] = [:]
            for message in messages.shuffled(using: &dice) {
                let place = order.take(message.members, saidAt: message.at)
                let fresh = message.members & ~place.overtaken
                for bit in 0..<8 where fresh & (1 << bit) != 0 { heard[bit] = message.at }
                #expect(place.overtaken & ~message.members == 0)
            }
            #expect(heard == last)
        }
    }
}
