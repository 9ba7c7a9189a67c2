// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("The controller's own world")
struct WorldTests {
    @Test("a lost broker cancels what is not launched and leaves alone what flies (S24)")
    func broker() {
        var world = World.with(.prepared)
        world.apply(.controller(ControllerHealth(hasBroker: false, hasStore: true)))
        #expect(world.sortie() == nil)
        #expect(world.fleet.missions.count == 1)
        world.apply(.controller(ControllerHealth(hasBroker: true, hasStore: true)))
        #expect(world.sortie()?.state == .preparing)
        world = World.airborne()
        world.apply(.controller(ControllerHealth(hasBroker: false, hasStore: true)))
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("a stepped clock is trusted again when three docks agree with it for 30 s (S26)")
    func clockByDocks() {
        var world = World(docks: 4)
        world.apply(.clock(.stepped(by: .seconds(3))))
        func listen(to docks: ClosedRange<Int>, seconds: Int) {
            for _ in 0..<seconds {
                for dock in docks { world.ready(dock) }
                world.wait(.seconds(1))
            }
        }
        listen(to: 1...2, seconds: 60)
        #expect(!world.fleet.isClockTrusted)
        listen(to: 1...3, seconds: 15)
        // One that disagrees starts anew.
        world.hear(.readings(Readings(dock: World.readyReadings)), dock: 3, delay: .seconds(200))
        listen(to: 1...3, seconds: 29)
        #expect(!world.fleet.isClockTrusted)
        listen(to: 1...3, seconds: 3)
        #expect(world.fleet.isClockTrusted)
        #expect(world.said(.siteClockConfirmed) == 1)
    }

    @Test("a person may vouch for a stepped clock, by name and once")
    func clockByPerson() {
        var world = World()
        let confirm = FleetInput.request(.confirmClock, by: World.ann)
        #expect(world.apply(confirm).refusal?.code == .wrongState)
        world.apply(.clock(.stepped(by: .hours(-1))))
        #expect(world.apply(confirm).facts.map(\.text.en).first?.contains("ann") == true)
        #expect(world.fleet.isClockTrusted)
    }

    @Test("a list of alarms as long as a dock may send ends none (PROTOCOL § 17)")
    func alarms() {
        var world = World()
        func alarm(_ number: Int, level: Int = 2) -> HealthAlarm {
            HealthAlarm(level: level, code: "0x\(number)", deviceType: "3-3-0")
        }
        world.hear(.alarmed([alarm(0)], ofAircraft: false))
        world.hear(.alarmed((1...20).map { alarm($0) }, ofAircraft: false))
        #expect(world.fleet.docks["D01"]?.alarms.contains(alarm(0)) == true)
        #expect(world.said(.dockAlarmCleared) == 0)
        world.hear(.alarmed([alarm(1), alarm(1, level: 1)], ofAircraft: false))
        #expect(world.said(.dockAlarmCleared) == 20)
        var other = alarm(1)
        other.sensor = 3
        world.hear(.alarmed([alarm(1), other], ofAircraft: false))
        #expect(world.said(.dockAlarmRaised) == 22)
    }

    @Test("a dock paired with another aircraft is held, also while that sleeps")
    func paired() {
        var world = World()
        world.ready { $0.aircraftSerial = "AIR2" }
        world.depart()
        #expect(world.fleet.missions.first?.value.open.map(\.interlock) == [.aircraft])
        world.ready { $0.aircraftSerial = "AIR1" }
        #expect(world.count("prepare") == 1)
    }

    @Test("an unknown sortie is not judged by a count of flights from before it")
    func oldCount() {
        var world = World()
        world.ready { $0.flights = 7 }
        world.depart()
        world.settle("prepare")
        world.settle("execute", .unknown)
        world.wait(.minutes(10))
        world.ready()
        #expect(world.sortie()?.state == .unknown)
        world.ready { $0.flights = 8 }
        #expect(world.fleet.docks["D01"]?.lastSortie?.state == .docked)
    }

    @Test("a stepped clock bars launches until it is confirmed, and ages no sortie (S26)")
    func clock() {
        var world = World.with(.starting)
        world.now = world.now + .hours(1)
        world.apply(.clock(.stepped(by: .hours(1))))
        world.wait(.seconds(30))
        #expect(world.sortie()?.state == .starting)
        world = World()
        world.ready()
        world.apply(.clock(.stepped(by: .seconds(-5))))
        world.ready()
        world.depart()
        #expect(world.count("prepare") == 0)
        world.apply(.clock(.confirmed))
        #expect(world.count("prepare") == 1)
    }

    @Test("what bars a launch bars one that is due in the same instant")
    func sameInstant() throws {
        let bars: [FleetInput] = [
            .controller(ControllerHealth(hasBroker: true, hasStore: false)),
            .controller(ControllerHealth(hasBroker: false, hasStore: true)),
            .request(.hold(.fleet, reason: "stop"), by: World.ann),
            .request(.recall(dock: nil), by: World.ann),
            .clock(.stepped(by: .seconds(3))),
        ]
        var world = World.with(.prepared)
        world.now = try #require(world.fleet.missions.first).value.start
        for bar in bars {
            var copy = world
            copy.apply(bar)
            #expect(copy.count("execute") == 0, "\(bar)")
        }
        world.apply(.tick)
        #expect(world.count("execute") == 1)
    }

    @Test("a stepped clock is trusted after half a minute of agreement with three docks (S26)")
    func agreement() {
        var world = World(docks: 4)
        world.apply(.clock(.stepped(by: .seconds(20))))
        func speak(_ docks: ClosedRange<Int>, seconds: Int, off: TimeSpan = .zero) {
            for _ in 0..<seconds / 5 {
                world.wait(.seconds(5))
                for dock in docks {
                    world.hear(
                        .readings(Readings(dock: World.readyReadings)),
                        dock: dock,
                        delay: off
                    )
                }
            }
        }
        speak(1...2, seconds: 60)
        #expect(!world.fleet.isClockTrusted, "two docks of four are not enough")
        speak(1...4, seconds: 60, off: .seconds(20))
        #expect(!world.fleet.isClockTrusted, "nobody agrees with a wrong clock")
        speak(1...3, seconds: 25)
        #expect(!world.fleet.isClockTrusted)
        speak(1...3, seconds: 15)
        #expect(world.fleet.isClockTrusted)
    }

    @Test("a dock that is taken out leaves when its sortie is over")
    func takenOut() {
        var world = World(docks: 2)
        world.ready(1)
        world.ready(2)
        world.depart(1)
        world.settle("prepare")
        #expect(world.fleet.heard(under: World.configuration(docks: 1)).map(\.id) == ["D01"])
        world.apply(.configure(World.configuration(docks: 1)))
        #expect(world.fleet.docks.ids == ["D01"])
        var one = World.configuration(docks: 2)
        one.docks.removeFirst()
        world.apply(.configure(one))
        #expect(world.fleet.docks.ids == ["D01", "D02"])
        #expect(world.fleet.docks["D01"]?.isAdopted == false)
        world.settle("execute", .succeeded(.replied(Reply(result: 1))))
        #expect(world.fleet.docks.ids == ["D02"])
    }

    @Test("an aircraft whose dock was taken out is called home all the same (S11)")
    func takenOutInTheAir() throws {
        var world = World.with(.airborne)
        var none = World.configuration(docks: 2)
        none.docks.removeFirst()
        world.apply(.configure(none))
        #expect(world.fleet.docks["D01"]?.isAdopted == false)
        // Nor is it shut out by a broker that is started anew.
        #expect(world.fleet.heard(under: none).map(\.id) == ["D02", "D01"])
        let sent = world.count("returnHome")
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.count("returnHome") == sent + 1)
        #expect(world.sortie()?.returnOrder != nil)
    }

