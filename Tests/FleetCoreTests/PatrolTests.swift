// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A planned patrol")
struct PatrolTests {
    @Test("is prepared ahead, launched at its start, and ends in its dock")
    func whole() {
        var world = World()
        world.ready()
        world.depart(after: .seconds(10))
        #expect(world.sortie()?.state == .preparing)
        world.settle("prepare")
        #expect(world.sortie()?.state == .prepared)
        #expect(world.fleet.nextWake == world.now + .seconds(10))
        world.wait(.seconds(5))
        world.ready()
        #expect(world.count("execute") == 0)
        world.wait(.seconds(5))
        #expect(world.count("execute") == 1)
        #expect(world.said(.interlockVerdict) == 1)
        world.settle("execute")
        world.progress(.inProgress, state: 4)
        #expect(world.sortie()?.state == .starting)
        world.wait(.seconds(40))
        world.progress(.inProgress, state: 5)
        #expect(world.sortie()?.state == .airborne)
        world.wait(.seconds(8))
        world.flying(mode: 9)
        #expect(world.sortie()?.state == .returning)
        world.wait(.seconds(8))
        world.progress(.ok)
        #expect(world.sortie()?.state == .returning)
        #expect(world.ended == [])
        world.ready { $0.taskStep = 2 }
        #expect(world.sortie() != nil)
        world.ready()
        #expect(world.sortie() == nil)
        #expect(world.ended.map(\.outcome) == [.flown])
        #expect(world.fleet.missions.isEmpty)
        #expect(world.fleet.nextWake == nil)
    }

    @Test("is held by an open interlock, and launched when it closes in time")
    func held() {
        var world = World()
        world.ready { $0.temperature = -31 }
        world.depart()
        #expect(world.count("prepare") == 0)
        #expect(world.fleet.missions.first?.value.state == .held)
        #expect(world.fleet.missions.first?.value.open.map(\.interlock) == [.temperature])
        world.wait(.seconds(61))
        world.ready()
        #expect(world.count("prepare") == 1)
        world.settle("prepare")
        #expect(world.count("execute") == 1)
    }

    @Test("is missed when its time passes, with what held it as the reason (S07)")
    func missed() {
        var world = World()
        world.ready()
        world.apply(.request(.hold(.fleet, reason: "typhoon"), by: World.ann))
        world.depart()
        world.wait(.seconds(120))
        #expect(world.ended == [])
        world.wait(.seconds(1))
        #expect(world.ended.map(\.outcome) == [.missed])
        #expect(world.ended.first?.reason.en.contains("typhoon") == true)
        #expect(world.ended.first?.reason.zh.contains("停飞") == true)
        #expect(world.count("prepare") == 0)
    }

    @Test("reads the interlocks again at the launch")
    func again() {
        var world = World()
        world.ready()
        world.depart(after: .seconds(3))
        world.settle("prepare")
        world.wait(.seconds(2))
        world.ready { $0.wind = 9 }
        world.wait(.seconds(1))
        #expect(world.count("execute") == 0)
        #expect(world.sortie()?.state == .prepared)
        world.wait(.seconds(200))
        #expect(world.ended.map(\.outcome) == [.missed])
        #expect(world.count("undo") == 1)
        #expect(world.sortie() == nil)
    }

    @Test("is not launched on readings that grew old")
    func stale() {
        var world = World()
        world.ready()
        world.depart(after: .seconds(30))
        world.settle("prepare")
        world.wait(.seconds(31))
        #expect(world.count("execute") == 0)
        world.ready()
        #expect(world.count("execute") == 1)
    }

