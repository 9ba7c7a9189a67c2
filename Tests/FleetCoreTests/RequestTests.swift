// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Requests")
struct RequestTests {
    static let place = Coordinate(latitude: 22.503, longitude: 114.02)

    static func dispatch(east: Int, dock: DockID? = nil) -> FleetInput {
        let grid = GridPoint(eastMillimetres: east * 1000, northMillimetres: 300_000)
        return .request(.dispatch(place: place, grid: grid, dock: dock), by: World.ann)
    }

    @Test("a call gets the soonest dock that is ready, once")
    func soonest() {
        var world = World(docks: 3)
        for dock in 1...3 { world.ready(dock) }
        world.ready(2) { $0.cover = 3 }
        let outcome = world.apply(Self.dispatch(east: 1100))
        #expect(outcome.refusal == nil)
        #expect(outcome.mission == MissionID(1))
        // D02 is 0.1 km away but held; D03 is 0.9 km away, D01 1.1 km.
        #expect(outcome.effects.map(\.order) == ["takeOff"])
        #expect(outcome.effects.first?.dock == "D03")
        #expect(outcome.effects.first?.retry == .once)
        guard case .command(let command) = outcome.effects.first?.action,
            case .takeOff(let flight) = command.order
        else { return }
        #expect(flight.ellipsoidHeight == 110)
        #expect(flight.securityHeight == 90)
        #expect(flight.returnHeight == 90)
        #expect(world.sortie(3)?.state == .starting)
    }

    @Test("a call that nobody may fly is refused with what holds each dock, in both languages")
    func nobody() {
        var world = World(docks: 2)
        world.ready(1) { $0.wind = 11 }
        let refusal = world.apply(Self.dispatch(east: 0)).refusal
        #expect(refusal?.code == .noDockReady)
        #expect(refusal?.reasons.count == 2)
        #expect(refusal?.reasons.first?.en.hasPrefix("D01: wind: 11 m/s, limit 8 m/s;") == true)
        #expect(refusal?.reasons.first?.zh.hasPrefix("D01：风速：11 m/s，限值 8 m/s；") == true)
        #expect(world.fleet.missions.isEmpty)
    }

    @Test("a call out of every radius, to nowhere, or of a dock that is none is refused")
    func refused() {
        var world = World(docks: 2)
        world.ready(1)
        #expect(world.apply(Self.dispatch(east: 9000)).refusal?.code == .outOfReach)
        #expect(world.apply(Self.dispatch(east: 0, dock: "D09")).refusal?.code == .unknownSubject)
        #expect(world.apply(Self.dispatch(east: 0, dock: "D02")).refusal?.code == .dockLost)
        let nowhere = FleetRequest.dispatch(
            place: Coordinate(latitude: 0, longitude: 0),
            grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
            dock: nil
        )
        #expect(world.apply(.request(nowhere, by: World.ann)).refusal?.code == .badRequest)
    }

    @Test("a dispatched aircraft hovers a minute at its point and comes home")
    func hover() {
        var world = World()
        world.ready()
        world.apply(Self.dispatch(east: 300))
        world.settle("takeOff")
        world.progress(.inProgress, kind: .takeOffToPoint)
        #expect(world.sortie()?.state == .starting)
        world.wait(.seconds(50))
        world.flying(mode: 17)
        #expect(world.sortie()?.state == .airborne)
        world.progress(.arrived, kind: .takeOffToPoint)
        #expect(world.said(.sortieArrived) == 1)
        world.wait(.seconds(59))
        #expect(world.count("returnHome") == 0)
        world.wait(.seconds(1))
        #expect(world.count("returnHome") == 1)
        world.flying(mode: 9)
        world.progress(.ok, kind: .takeOffToPoint)
        world.wait(.seconds(20))
        world.ready()
        #expect(world.ended.map(\.outcome) == [.flown])
    }

    @Test("a route is flown now from the nearest ready dock that it allows")
    func patrol() {
        var world = World(docks: 3) { $0.routes[0].docks = ["D02", "D03"] }
        for dock in 1...3 { world.ready(dock) }
        let outcome = world.apply(.request(.patrol(route: "R01", dock: nil), by: World.ann))
        #expect(outcome.effects.first?.dock == "D02")
        #expect(outcome.mission != nil)
        world.settle("prepare")
        #expect(world.count("execute") == 1)
        let named = world.apply(.request(.patrol(route: "R01", dock: "D01"), by: World.ann))
        #expect(named.refusal?.code == .outOfReach)
        #expect(named.refusal?.reasons.map(\.en) == ["R01 is flown from D02, D03 only"])
        let none = world.apply(.request(.patrol(route: "R99", dock: nil), by: World.ann))
        #expect(none.refusal?.code == .unknownSubject)
    }

    @Test("a hold bars launches in its scope until a person releases it, over a restart too")
    func hold() {
        var world = World(docks: 2)
        world.ready(1)
        world.ready(2)
        world.depart(1, after: .seconds(5))
        world.settle("prepare")
        world.apply(.request(.hold(.dock("D01"), reason: "work on the mast"), by: World.ann))
        world.apply(.started)
        world.wait(.seconds(6))
        world.ready(1)
        world.ready(2)
        #expect(world.count("execute") == 0)
        #expect(world.fleet.holds(on: "D02").isEmpty)
        let nobody = Person(name: "", role: .dispatcher)
        let unnamed = world.apply(.request(.release(.dock("D01")), by: nobody))
        #expect(unnamed.refusal?.code == .badRequest)
        world.apply(.request(.release(.dock("D01")), by: World.ann))
        #expect(world.said(.holdReleased) == 1)
        #expect(world.sortie(1)?.state == .preparing)
        let again = world.apply(.request(.release(.dock("D01")), by: World.ann))
        #expect(again.refusal?.code == .wrongState)
    }

    @Test("a recall of a dock whose aircraft is in does nothing, of a strange dock is refused")
    func recall() {
        var world = World()
        world.ready()
        let idle = world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(idle.refusal == nil)
        #expect(idle.effects.isEmpty)
        let strange = world.apply(.request(.recall(dock: "D09"), by: World.ann))
        #expect(strange.refusal?.code == .unknownSubject)
        world.ready { $0.isAircraftInDock = false }
        let out = world.apply(.request(.recall(dock: nil), by: World.ann))
        #expect(out.effects.map(\.order) == ["returnHome"])
    }

    @Test("cancelling a mission that is none is refused")
    func cancel() {
        var world = World()
        let outcome = world.apply(.request(.cancel(MissionID(9)), by: World.ann))
        #expect(outcome.refusal?.code == .unknownSubject)
    }
}
