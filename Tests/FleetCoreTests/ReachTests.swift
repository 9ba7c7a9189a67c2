// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("The promise to be anywhere in time")
struct ReachTests {
    private static func place(_ metres: Int) -> GridPoint {
        GridPoint(eastMillimetres: metres * 1000, northMillimetres: 0)
    }

    private func cover(_ world: World, at metres: Int = 1000) -> ReachMap.Cover? {
        world.fleet.reach(of: [Self.place(metres)], at: world.now).covers.first
    }

    @Test("a place is covered by the dock that is soonest there: overhead and the way")
    func soonest() {
        var world = World(docks: 3)
        for dock in 1...3 { world.ready(dock) }
        // D02 stands at 1000 m, D03 at 2000 m; 12 m/s, and the wind of 3 m/s takes none of it.
        #expect(cover(world, at: 1120) == .covered("D02", seconds: 70))
        #expect(cover(world, at: 1900) == .covered("D03", seconds: 69))
    }

    @Test(
        "what bars a launch takes its dock out of the promise; what is not known makes it unknown",
        arguments: [
            ("ready", .covered("D01", seconds: 144)), ("wind", .out), ("battery", .out),
            ("cover", .out), ("hold", .out), ("silent", .out), ("unheard", .unknown),
            ("stale", .unknown),
        ] as [(String, ReachMap.Cover)]
    )
    func bars(what: String, expected: ReachMap.Cover) {
        var world = World()
        if what != "unheard" {
            world.ready {
                if what == "wind" { $0.wind = 9 }
                if what == "battery" { $0.chargePercent = 20 }
                if what == "cover" { $0.cover = 3 }
            }
        }
        if what == "hold" { world.apply(.request(.hold(.fleet, reason: "storm"), by: World.ann)) }
        if what == "silent" { world.hear(.silent(since: world.now)) }
        if what == "stale" { world.wait(.seconds(31)) }
        #expect(cover(world) == expected)
    }

    @Test("wind slows the way, a low battery shortens it, and the limit ends it")
    func margins() {
        var world = World { $0.reserve.speed = 15 }
        world.ready { $0.wind = 5 }
        // 15 m/s at most, less 5 m/s of wind.
        #expect(cover(world, at: 4000) == .covered("D01", seconds: 460))
        var low = World()
        low.ready { $0.chargePercent = 40 }
        // 15 % of 2700 s, less take-off, landing, transitions and hover: 205 s, 1230 m out and back at 12 m/s.
        #expect(cover(low, at: 1200) == .covered("D01", seconds: 160))
        #expect(cover(low, at: 1300) == .out)
        var far = World { $0.reserve.maxResponseSeconds = 300 }
        far.ready()
        #expect(cover(far, at: 2880) == .covered("D01", seconds: 300))
        #expect(cover(far, at: 2900) == .out)
    }

    @Test("an area in force on the way gives the place to another dock")
    func area() {
        let ring = [(300, -100), (400, -100), (400, 100), (300, 100), (300, -100)]
        let area = Area(
            id: "Z1",
            kind: .noFly,
            name: Bilingual("Z1"),
            rings: [[]],
            grid: [
                ring.map {
                    GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
                }
            ]
        )
        var world = World(docks: 2) { $0.areas = [area] }
        world.ready(1)
        world.hear(.silent(since: world.now), dock: 2)
        #expect(cover(world, at: 450) == .out)
        world.ready(2)
        #expect(cover(world, at: 450) == .covered("D02", seconds: 106))
    }

    @Test("nothing is promised out of service hours, or without a configuration")
    func hours() throws {
        let world = World()
        #expect(world.fleet.isInService(at: World.noon))
        #expect(!world.fleet.isInService(at: World.noon + .hours(11)))
        #expect(!Fleet().isInService(at: World.noon))
        #expect(Fleet().reach(of: [Self.place(0)], at: World.noon).covers.isEmpty)
    }

    @Test("a sortie that is not back two minutes after its planned end is told once")
    func late() throws {
        var world = World.airborne()
        let profile = try #require(world.sortie()?.profile)
        let lateAt = profile.durationSeconds + 120
        for second in stride(from: 52, to: lateAt + 20, by: 2) {
            world.now = World.noon + .seconds(second)
            world.flying()
            world.apply(.tick)
            #expect(world.said(.sortieLate) == (second >= lateAt ? 1 : 0), "\(second) s")
        }
    }

    @Test("planning is told of calls, of batteries after the flight, and of weather and alarms")
    func availability() throws {
        var world = World(docks: 2)
        world.ready(1)
        world.ready(2) { $0.wind = 9 }
        let rest = world.fleet.availability(at: world.now)
        #expect(rest.map(\.isBarred) == [false, true] && rest.map(\.isOnCall) == [false, false])
        #expect(rest.map(\.batteryPermille) == [900, 900])
        world.apply(RequestTests.dispatch(east: 100))
        let called = try #require(world.fleet.availability(at: world.now).first)
        let profile = try #require(world.sortie()?.profile)
        #expect(called.isOnCall && called.batteryPermille == 900 - profile.energyPermille)
        #expect(called.availableAt == world.now + .seconds(profile.durationSeconds + 180))
        var patrol = World()
        patrol.ready()
        patrol.depart()
        #expect(patrol.fleet.availability(at: patrol.now).map(\.isOnCall) == [false])
    }
}