    @Test("planning hears of battery, end of sortie and bars")
    func availability() {
        var world = World(docks: 2)
        world.ready(1)
        world.ready(2)
        world.depart(1)
        world.settle("prepare")
        world.apply(.request(.hold(.dock("D02"), reason: "x"), by: World.ann))
        let all = world.fleet.availability(at: world.now)
        let need = world.sortie(1)?.profile?.energyPermille ?? 0
        #expect(need > 0 && all.map(\.batteryPermille) == [900 - need, 900])
        #expect(all.map(\.isBarred) == [false, true])
        let length = world.sortie(1)?.profile?.durationSeconds ?? 0
        #expect(all.first?.availableAt == world.now + .seconds(length + 180))
        #expect(all.last?.availableAt == world.now)
    }

    @Test("a dock is watched while a mission or sortie needs it")
    func watched() {
        var world = World()
        world.ready()
        #expect(!world.fleet.isWatched("D01", at: world.now))
        world.depart(after: .seconds(90))
        #expect(world.fleet.isWatched("D01", at: world.now))
    }

    @Test("a weather hold begins at the limit and ends below it, after five calm minutes (S04)")
    func weather() {
        var world = World()
        for _ in 0..<3 { world.ready { $0.wind = 9 } }
        #expect(world.said(.dockWeatherHold) == 1)
        // Between the limit of 8 m/s and the margin below it nothing ends.
        for _ in 0..<40 {
            world.wait(.seconds(10))
            world.ready { $0.wind = 7.5 }
        }
        #expect(world.said(.dockWeatherReleased) == 0)
        // The gust of a minute ago is no calm, nor is a silent sensor.
        for _ in 0..<30 {
            world.wait(.seconds(10))
            world.ready()
        }
        world.wait(.seconds(61))
        world.ready { $0.wind = nil }
        #expect(world.said(.dockWeatherReleased) == 0)
        #expect(InterlockTests.answer(world, .weather) == .no)
        for _ in 0..<31 {
            world.wait(.seconds(10))
            world.ready()
        }
        #expect(world.said(.dockWeatherReleased) == 1 && world.said(.dockWeatherHold) == 1)
        #expect(InterlockTests.answer(world, .weather) == .yes)
    }

