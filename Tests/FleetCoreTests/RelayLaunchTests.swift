// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A flight between two docks before its launch")
struct RelayLaunchTests {
    @Test("takes both docks at once, and both are told to prepare the same")
    func prepare() {
        let world = World.relaying(to: .preparing)
        let orders = world.effects.compactMap { effect -> Order? in
            guard case .command(let command) = effect.action else { return nil }
            return command.order
        }
        #expect(orders.count == 2 && orders[0] == orders[1])
        #expect(world.fleet.docks["D01"]?.sortie == world.fleet.docks["D02"]?.sortie)
        #expect(world.sortie()?.relay?.landing == "D02")
        #expect(world.said(.relayReserved) == 1)
    }

    @Test("both must prepare before either is told to execute, in whichever order they answer")
    func order() {
        for first in 1...2 {
            var world = World.relaying(to: .preparing)
            world.settle("prepare", at: first)
            #expect(world.count("receive") == 0 && world.count("relay") == 0)
            world.settle("prepare", at: 3 - first)
            #expect(world.count("receive", at: 2) == 1 && world.count("relay") == 0)
            world.settle("receive", at: 2)
            #expect(world.count("relay", at: 1) == 1 && world.count("receive") == 1)
            #expect(world.sortie()?.state == .starting)
        }
    }

    static let bad: [Settlement<FleetResult>] = [
        .succeeded(.replied(Reply(result: 338_005))), .expired, .unknown,
        .failed(FailureReason(code: "unreachable", text: "x")),
    ]

    @Test("one prepare that fails undoes the other, and nothing flies", arguments: bad)
    func prepareFails(settlement: Settlement<FleetResult>) {
        for failing in 1...2 {
            for isLast in [true, false] {
                var world = World.relaying(to: .preparing)
                if isLast { world.settle("prepare", at: 3 - failing) }
                world.settle("prepare", at: failing, settlement)
                #expect(world.count("undo", at: 1) == 1 && world.count("undo", at: 2) == 1)
                // The other's late yes changes nothing.
                if !isLast { world.settle("prepare", at: 3 - failing) }
                #expect(world.count("receive") == 0 && world.count("relay") == 0)
                #expect(world.fleet.docks["D02"]?.sortie == nil && world.fleet.sorties.isEmpty)
                #expect(world.ended.last?.outcome == .refused)
                #expect(world.ended.last?.reason.en.contains("D0\(failing)") == true)
                world.wait(.minutes(3))
                #expect(world.count("prepare") == 2)
            }
        }
    }

    @Test("a landing dock that does not get ready ends it, and nothing flies", arguments: bad)
    func receiveFails(settlement: Settlement<FleetResult>) {
        var world = World.relaying(to: .receiving)
        world.settle("receive", at: 2, settlement)
        #expect(world.count("relay") == 0 && world.count("receive") == 1)
        #expect(world.count("undo", at: 1) == 1 && world.count("stop 1", at: 2) == 1)
        #expect(world.fleet.sorties.isEmpty && world.ended.last?.outcome == .refused)
    }

    @Test("a launch that is refused ends the landing dock's half")
    func launchRefused() {
        var world = World.relaying(to: .starting)
        world.settle("relay", at: 1, .succeeded(.replied(Reply(result: 316_026))))
        #expect(world.count("stop 1", at: 2) == 1)
        #expect(world.fleet.sorties.isEmpty && world.fleet.docks["D02"]?.sortie == nil)
    }

