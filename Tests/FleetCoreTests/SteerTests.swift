// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("What a person tells an aircraft in the air")
struct SteerTests {
    static let bob = DispatchTests.bob
    static let pause = FleetRequest.pause(dock: "D01")

    static func flyTo(east: Int, north: Int = 300) -> FleetRequest {
        .flyTo(
            dock: "D01",
            place: Coordinate(latitude: 22.503, longitude: 114.02),
            grid: GridPoint(eastMillimetres: east * 1000, northMillimetres: north * 1000)
        )
    }

    /// A patrol on its route whose place is known.
    static func onRoute(_ change: (inout FleetConfiguration) -> Void = { _ in }) -> World {
        var world = World(change: change)
        world.ready()
        world.depart()
        world.settle("prepare")
        world.settle("execute")
        world.wait(.seconds(50))
        world.progress(.inProgress, state: 6)
        here(&world)
        return world
    }

    static func here(_ world: inout World, mode: Int = 5, battery: Int = 70) {
        world.flying(mode: mode, battery: battery)
        var aircraft = AircraftReadings()
        aircraft.grid = GridPoint(eastMillimetres: 50_000, northMillimetres: 200_000)
        world.hear(.readings(Readings(aircraft: aircraft)))
    }

    @Test("a pause is a state on the dock's word alone, and ends by a person or after five minutes")
    func pauses() {
        var world = Self.onRoute()
        world.apply(.request(Self.pause, by: World.ann))
        #expect(world.effects.last?.order == "pause" && world.effects.last?.retry == .once)
        world.settle("pause")
        #expect(world.sortie()?.isPaused == false)
        world.progress(.paused, state: 7)
        #expect(world.sortie()?.isPaused == true && world.said(.sortiePaused) == 1)
        var other = world
        other.apply(.request(.resume(dock: "D01"), by: World.ann))
        other.settle("resume")
        other.progress(.inProgress, state: 6)
        #expect(other.sortie()?.isPaused == false && other.said(.sortieResumed) == 1)
        #expect(other.sortie()?.pausedUntil == nil)
        for _ in 0..<20 {
            world.wait(.seconds(15))
            Self.here(&world)
        }
        #expect(world.count("returnHome") > 0)
        #expect(world.sortie()?.returnOrder?.cause == .done)
    }

