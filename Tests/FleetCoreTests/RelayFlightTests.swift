// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A flight between two docks in the air")
struct RelayFlightTests {
    @Test("lands in the other dock, which holds the aircraft from then on")
    func lands() {
        var world = World.relaying(to: .airborne)
        #expect(world.sortie()?.state == .airborne)
        world.landed(in: 2)
        #expect(world.fleet.sorties.isEmpty)
        #expect(world.fleet.docks["D01"]?.awayAt == "D02")
        #expect(world.fleet.docks["D02"]?.guest?.home == "D01")
        #expect(world.ended.last?.outcome == .flown)
        let docked = world.facts.last { $0.code == .sortieDocked }
        #expect(docked?.subject.dock == "D02")
        #expect(world.said(.relayLanded) == 1)
    }

    @Test("while it is there neither dock flies anything but its way home, also after a restart")
    func away() {
        var world = World.relaying(to: .airborne)
        world.landed(in: 2)
        world.apply(.started)
        world.ready(1)
        world.ready(2)
        let place = Coordinate(latitude: 22.503, longitude: 114.02)
        for dock in 1...2 {
            let id = DockID("D0\(dock)")
            let grid = GridPoint(eastMillimetres: 500_000, northMillimetres: 300_000)
            let call = world.apply(
                .request(.dispatch(place: place, grid: grid, dock: id), by: World.ann)
            )
            #expect(call.refusal != nil)
            let patrol = world.apply(
                .request(.patrol(route: RouteID("R0\(dock)"), dock: id), by: World.ann)
            )
            #expect(patrol.refusal != nil)
            let open = world.fleet.readiness(of: id, at: world.now).filter(\.isOpen)
            #expect(open.contains { $0.interlock == .aircraft })
            let isClosed = world.fleet.docks[id].map { world.fleet.isClosed($0) }
            #expect(isClosed == true)
        }
        #expect(world.fleet.availability(at: world.now).allSatisfy { $0.isBarred })
        world.readyBoth { said, dock in said.isAircraftInDock = dock == 2 }
        #expect(world.relay(1, from: 1, to: 2).refusal?.code == .relayHomeFirst)
        #expect(world.count("takeOff") == 0 && world.count("execute") == 0)
    }

    @Test("is sent home by a flight back, and then all is as before")
    func home() {
        var world = World.relaying(to: .airborne)
        world.landed(in: 2)
        world.wait(.minutes(30))
        world.readyBoth { said, dock in
            said.isAircraftInDock = dock == 2
            said.aircraftSerial = dock == 2 ? "AIR1" : nil
        }
        #expect(world.relay(2, from: 2, to: 1).refusal == nil)
        world.settle("prepare", at: 1)
        world.settle("prepare", at: 2)
        world.settle("receive", at: 1)
        #expect(world.count("relay", at: 2) == 1)
        #expect(world.sortie(2)?.relay?.task.aircraft == "AIR1")
        world.wait(.seconds(30))
        world.out(through: 2)
        world.landed(in: 1)
        #expect(world.fleet.docks["D01"]?.awayAt == nil)
        #expect(world.fleet.docks["D02"]?.guest == nil)
        #expect(world.said(.relayHome) == 1)
        world.ready(1)
        let open = world.fleet.readiness(of: "D01", at: world.now).filter(\.isOpen)
        #expect(open.isEmpty)
    }

    @Test("whoever carries it home is believed when both docks say so")
    func carried() {
        var world = World.relaying(to: .airborne)
        world.landed(in: 2)
        world.ready(1)
        #expect(world.fleet.docks["D01"]?.awayAt == "D02")
        world.ready(2) { $0.isAircraftInDock = false }
        #expect(world.fleet.docks["D01"]?.awayAt == nil && world.fleet.docks["D02"]?.guest == nil)
        #expect(world.said(.relayHome) == 1)
    }

