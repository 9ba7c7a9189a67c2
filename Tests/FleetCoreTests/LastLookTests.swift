// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("The last look before a command leaves")
struct LastLookTests {
    /// A launch that is asked for, and waits in its lane.
    private static func waiting(_ kind: String) -> World {
        var world = World()
        world.ready()
        if kind == "takeOff" {
            world.apply(RequestTests.dispatch(east: 300))
        } else {
            world.depart()
            if kind == "execute" { world.settle("prepare") }
        }
        return world
    }

    private static func objection(_ kind: String, _ world: World) -> Bilingual? {
        guard let effect = world.effects.last(where: { $0.order == kind }),
            case .command(let command) = effect.action
        else { return Bilingual("no \(kind)") }
        return world.fleet.objection(to: command, of: effect.id, at: world.now)
    }

    @Test(
        "a launch leaves at once, not a second after its verdict",
        arguments: ["execute", "takeOff"]
    )
    func age(kind: String) {
        var world = Self.waiting(kind)
        #expect(Self.objection(kind, world) == nil)
        world.now = world.now + .seconds(1)
        #expect(Self.objection(kind, world) == nil)
        world.now = world.now + .milliseconds(1)
        #expect(Self.objection(kind, world)?.en.contains("too long ago") == true)
    }

    @Test(
        "what a person said meanwhile wins over a launch that waits (S16)",
        arguments: ["execute", "takeOff"],
        [
            FleetRequest.recall(dock: "D01"), .cancel(MissionID(1)),
            .hold(.fleet, reason: "storm"), .hold(.dock("D01"), reason: "blades"),
        ]
    )
    func words(kind: String, request: FleetRequest) {
        var world = Self.waiting(kind)
        world.apply(.request(request, by: World.ann))
        #expect(Self.objection(kind, world) != nil)
    }

    @Test(
        "a controller that fell into disorder meanwhile launches nothing (S13, S26)",
        arguments: ["execute", "takeOff"],
        [
            FleetInput.controller(ControllerHealth(hasBroker: true, hasStore: false)),
            .controller(ControllerHealth(hasBroker: false, hasStore: true)),
            .clock(.stepped(by: .seconds(3))),
        ]
    )
    func disorder(kind: String, input: FleetInput) {
        var world = Self.waiting(kind)
        world.apply(input)
        #expect(Self.objection(kind, world) != nil)
    }

    @Test("a launch of a sortie that is given up does not leave")
    func lost() {
        var world = Self.waiting("execute")
        world.settle("execute", .unknown)
        #expect(Self.objection("execute", world) != nil)
    }

    @Test("a wayline is not sent for a sortie that has ended")
    func prepare() {
        var world = Self.waiting("prepare")
        #expect(Self.objection("prepare", world) == nil)
        world.apply(.request(.recall(dock: nil), by: World.ann))
        #expect(Self.objection("prepare", world) != nil)
    }

    @Test("a launch taken back before it left is tried again as a new sortie, unless recalled")
    func again() {
        let withdrawn = FailureReason(code: FailureReason.withdrawn, text: "too old")
        var world = Self.waiting("execute")
        let first = world.sortie()?.id
        world.settle("execute", .failed(withdrawn))
        #expect(world.ended.isEmpty)
        world.wait(.seconds(5))
        world.ready()
        world.settle("prepare")
        #expect(world.count("execute") == 2)
        #expect(world.sortie()?.id != first)

        world = Self.waiting("execute")
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        world.settle("execute", .failed(withdrawn))
        #expect(world.ended.map(\.outcome) == [.cancelled])
        world.wait(.seconds(60))
        world.ready()
        #expect(world.count("execute") == 1)
    }

    @Test("a call whose launch was taken back is refused, not flown as a patrol")
    func call() {
        var world = Self.waiting("takeOff")
        let withdrawn = FailureReason(code: FailureReason.withdrawn, text: "too old")
        world.settle("takeOff", .failed(withdrawn))
        #expect(world.ended.map(\.outcome) == [.refused])
        #expect(world.ended.first?.reason.en == "too old; no other dock may go now")
    }

    @Test("a route that changed after the dock prepared it is prepared anew (S08)")
    func changed() {
        var world = World()
        world.ready()
        world.depart(after: .seconds(5))
        world.settle("prepare")
        var configuration = World.configuration(docks: 1)
        configuration.routes[0].path[1].longitude += 0.001
        world.apply(.configure(configuration))
        world.wait(.seconds(5))
        world.ready()
        #expect(world.count("execute") == 0)
        #expect(world.count("undo") == 1)
        #expect(world.count("prepare") == 2)
        world.settle("prepare")
        #expect(world.count("execute") == 1)
    }
}
