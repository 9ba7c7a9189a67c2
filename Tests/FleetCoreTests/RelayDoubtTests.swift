// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Doubts about a flight between two docks")
struct RelayDoubtTests {
    @Test("a note of our own does not bring a silent dock back")
    func note() {
        var world = World.relaying()
        world.hear(.silent(since: world.now), dock: 2)
        world.hear(.relayLink(World.link), dock: 2)
        #expect(world.fleet.docks["D02"]?.link == .silent)
        #expect(world.fleet.docks["D02"]?.relayLink == World.link)
        #expect(world.relay().refusal?.code == .relayNotReceiving)
        #expect(world.fleet.docks["D02"]?.link == .silent)
    }

    @Test("a recall leads to the landing dock, also when both halves end for it")
    func recalled() {
        for (first, second) in [(1, 2), (2, 1)] {
            var world = World.relaying(to: .airborne)
            world.apply(.request(.recall(dock: "D01"), by: World.ann))
            world.half(first, .failed, result: 322_283)
            #expect(world.count("stop 0", at: second) == 1)
            world.half(second, .canceled)
            #expect(world.sortie()?.landsAt == "D02")
            #expect(!world.effects.contains { $0.order.hasPrefix("return to") })
            world.out(through: 2)
            world.landed(in: 2)
            #expect(world.fleet.docks["D02"]?.guest?.home == "D01")
            #expect(world.ended.last?.outcome == .partlyFlown)
        }
    }

    @Test("a landing dock that ends its half because it was told to is not lost")
    func told() {
        var world = World.relaying(to: .airborne)
        world.half(1, .failed, result: 316_026)
        #expect(world.count("stop 1", at: 2) == 1)
        world.half(2, .canceled)
        #expect(world.sortie()?.landsAt == "D02" && world.said(.relayFellBack) == 0)
    }

    @Test("a landing dock with another aircraft in it is lost")
    func occupied() {
        var world = World.relaying(to: .airborne)
        // Over the landing dock it may be its own.
        world.out(through: 1, east: 1000)
        var other = world
        world.now = world.now + .seconds(1)
        world.out(through: 1, east: 500)
        world.ready(2)
        #expect(world.sortie()?.landsAt == "D01" && world.said(.relayFellBack) == 1)
        var aircraft = AircraftReadings()
        aircraft.grid = GridPoint(eastMillimetres: 1_000_000, northMillimetres: 20_000)
        other.now = other.now + .seconds(1)
        other.hear(.readings(Readings(aircraft: aircraft)), dock: 1)
        other.ready(2) { $0.mode = 4 }
        #expect(other.sortie()?.landsAt == "D02" && other.said(.relayFellBack) == 0)
    }

    @Test("a dock that is linked to another aircraft does not end the flight of this one")
    func linked() {
        var world = World.relaying(to: .airborne)
        world.hear(.topology(Topology(aircraftSerial: "AIR2")), dock: 2)
        world.wait(.seconds(10))
        world.ready(1) { $0.isAircraftInDock = false }
        world.ready(2)
        #expect(world.sortie()?.state.isInTheAir == true)
        world.hear(.topology(Topology(aircraftSerial: "AIR1")), dock: 2)
        world.ready(2)
        #expect(world.sortie() == nil && world.fleet.docks["D02"]?.guest?.home == "D01")
    }

    @Test("a dock is lost by its own silence, whatever the aircraft says in its name")
    func hidden() {
        var world = World.relaying(to: .airborne)
        for _ in 0..<8 {
            world.now = world.now + .seconds(5)
            world.ready(1) { $0.isAircraftInDock = false }
            var aircraft = AircraftReadings()
            aircraft.mode = 5
            aircraft.batteryPercent = 70
            aircraft.grid = GridPoint(eastMillimetres: 300_000, northMillimetres: 200_000)
            world.hear(.readings(Readings(aircraft: aircraft)), dock: 2)
        }
        #expect(world.fleet.docks["D02"]?.link == .online)
        #expect(world.said(.relayFellBack) == 1 && world.sortie()?.landsAt == "D01")
    }

    @Test("what the lost dock said last of place and battery counts with what was flown since")
    func aged() {
        // In 40 s it may have flown 80 s' worth away, which is 3 % of 2,700 s.
        let least = [0, 40].map { age in
            (10...40).first { battery in
                var world = World.relaying(to: .airborne)
                world.now = world.now + .seconds(1)
                world.out(through: 2, battery: battery)
                world.now = world.now + .seconds(age)
                world.ready(1) { $0.isAircraftInDock = false }
                world.hear(.silent(since: world.now), dock: 2)
                #expect(world.said(.relayFellBack) + world.said(.relayAlternate) == 1)
                return world.said(.relayFellBack) == 1
            } ?? 0
        }
        #expect(least[0] > 10 && least[1] == least[0] + 3)
    }

    @Test("on its way to the lost dock it is told to turn until one takes the order")
    func turned() {
        var world = World.relaying(to: .airborne)
        world.half(1, .inProgress, state: 9)
        #expect(world.sortie()?.state == .returning)
        world.ready(2) {
            $0.isAircraftInDock = false
            $0.cover = 3
        }
        #expect(world.count("return to DOCK1", at: 1) == 1)
        for _ in 0..<7 {
            world.now = world.now + .seconds(5)
            world.ready(1) { $0.isAircraftInDock = false }
            world.ready(2) {
                $0.isAircraftInDock = false
                $0.cover = 3
            }
        }
        #expect(world.count("return to DOCK1", at: 1) == 2)
        world.settle("return to DOCK1", at: 1)
        let sent = world.count("return to DOCK1")
        world.wait(.seconds(40))
        #expect(world.count("return to DOCK1") == sent)
    }