    @Test("whose aircraft was missing before it could leave is refused, out later it has left")
    func missing() {
        var world = World.relaying(to: .starting)
        world.now = world.now + .seconds(1)
        world.ready(1) { $0.isAircraftInDock = false }
        #expect(world.sortie()?.state == .starting)
        var refused = world
        refused.settle("relay", at: 1, .succeeded(.replied(Reply(result: 316_026))))
        #expect(refused.ended.map(\.outcome) == [.refused] && refused.fleet.sorties.isEmpty)
        var ended = world
        ended.half(1, .failed, result: 514_156)
        #expect(ended.ended.map(\.outcome) == [.refused] && ended.fleet.sorties.isEmpty)
        world.wait(.seconds(5))
        world.ready(1) { $0.isAircraftInDock = false }
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("a launch of unknown outcome is never sent again, and holds both docks")
    func launchUnknown() {
        var world = World.relaying(to: .starting)
        world.settle("relay", at: 1, .unknown)
        #expect(world.sortie()?.state == .unknown)
        world.wait(.minutes(2))
        #expect(world.count("relay") == 1 && world.count("receive") == 1)
        #expect(world.fleet.docks["D02"]?.sortie != nil)
        // The dock that it was to leave says that it has it: it never left.
        world.ready(1) { $0.flights = 4 }
        world.ready(1) { $0.flights = 4 }
        #expect(world.fleet.sorties.isEmpty && world.fleet.docks["D02"]?.guest == nil)
    }

    @Test("what opens between the two orders holds it in its dock")
    func opens() {
        var world = World.relaying(to: .receiving)
        world.ready(1) { $0.wind = 13 }
        world.settle("receive", at: 2)
        #expect(world.count("relay") == 0 && world.count("stop 1", at: 2) == 1)
        #expect(world.ended.last?.outcome == .refused)
        var other = World.relaying(to: .receiving)
        other.apply(.request(.hold(.dock("D02"), reason: "x"), by: World.ann))
        other.settle("receive", at: 2)
        #expect(other.count("relay") == 0)
    }

    @Test("a landing dock at work for it is no news, one with an aircraft is")
    func atWork() {
        var world = World.relaying(to: .receiving)
        world.ready(2) {
            $0.isAircraftInDock = false
            $0.mode = 4
            $0.taskStep = 1
            $0.cover = 1
        }
        world.settle("receive", at: 2)
        #expect(world.count("relay") == 1)
        var other = World.relaying(to: .receiving)
        other.ready(2)
        other.settle("receive", at: 2)
        #expect(other.count("relay") == 0)
    }

    @Test(
        "a person's cancel, a recall of either dock, a silent dock and a restart end it",
        arguments: [
            World.Stage.preparing, .prepared, .receiving,
        ]
    )
    func ends(stage: World.Stage) {
        let ways: [(inout World) -> Void] = [
            { $0.apply(.request(.recall(dock: "D01"), by: World.ann)) },
            { $0.apply(.request(.recall(dock: "D02"), by: World.ann)) },
            { $0.apply(.request(.cancel(MissionID(1)), by: World.ann)) },
            { $0.hear(.silent(since: $0.now), dock: 1) },
            { $0.hear(.silent(since: $0.now), dock: 2) },
            { $0.apply(.started) },
        ]
        for (number, way) in ways.enumerated() {
            var world = World.relaying(to: stage)
            way(&world)
            #expect(world.fleet.sorties.isEmpty, "way \(number)")
            #expect(world.fleet.docks["D02"]?.sortie == nil, "way \(number)")
            #expect(world.count("undo", at: 1) == 1)
            let isTold = stage != .preparing
            #expect(world.count("stop 1", at: 2) == (isTold ? 1 : 0), "way \(number)")
            #expect(world.count("undo", at: 2) == (isTold ? 0 : 1), "way \(number)")
            #expect(world.ended.count == 1)
            world.settleAll()
            world.wait(.minutes(3))
            #expect(world.count("relay") == 0, "way \(number)")
        }
    }

    @Test("nobody else gets the landing dock while it is reserved", arguments: World.Stage.allCases)
    func reserved(stage: World.Stage) {
        var world = World.relaying(to: stage)
        world.ready(2)
        world.depart(2)
        let grid = GridPoint(eastMillimetres: 1_000_000, northMillimetres: 300_000)
        let place = Coordinate(latitude: 22.503, longitude: 114.02)
        let call = world.apply(
            .request(.dispatch(place: place, grid: grid, dock: "D02"), by: World.ann)
        )
        #expect(call.refusal != nil)
        #expect(world.count("prepare", at: 2) == 1 && world.count("takeOff") == 0)
        #expect(
            world.fleet.readiness(of: "D02", at: world.now).contains {
                $0.interlock == .single && $0.isOpen
            }
        )
        #expect(world.fleet.availability(at: world.now).allSatisfy { $0.isBarred })
    }

    @Test("only a receive of the open sortie with a fresh verdict leaves its lane")
    func lastLook() throws {
        var world = World.relaying(to: .receiving)
        let effect = try #require(world.effects.last { $0.order == "receive" })
        guard case .command(let command) = effect.action else { return }
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == nil)
        let later = world.now + .seconds(2)
        #expect(world.fleet.objection(to: command, of: effect.id, at: later) != nil)
        var held = world
        held.apply(.request(.hold(.dock("D02"), reason: "x"), by: World.ann))
        #expect(held.fleet.objection(to: command, of: effect.id, at: held.now) != nil)
        world.apply(.request(.recall(dock: nil), by: World.ann))
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) != nil)
    }
}

extension World {
    /// Every order so far is answered with a yes, once more.
    mutating func settleAll() {
        for effect in effects where effect.order != "reply" {
            apply(.settled(effect.id, .succeeded(.replied(Reply(result: 0)))))
        }
    }
}