    @Test(
        "goes back to the plan without a trace while its launch was not ordered, and not after",
        arguments: Sortie.State.allCases.filter(\.isOpen)
    )
    func takenBack(state: Sortie.State) throws {
        var world = World.with(state)
        let mission = try #require(world.fleet.missions.first?.value)
        let run = try #require(mission.run)
        let isWaiting = state == .preparing || state == .prepared
        let known = world.fleet.availability(at: world.now).flatMap(\.waiting)
        #expect(known == (isWaiting ? [run] : []))
        let before = world.fleet
        world.apply(.takeBack(run))
        guard isWaiting else { return #expect(world.fleet == before) }
        #expect(world.fleet.missions.isEmpty && world.sortie() == nil)
        #expect(world.count("undo") == 1 && world.said(.missionNotFlown) == 1)
        #expect(world.ended == [], "its run has no outcome yet")
        world.apply(.takeBack(run))
        #expect(world.said(.missionNotFlown) == 1)
        // Another dock may fly it.
        world.wait(.seconds(5))
        world.depart()
        #expect(world.fleet.missions.count == 1)
    }

    @Test("is prepared once more, as a new sortie, when the dock refuses or does not answer")
    func prepareAgain() {
        var world = World()
        world.ready()
        world.depart()
        let first = world.sortie()?.id
        world.settle("prepare", .unknown)
        #expect(world.count("undo") == 1)
        #expect(world.sortie() == nil)
        world.wait(.seconds(5))
        #expect(world.count("prepare") == 2)
        #expect(world.sortie()?.id != first)
        world.settle("prepare", .succeeded(.replied(Reply(result: 314004))))
        #expect(world.ended.map(\.outcome) == [.refused])
        #expect(world.ended.first?.reason.en.contains("314004") == true)
    }

    @Test("is unknown, and not launched again, when the launch is not answered (S14, S19)")
    func unknown() {
        var world = World.with(.starting)
        world.settle("execute", .unknown)
        #expect(world.sortie()?.state == .unknown)
        for _ in 0..<10 {
            world.wait(.seconds(30))
            world.hear(.jobStepped(JobProgress(method: "x", status: "ok", percent: nil, result: 0)))
        }
        #expect(world.sortie()?.state == .unknown)
        #expect(world.count("execute") == 1)
        world.ready()
        #expect(world.sortie() == nil)
        #expect(world.ended.map(\.outcome) == [.refused])
        #expect(world.count("execute") == 1)
    }

    @Test("of an unknown launch that did fly is docked: the dock's flight count knows")
    func unknownFlew() {
        var world = World()
        world.ready { $0.flights = 7 }
        world.depart()
        world.settle("prepare")
        world.settle("execute", .unknown)
        world.wait(.minutes(10))
        world.ready { $0.flights = 8 }
        #expect(world.fleet.docks["D01"]?.lastSortie?.state == .docked)
        #expect(world.ended.map(\.outcome) == [.partlyFlown])
    }

    @Test("is unknown a minute after a launch without a word (S19)")
    func silence() {
        var world = World.with(.starting)
        world.wait(.seconds(59))
        #expect(world.sortie()?.state == .starting)
        world.wait(.seconds(1))
        #expect(world.sortie()?.state == .unknown)
    }

    @Test("that the dock ends before it left is refused")
    func neverLeft() {
        var world = World.with(.starting)
        world.progress(.failed, result: 314004)
        #expect(world.sortie() == nil)
        #expect(world.ended.map(\.outcome) == [.refused])
    }

    @Test("whose aircraft was missing before it could leave is refused, out later it has left")
    func missing() {
        var world = World.with(.starting)
        world.now = world.now + .seconds(1)
        world.ready { $0.isAircraftInDock = false }
        #expect(world.sortie()?.state == .starting)
        var refused = world
        refused.settle("execute", .succeeded(.replied(Reply(result: 514_156))))
        #expect(refused.ended.map(\.outcome) == [.refused])
        var ended = world
        ended.progress(.failed, result: 514_156)
        #expect(ended.ended.map(\.outcome) == [.refused])
        world.wait(.seconds(5))
        world.ready { $0.isAircraftInDock = false }
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("whose launch is refused late is refused")
    func refusedLate() {
        var world = World.with(.starting)
        let launch = world.effects.last { $0.order == "execute" }
        world.settle("execute", .unknown)
        guard let launch else { return }
        world.hear(.repliedLate(to: launch.id, Reply(result: 319016)))
        #expect(world.ended.map(\.outcome) == [.refused])
    }

    @Test("keeps its one outcome: late, repeated and reordered words change nothing (S29)")
    func late() {
        var world = World.with(.docked)
        let wire = world.fleet.docks["D01"]?.lastSortie?.wire
        #expect(world.ended.map(\.outcome) == [.flown])
        for status in [SortieProgress.Status.inProgress, .paused, .ok, .failed] {
            world.progress(status, state: 6, flight: wire)
        }
        #expect(world.sortie() == nil)
        #expect(world.ended.count == 1)
    }

    @Test("does not go back when an older word comes after a newer one")
    func reordered() {
        var world = World.airborne()
        world.flying(mode: 9)
        var old = AircraftReadings()
        old.mode = 4
        world.hear(.readings(Readings(aircraft: old)), delay: .seconds(10))
        world.progress(.inProgress, state: 6)
        #expect(world.sortie()?.state == .returning)
    }

    @Test("is undone and prepared anew after a restart before its launch (S30)")
    func restart() {
        var world = World()
        world.ready()
        world.depart(after: .seconds(60))
        world.settle("prepare")
        let first = world.sortie()?.id
        world.apply(.started)
        #expect(world.count("undo") == 1)
        #expect(world.sortie() == nil)
        world.ready()
        #expect(world.sortie()?.state == .preparing)
        #expect(world.sortie()?.id != first)
        #expect(world.count("execute") == 0)
    }

    @Test("found in the air after a restart is adopted, never launched again (S30)")
    func restartInTheAir() {
        var world = World.airborne()
        world.apply(.started)
        #expect(world.sortie()?.state == .unknown)
        world.flying()
        #expect(world.sortie()?.state == .airborne)
        #expect(world.said(.sortieReconciled) == 1)
        #expect(world.count("execute") == 1)
    }

    @Test("in the air at a dock that falls silent is unknown; before the launch it is cancelled")
    func silent() {
        var world = World.airborne()
        world.hear(.silent(since: world.now))
        #expect(world.sortie()?.state == .unknown)
        world = World.with(.prepared)
        world.hear(.silent(since: world.now))
        #expect(world.sortie() == nil)
        #expect(world.fleet.missions.count == 1)
        #expect(world.count("undo") == 1)
    }

    @Test("whose end came but whose aircraft does not show is unknown after two minutes")
    func notDocked() {
        var world = World.airborne()
        world.progress(.ok)
        world.wait(.seconds(119))
        #expect(world.sortie()?.state == .airborne)
        world.wait(.seconds(2))
        #expect(world.sortie()?.state == .unknown)
        world.ready()
        #expect(world.ended.map(\.outcome) == [.flown])
    }

    @Test("launches no second time: one sortie a dock (S01)")
    func single() {
        var world = World.airborne()
        world.depart(repetition: 1)
        world.wait(.seconds(200))
        #expect(world.count("prepare") == 1)
        #expect(world.ended.map(\.outcome) == [.missed])
    }
}