    @Test("each dock that asks is told the other's last word")
    func progress() {
        var world = World.relaying(to: .airborne)
        #expect(world.answer(to: 2) == .noProgress)
        world.half(1, .inProgress, state: 6, percent: 40)
        world.half(2, .inProgress, percent: 10)
        guard case .progress(let first) = world.answer(to: 2),
            case .progress(let second) = world.answer(to: 1)
        else {
            Issue.record("no progress is told")
            return
        }
        #expect(first.percent == 40 && second.percent == 10)
        #expect(first.flight == world.sortie()?.wire && first.step == 3)
        // The Dock 3's page names the device alone.
        #expect(world.answer(to: 2, named: "") == .progress(first))
        #expect(world.answer(to: 2, named: "someone-else") == .noProgress)
        let wire = world.sortie()?.wire.description ?? ""
        world.landed(in: 2)
        guard case .progress(let last) = world.answer(to: 1, named: wire) else {
            Issue.record("the last word is forgotten with the sortie")
            return
        }
        #expect(last.status == .ok)
    }

    @Test(
        "one half that ends ends the other, once",
        arguments: [
            (1, SortieProgress.Status.ok, "stop 0"), (2, .ok, "stop 0"), (1, .failed, "stop 1"),
        ]
    )
    func stops(dock: Int, status: SortieProgress.Status, order: String) {
        var world = World.relaying(to: .airborne)
        world.half(dock, status)
        world.half(dock, status)
        #expect(world.count(order, at: 3 - dock) == 1)
        #expect(world.effects.count { $0.order.hasPrefix("stop") } == 1)
    }

    static let losses: [@Sendable (inout World) -> Void] = [
        { $0.hear(.silent(since: $0.now), dock: 2) },
        {
            $0.ready(2) {
                $0.isAircraftInDock = false
                $0.cover = 3
            }
        },
        {
            $0.ready(2) {
                $0.isAircraftInDock = false
                $0.isEmergencyStopPressed = true
            }
        },
        {
            $0.ready(2) {
                $0.isAircraftInDock = false
                $0.mode = 2
            }
        },
        { $0.half(2, .failed, result: 316_026) },
    ]

    @Test("falls back to the dock that it left when the other is lost", arguments: 0..<5)
    func fallsBack(loss: Int) {
        var world = World.relaying(to: .airborne)
        Self.losses[loss](&world)
        #expect(world.count("return to DOCK1", at: 1) == 1)
        #expect(world.said(.relayFellBack) == 1 && world.said(.relayAlternate) == 0)
        #expect(world.sortie()?.landsAt == "D01")
        // It is sent again while it does not show, and goes nowhere else.
        world.wait(.seconds(31))
        #expect(world.count("return to DOCK1", at: 1) == 2 && world.count("returnHome") == 0)
        world.landed(in: 1)
        #expect(world.fleet.sorties.isEmpty && world.fleet.docks["D01"]?.awayAt == nil)
        #expect(world.fleet.docks["D02"]?.sortie == nil)
        #expect(world.ended.last?.outcome == .partlyFlown)
    }

    @Test("a person is told when there is no way back", arguments: [true, false])
    func alternate(isLow: Bool) {
        var world = World.relaying(to: .airborne)
        if isLow {
            world.now = world.now + .seconds(1)
            world.out(through: 2, battery: 12, need: 1, east: 950)
        } else {
            world.hear(.silent(since: world.now), dock: 1)
        }
        world.hear(.silent(since: world.now), dock: 2)
        #expect(world.said(.relayAlternate) == 1 && world.said(.relayFellBack) == 0)
        #expect(!world.effects.contains { $0.order.hasPrefix("return to") })
        #expect(FactCode.relayAlternate.severity == .critical)
        world.wait(.minutes(1))
        #expect(world.said(.relayAlternate) == 1)
    }

    @Test("a way back that both docks refuse, or that is lost too, is told to a person")
    func noWayBack() {
        var world = World.relaying(to: .airborne)
        world.hear(.silent(since: world.now), dock: 2)
        world.settle("return to DOCK1", at: 1, .succeeded(.replied(Reply(result: 319_025))))
        #expect(world.said(.relayAlternate) == 1)
        var other = World.relaying(to: .airborne)
        other.hear(.silent(since: other.now), dock: 2)
        other.ready(1) {
            $0.isAircraftInDock = false
            $0.cover = 3
        }
        #expect(other.said(.relayAlternate) == 1)
    }