    @Test("a second person's order waits for the answer to the first; a recall does not")
    func pending() {
        var world = Self.onRoute()
        world.apply(.request(Self.pause, by: World.ann))
        let effect = world.effects.last
        let refusal = world.apply(.request(Self.pause, by: Self.bob))
        #expect(refusal.refusal?.code == .orderPending && refusal.effects.isEmpty)
        #expect(refusal.refusal?.text.en.contains("pause of ann") == true)
        let recall = world.apply(.request(.recall(dock: "D01"), by: Self.bob))
        #expect(recall.effects.map(\.order) == ["returnHome"])
        // What waits in the lane is overtaken.
        guard let effect, case .command(let command) = effect.action else { return }
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) != nil)
    }

    @Test("orders that make no sense are refused by name, and nothing is sent")
    func nonsense() {
        var world = World()
        world.ready()
        for request in [
            Self.pause, .resume(dock: "D01"), .cancelReturn(dock: "D01"), Self.flyTo(east: 100),
        ] {
            let outcome = world.apply(.request(request, by: World.ann))
            #expect(outcome.refusal?.code == .wrongState, "\(request)")
            #expect(outcome.effects.isEmpty)
        }
        world = Self.onRoute()
        let resumed = world.apply(.request(.resume(dock: "D01"), by: World.ann))
        #expect(resumed.refusal?.code == .wrongState)
        #expect(
            world.apply(.request(.pause(dock: "D7"), by: World.ann)).refusal?.code
                == .unknownSubject
        )
        world.hear(.silent(since: world.now))
        #expect(world.apply(.request(Self.pause, by: World.ann)).refusal?.code == .dockLost)
    }

    @Test("a return that a person breaks off leaves it hovering, with an alarm and an end")
    func cancelled() {
        var world = Self.onRoute()
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        world.settle("returnHome")
        Self.here(&world, mode: 9)
        #expect(world.sortie()?.state == .returning)
        world.apply(.request(.cancelReturn(dock: "D01"), by: World.ann))
        #expect(world.sortie()?.state == .returning)
        world.settle("cancelReturn")
        #expect(world.sortie()?.state == .airborne)
        #expect(world.facts.last { $0.code == .sortieHovers }?.severity == .critical)
        let returns = world.count("returnHome")
        // A late word of the way home, and then the truth.
        Self.here(&world, mode: 9)
        Self.here(&world, mode: 3)
        #expect(world.sortie()?.state == .airborne)
        for _ in 0..<19 {
            world.wait(.seconds(15))
            Self.here(&world, mode: 3)
        }
        #expect(world.count("returnHome") == returns)
        world.wait(.seconds(15))
        #expect(world.count("returnHome") == returns + 1)
    }

    @Test("a cancelled return that is not answered is ordered again: it comes home")
    func cancelUnknown() {
        var world = Self.onRoute()
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        Self.here(&world, mode: 9)
        world.apply(.request(.cancelReturn(dock: "D01"), by: World.ann))
        let returns = world.count("returnHome")
        world.settle("cancelReturn", .unknown)
        #expect(world.count("returnHome") == returns + 1)
        #expect(world.said(.sortieHovers) == 0)
    }

    @Test("what must come home is not kept out by a person")
    func binding() {
        var world = Self.onRoute()
        Self.here(&world, battery: 18)
        #expect(world.sortie()?.returnOrder?.cause == .battery)
        let battery = world.apply(.request(.cancelReturn(dock: "D01"), by: World.ann))
        #expect(battery.refusal?.code == .wrongState && battery.effects.isEmpty)
        world = Self.onRoute()
        world.apply(.request(.stop(.fleet, reason: "x"), by: Self.bob))
        let stopped = world.apply(.request(.cancelReturn(dock: "D01"), by: World.ann))
        #expect(stopped.refusal?.code == .wrongState && stopped.effects.isEmpty)
    }

    @Test(
        "sent elsewhere from its route it stops first, goes on the dock's word, hovers, comes home"
    )
    func diverted() throws {
        var world = Self.onRoute()
        let outcome = world.apply(.request(Self.flyTo(east: 400), by: World.ann))
        #expect(outcome.effects.map(\.order) == ["pause"])
        world.settle("pause")
        #expect(world.count("flyTo") == 0)
        world.progress(.paused, state: 7)
        #expect(world.count("flyTo") == 1)
        world.settle("flyTo")
        let wire = try #require(world.sortie()?.diversion?.flight.flight)
        world.progress(.arrived, kind: .flyTo, flight: wire)
        #expect(world.sortie()?.diversion?.stage == .there && world.said(.sortieArrived) == 1)
        for _ in 0..<5 {
            world.wait(.seconds(12))
            Self.here(&world, mode: 17)
        }
        #expect(world.sortie()?.returnOrder?.cause == .done)
    }

    @Test("a way into an area, past the battery or too near another is refused with the reason")
    func wayRefused() {
        let area = DispatchTests.area(.noFly, around: 200, 250, half: 20)
        var world = Self.onRoute { $0.areas = [area] }
        let barred = world.apply(.request(Self.flyTo(east: 350), by: World.ann))
        #expect(barred.refusal?.code == .interlocksOpen)
        #expect(barred.refusal?.reasons.map(\.en) == ["no-fly area Z1"])
        world = Self.onRoute()
        Self.here(&world, battery: 30)
        let empty = world.apply(.request(Self.flyTo(east: 4000), by: World.ann))
        #expect(empty.refusal?.code == .interlocksOpen && empty.effects.isEmpty)
    }

    @Test(
        "a pause that is not acknowledged is followed by no second order, and the call is told so"
    )
    func unacknowledged() {
        for ending in [
            Settlement<FleetResult>.unknown, .succeeded(.replied(Reply(result: 321260))),
        ] {
            var world = Self.onRoute { $0.reserve.preemption = .airborne }
            world.apply(.request(DispatchTests.call(east: 100), by: World.ann))
            #expect(world.effects.last?.order == "pause")
            world.settle("pause", ending)
            #expect(world.count("flyTo") == 0)
            #expect(world.said(.sortieNotDiverted) == 1)
            #expect(world.ended.map(\.outcome) == [.refused])
            #expect(world.sortie()?.state == .airborne)
        }
    }

    @Test("a patrol in the air gives way to a call by policy; the rest of it is flown later")
    func preempted() throws {
        var world = Self.onRoute { $0.reserve.preemption = .airborne }
        let call = world.apply(.request(DispatchTests.call(east: 100), by: World.ann))
        #expect(call.mission == MissionID(2))
        world.settle("pause")
        world.progress(.paused, state: 7)
        world.settle("flyTo")
        let wire = try #require(world.sortie()?.diversion?.flight.flight)
        world.progress(.arrived, kind: .flyTo, flight: wire)
        world.wait(.seconds(61))
        Self.here(&world, mode: 9)
        let point = BreakPoint(index: 1, state: 0, progress: 0.4, wayline: 0, reason: 0)
        world.hear(
            .progressed(
                SortieProgress(
                    kind: .wayline,
                    flight: world.sortie()?.wire,
                    status: .partiallyDone,
                    breakPoint: point
                )
            )
        )
        world.wait(.seconds(20))
        world.ready()
        #expect(world.ended.map(\.outcome) == [.flown, .partlyFlown])
        let rest = try #require(world.fleet.missions.values.first)
        #expect(rest.from == point && rest.by == "roost")
        #expect(world.effects.last?.order == "prepare")
        guard case .command(let command) = world.effects.last?.action,
            case .prepare(let task) = command.order
        else { return }
        #expect(task.breakPoint == point)
    }

    @Test(
        "the rest of a broken-off route is flown once at a person's word, unless it would fail again",
        arguments: [(1283, true), (517, false), (1565, false), (4, false), (1600, false)]
    )
    func rest(reason: Int, isFlown: Bool) {
        var world = Self.onRoute()
        world.hear(
            .progressed(
                SortieProgress(
                    kind: .wayline,
                    flight: world.sortie()?.wire,
                    status: .failed,
                    breakPoint: BreakPoint(
                        index: 1,
                        state: 0,
                        progress: 0.4,
                        wayline: 0,
                        reason: reason
                    )
                )
            )
        )
        world.wait(.seconds(20))
        world.ready()
        #expect(world.fleet.sorties.isEmpty)
        let outcome = world.apply(.request(.resume(dock: "D01"), by: World.ann))
        #expect(outcome.effects.map(\.order) == (isFlown ? ["prepare"] : []))
        #expect(outcome.refusal?.code == (isFlown ? nil : .wrongState))
        let again = world.apply(.request(.resume(dock: "D01"), by: World.ann))
        #expect(again.refusal?.code == .wrongState)
    }
}