    @Test("a late no to an order that was overtaken is none to the one that counts")
    func overtaken() {
        var world = World.relaying(to: .airborne)
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        let old = world.effects.filter { $0.order == "returnHome" }.map(\.id)
        world.ready(2) {
            $0.isAircraftInDock = false
            $0.cover = 3
        }
        #expect(world.count("return to DOCK1") == 2)
        for effect in old {
            world.apply(.settled(effect, .succeeded(.replied(Reply(result: 1)))))
        }
        #expect(world.said(.commandFailed) == 0 && world.said(.relayAlternate) == 0)
    }

    @Test("before it has left nobody is sent to the alternate landing point")
    func onItsPad() {
        var world = World.relaying(to: .starting)
        world.hear(.silent(since: world.now), dock: 2)
        world.settle("return to DOCK1", at: 1, .succeeded(.replied(Reply(result: 321_259))))
        #expect(world.said(.relayAlternate) == 0)
        world.out(through: 1)
        world.ready(1) {
            $0.isAircraftInDock = false
            $0.cover = 3
        }
        #expect(world.said(.relayAlternate) == 1)
    }

    @Test("the alternate landing point is told by its coordinates")
    func place() {
        var world = World.relaying()
        var link = World.link
        link.alternate = Coordinate(latitude: 22.51, longitude: 114.03)
        world.hear(.relayLink(link), dock: 2)
        world.relay()
        world.settle("prepare", at: 1)
        world.settle("prepare", at: 2)
        world.settle("receive", at: 2)
        world.wait(.seconds(30))
        world.out(through: 1, battery: 12)
        world.hear(.silent(since: world.now), dock: 2)
        let told = world.facts.last { $0.code == .relayAlternate }
        #expect(told?.text.en.contains("22.51") == true)
    }

    @Test("a hold of the landing dock stops a launch that waits in its lane (S16)")
    func holdOfLanding() {
        var world = World.relaying(to: .starting)
        guard let effect = world.effects.last(where: { $0.order == "relay" }),
            case .command(let command) = effect.action
        else {
            Issue.record("no launch")
            return
        }
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == nil)
        world.apply(.request(.hold(.dock("D02"), reason: "blades"), by: World.ann))
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) != nil)
    }

    @Test("the landing dock that asks about the aircraft is told that it is bound")
    func binding() {
        var world = World.relaying(to: .airborne)
        let ask = Said.asked(.bindStatus(serials: ["DOCK2", "AIR1"]))
        let yes = ["DOCK2", "AIR1"].map { DockReply.DeviceAnswer(serial: $0, result: 0) }
        #expect(QuestionTests.answer(&world, ask, from: "D02") == [.bindStatus(yes)])
        world.landed(in: 2)
        #expect(QuestionTests.answer(&world, ask, from: "D02") == [.bindStatus(yes)])
    }

    @Test("the other dock's control of the aircraft is no person's")
    func control() {
        var world = World.relaying(to: .airborne)
        var aircraft = AircraftReadings()
        aircraft.controlSource = "B"
        world.hear(.readings(Readings(aircraft: aircraft)), dock: 1)
        #expect(world.said(.sortieTakenOver) == 0)
        // Rain where it comes down calls it home; over the dock that it left it does not.
        world.ready(1) {
            $0.isAircraftInDock = false
            $0.rainStep = 3
        }
        #expect(world.sortie()?.returnOrder == nil)
        world.ready(2) {
            $0.isAircraftInDock = false
            $0.rainStep = 3
        }
        #expect(world.sortie()?.returnOrder?.cause == .rain)
    }

    @Test("a task that waits in either dock makes room")
    func standby() {
        for dock in 1...2 {
            var world = World.relaying()
            // The landing dock was not empty then.
            world.ready(dock)
            let when = ReadyConditions(
                battery: 50,
                from: world.now,
                until: world.now + .hours(2)
            )
            let route = RouteID("R0\(dock)")
            world.apply(
                .request(
                    .patrol(route: route, dock: DockID("D0\(dock)"), when: when),
                    by: World.ann
                )
            )
            #expect(world.sortie(dock)?.isStandingBy == true)
            world.readyBoth()
            #expect(world.relay().refusal == nil)
            #expect(world.sortie(1)?.relay != nil && world.sortie(2)?.relay != nil)
        }
    }

    @Test("a launch is given up 30 s after the stamp that both docks have (PROTOCOL § 9)")
    func stamp() {
        var world = World.relaying(to: .prepared)
        world.now = world.now + .milliseconds(30_001)
        world.readyBoth()
        world.settle("receive", at: 2)
        #expect(world.count("relay") == 0 && world.sortie() == nil)
    }

    @Test("too high over the lower ground of the other dock is refused")
    func ceiling() {
        var world = World.relaying { $0.docks[1].groundHeight = -20 }
        #expect(world.relay().refusal?.code == .aboveCeiling)
    }
}