    @Test("a recall goes to both docks, and of either it is the same")
    func recall() {
        for named in [DockID("D01"), "D02", nil] as [DockID?] {
            var world = World.relaying(to: .airborne)
            world.apply(.request(.recall(dock: named), by: World.ann))
            #expect(world.count("returnHome", at: 1) == 1)
            #expect(world.count("returnHome", at: 2) == 1)
            #expect(world.said(.sortieReturnOrdered) == 1)
            // That the one without the link refuses is no news.
            world.settle("returnHome", at: 1, .succeeded(.replied(Reply(result: 1))))
            #expect(world.said(.commandFailed) == 0)
            world.settle("returnHome", at: 2, .succeeded(.replied(Reply(result: 1))))
            #expect(world.said(.commandFailed) == 1)
        }
    }

    @Test("a stop of the landing dock brings it home as well")
    func stop() {
        var world = World.relaying(to: .airborne)
        world.apply(.request(.stop(.dock("D02"), reason: "x"), by: World.ann))
        #expect(world.count("returnHome", at: 2) == 1)
    }

    @Test("nothing but its return can be ordered between two docks")
    func steering() {
        var world = World.relaying(to: .airborne)
        let place = Coordinate(latitude: 22.503, longitude: 114.02)
        let grid = GridPoint(eastMillimetres: 500_000, northMillimetres: 300_000)
        for dock in ["D01", "D02"] as [DockID] {
            for request: FleetRequest in [
                .pause(dock: dock), .resume(dock: dock), .cancelReturn(dock: dock),
                .flyTo(dock: dock, place: place, grid: grid),
                .payload(dock, .photo),
            ] {
                let sent = world.effects.count
                let outcome = world.apply(.request(request, by: World.ann))
                #expect(outcome.refusal != nil)
                #expect(world.effects.count == sent)
            }
        }
    }

    @Test("after a restart nothing is launched again, and the docks' words settle it")
    func restart() {
        for stage in [World.Stage.starting, .airborne] {
            for dock in 1...2 {
                var world = World.relaying(to: stage)
                world.apply(.started)
                #expect(world.sortie()?.state == .unknown && world.sortie(2) != nil)
                world.wait(.minutes(2))
                world.out(through: 2)
                #expect(world.sortie()?.state == .airborne)
                world.landed(in: dock)
                #expect(world.fleet.sorties.isEmpty)
                #expect(world.fleet.docks["D01"]?.awayAt == (dock == 2 ? "D02" : nil))
                #expect(world.count("relay") == 1 && world.count("receive") == 1)
            }
        }
    }

    @Test("two docks that both say they have it settle nothing")
    func both() {
        var world = World.relaying(to: .airborne)
        world.half(2, .ok)
        world.now = world.now + .seconds(1)
        world.ready(1)
        world.ready(2)
        world.now = world.now + .milliseconds(5500)
        world.apply(.tick)
        world.hear(.other(method: "x"), dock: 1)
        #expect(world.sortie() != nil)
        world.ready(2) { $0.isAircraftInDock = false }
        #expect(world.fleet.sorties.isEmpty && world.fleet.docks["D01"]?.awayAt == nil)
    }

    @Test("its way stays closed to others at both ends (S09)")
    func corridor() {
        let world = World.relaying(to: .airborne)
        guard let sortie = world.sortie(), let configuration = world.fleet.configuration else {
            Issue.record("no sortie")
            return
        }
        let ways = world.fleet.wayBetweenDocks(
            of: sortie,
            Airspace(configuration: configuration),
            now: world.now
        )
        #expect(ways.count == 2)
        #expect(ways.map { $0.line.last } == [PlanePoint(x: 0, y: 0), PlanePoint(x: 1000, y: 0)])
    }
}

extension World {
    /// What a dock that asks for the other's progress is answered.
    mutating func answer(to dock: Int, named: String? = nil) -> DockReply.Answer? {
        let id = DockID("D0\(dock)")
        let flight = named ?? fleet.openSortie(at: id)?.wire.description ?? ""
        let address = ReplyAddress(
            channel: .requests,
            serial: "DOCK\(dock)",
            tid: "t",
            bid: "b",
            method: "flighttask_progress_get"
        )
        let outcome = apply(
            .report(
                DockReport(
                    dock: id,
                    receivedAt: now,
                    deviceTime: now,
                    said: .asked(.flightProgress(flight: flight)),
                    replyTo: address
                )
            )
        )
        guard case .reply(let reply)? = outcome.effects.first?.action else { return nil }
        return reply.answer
    }
}
