// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Where the aircraft of a flight between two docks lives afterwards")
struct RelayGuestTests {
    /// The first dock's aircraft stands in the second.
    private static func away() -> World {
        var world = World.relaying(to: .airborne)
        world.landed(in: 2)
        return world
    }

    /// That and its flight home, in the air.
    private static func onItsWayHome() -> World {
        var world = away()
        world.wait(.minutes(30))
        world.readyBoth { said, dock in said.isAircraftInDock = dock == 2 }
        world.relay(2, from: 2, to: 1)
        world.settle("prepare", at: 1)
        world.settle("prepare", at: 2)
        world.settle("receive", at: 1)
        world.wait(.seconds(30))
        world.out(through: 2)
        return world
    }

    @Test("each dock flies with what stands in it, and the flight is listed once")
    func listed() {
        let world = Self.away()
        #expect(world.fleet.docks["D02"]?.airframe.serial == "AIR1")
        #expect(world.fleet.docks["D01"]?.airframe.serial == "AIR1")
        #expect(world.fleet.knownSorties.map(\.id) == [SortieID(1)])
        #expect(Self.onItsWayHome().fleet.knownSorties.map(\.id) == [SortieID(2), SortieID(1)])
    }

    @Test("a word of the flight that comes after its end brings up no foreign one")
    func late() {
        var world = Self.away()
        let landed = world.fleet.docks["D01"]?.lastSortie?.since ?? world.now
        var aircraft = AircraftReadings()
        aircraft.mode = 9
        world.wait(.minutes(5))
        for dock in 1...2 {
            let id = DockID("D0\(dock)")
            let report = DockReport(
                dock: id,
                receivedAt: landed,
                deviceTime: landed,
                said: .readings(Readings(aircraft: aircraft))
            )
            world.apply(.report(report))
        }
        #expect(world.said(.sortieForeign) == 0)
        // What is in the air after it is nobody's flight.
        world.hear(.readings(Readings(aircraft: aircraft)), dock: 1)
        #expect(world.said(.sortieForeign) == 1)
    }

    @Test("somebody swapped both back: each dock is its own again")
    func swapped() {
        var world = Self.away()
        world.ready(2) { $0.aircraftSerial = "AIR2" }
        #expect(world.fleet.docks["D01"]?.awayAt == "D02")
        world.ready(1) { $0.aircraftSerial = "AIR1" }
        #expect(world.fleet.docks.values.allSatisfy { !$0.isBetweenDocks })
        #expect(world.said(.relayHome) == 1)
    }

    @Test("one that comes down elsewhere on its way home is awaited nowhere")
    func landedAway() {
        var world = Self.onItsWayHome()
        world.half(2, .failed, result: 316_050)
        world.half(1, .failed, result: 316_050)
        world.wait(.seconds(31))
        world.ready(1) { $0.isAircraftInDock = false }
        var aircraft = AircraftReadings()
        aircraft.mode = 0
        world.ready(2) { $0.isAircraftInDock = false }
        world.hear(.readings(Readings(aircraft: aircraft)), dock: 2)
        #expect(world.said(.sortieLandedAway) == 1)
        #expect(world.fleet.docks.values.allSatisfy { !$0.isBetweenDocks })
    }

    @Test("docks.yaml that says where they live now is believed")
    func configured() {
        var world = Self.away()
        guard var new = world.fleet.configuration else {
            Issue.record("no configuration")
            return
        }
        let first = new.docks[0].aircraft
        new.docks[0].aircraft = new.docks[1].aircraft
        new.docks[1].aircraft = first
        world.apply(.configure(new))
        #expect(world.fleet.docks.values.allSatisfy { !$0.isBetweenDocks })
        world.ready(2) { $0.aircraftSerial = "AIR1" }
        let open = world.fleet.readiness(of: "D02", at: world.now).filter(\.isOpen)
        #expect(open.isEmpty)
    }

    @Test("a dock that is taken out takes its claim with it", arguments: 1...2)
    func removed(dock: Int) {
        var world = Self.away()
        guard var new = world.fleet.configuration else {
            Issue.record("no configuration")
            return
        }
        new.docks.remove(at: dock - 1)
        world.apply(.configure(new))
        #expect(world.fleet.docks[DockID("D0\(dock)")] == nil)
        #expect(world.fleet.docks.values.map(\.isBetweenDocks) == [false])
    }

    @Test("what the aircraft before it kept on board is not this one's")
    func onBoard() {
        var world = World.relaying(to: .airborne)
        world.hear(.equipped(speaker: 1), dock: 2)
        let alarm = HealthAlarm(level: 1, code: "0x1", deviceType: "0-100-1")
        world.hear(.alarmed([alarm], ofAircraft: true), dock: 2)
        world.landed(in: 2)
        let dock = world.fleet.docks["D02"]
        #expect(dock?.speaker == nil && dock?.aircraftAlarms == [] && dock?.areas == nil)
    }
}