    @Test(
        "a dock without its aircraft, and without a flight, is told once and gets no runs until it is back"
    )
    func missing() {
        var world = World()
        func isBarred() -> Bool {
            world.fleet.availability(at: world.now).first { $0.dock == "D01" }?.isBarred == true
        }
        world.ready()
        // A sensor that is wrong for half a minute is no missing aircraft.
        for _ in 0..<3 {
            world.wait(.seconds(15))
            world.ready { $0.isAircraftInDock = false }
        }
        world.wait(.seconds(15))
        world.ready()
        #expect(world.said(.dockAircraftMissing) == 0 && !isBarred())
        for _ in 0..<10 {
            world.wait(.seconds(15))
            world.ready { $0.isAircraftInDock = false }
        }
        #expect(world.said(.dockAircraftMissing) == 1 && isBarred())
        world.wait(.seconds(15))
        world.ready()
        #expect(world.said(.dockAircraftBack) == 1 && !isBarred())
        // In the air it is not missed.
        var other = World.airborne()
        for _ in 0..<10 {
            other.wait(.seconds(10))
            other.flying()
        }
        #expect(other.said(.dockAircraftMissing) == 0)
    }

    @Test("wind is the maximum of a minute, however many samples there were (S03)")
    func wind() {
        var history = WindHistory()
        for second in 0..<200 {
            history.add(
                MetresPerSecond(20 - Double(second) / 20),
                at: World.noon + .seconds(second)
            )
        }
        #expect(history.samples.count <= WindHistory.limit)
        let maximum = history.maximum(at: World.noon + .seconds(199))
        #expect(maximum.map { $0 >= MetresPerSecond(20 - 139.0 / 20) } == true)
        #expect(history.maximum(at: World.noon + .seconds(600)) == nil)
    }
}
