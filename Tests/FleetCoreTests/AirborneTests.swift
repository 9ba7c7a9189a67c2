// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("In the air")
struct AirborneTests {
    @Test("a battery that is needed for the way home brings it home at once (S20)")
    func battery() {
        var world = World.airborne()
        world.flying(battery: 21)
        #expect(world.count("returnHome") == 0)
        world.flying(battery: 20)
        #expect(world.count("returnHome") == 1)
        #expect(world.sortie()?.returnOrder?.cause == .battery)
        world.flying(battery: 19)
        #expect(world.count("returnHome") == 1)
    }

    @Test("wind above the limit for ten seconds brings it home; a gust does not (S20)")
    func wind() {
        var world = World.airborne()
        world.ready {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.wind = 9
        }
        world.wait(.seconds(5))
        world.flying()
        world.wait(.seconds(4))
        #expect(world.count("returnHome") == 0)
        world.ready {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.wind = 9
        }
        world.wait(.seconds(9))
        world.flying(mode: 5)
        #expect(world.count("returnHome") == 0)
        for _ in 0..<4 {
            world.ready {
                $0.isAircraftInDock = false
                $0.taskStep = 1
                $0.wind = 9
            }
            world.wait(.seconds(3))
        }
        #expect(world.count("returnHome") == 1)
    }

    @Test("rain above the limit brings it home (S20)")
    func rain() {
        var world = World.airborne()
        world.ready {
            $0.isAircraftInDock = false
            $0.taskStep = 1
            $0.rainStep = 1
        }
        #expect(world.sortie()?.returnOrder?.cause == .rain)
    }

    @Test("an area that comes into force ahead brings it home (S20)")
    func area() {
        var world = World.airborne()
        var configuration = World.configuration(docks: 1)
        let ring = [(-900, -900), (900, -900), (900, 900), (-900, 900), (-900, -900)].map {
            GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
        }
        configuration.areas = [
            Area(
                id: "Z1",
                kind: .noFly,
                name: Bilingual(en: "", zh: ""),
                rings: [],
                grid: [ring]
            )
        ]
        world.apply(.configure(configuration))
        #expect(world.sortie()?.returnOrder?.cause == .area)
    }

    @Test("a flight that should be over for minutes and is quiet becomes unknown (S19)")
    func overdue() {
        var world = World.airborne()
        world.wait(.hours(1))
        #expect(world.sortie()?.state == .unknown)
        #expect(world.said(.sortieUnknown) == 1)
    }

    @Test("a return that does not show is ordered again after 30 s, and no more once it shows")
    func returnAgain() {
        var world = World.airborne()
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.count("returnHome") == 1)
        world.wait(.seconds(29))
        #expect(world.count("returnHome") == 1)
        world.wait(.seconds(1))
        #expect(world.count("returnHome") == 2)
        world.flying(mode: 9)
        world.wait(.minutes(2))
        #expect(world.count("returnHome") == 2)
    }

    @Test("a recall during the start is sent again when the aircraft leaves all the same")
    func recallStarting() {
        var world = World.with(.starting)
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.count("undo") == 1)
        world.wait(.seconds(5))
        world.progress(.inProgress, state: 5)
        #expect(world.count("returnHome") == 2)
    }

    @Test(
        "a recall of a start breaks it off where the dock's model can, ahead of all else",
        arguments: [true, false]
    )
    func recallOfSetup(can: Bool) {
        var world = World { $0.docks[0].envelope.abortsSetup = can }
        world.ready()
        world.depart()
        world.settle("prepare")
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.count("flight_setup_abort") == (can ? 1 : 0))
        #expect(world.count("returnHome") == 1)
        let orders = world.effects.compactMap { effect -> Order? in
            if case .command(let command) = effect.action { command.order } else { nil }
        }
        let areUrgent = orders.suffix(can ? 3 : 2).allSatisfy { $0.isUrgent }
        #expect(areUrgent)
        // What the dock says of the flight counts, not the answer to the order.
        if can { world.settle("flight_setup_abort", .succeeded(.replied(Reply(result: 326109)))) }
        #expect(world.sortie()?.state == .starting && world.said(.commandFailed) == 0)
        world.progress(.canceled)
        #expect(world.sortie() == nil)
        // In the air there is nothing to break off.
        var flying = World.airborne()
        flying.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(flying.count("flight_setup_abort") == 0)
    }

    @Test("a return that is broken off is critical and ordered again (S23)")
    func brokenOff() {
        var world = World.airborne()
        world.flying(mode: 9)
        world.hear(.homing(Homing(isBrokenOff: true, reason: 3)))
        #expect(world.sortie()?.state == .airborne)
        #expect(world.sortie()?.isInEmergency == true)
        #expect(world.said(.sortieReturnBrokenOff) == 1)
        #expect(world.count("returnHome") == 1)
        world.hear(.homing(Homing(isBrokenOff: true, reason: 3)))
        #expect(world.count("returnHome") == 1)
        #expect(world.said(.sortieReturnBrokenOff) == 1)
        world.hear(.homing(Homing(isBrokenOff: false, reason: nil)))
        #expect(world.sortie()?.state == .returning)
        #expect(world.sortie()?.isInEmergency == false)
    }

    @Test(
        "a return broken off again and again is ordered again each time, and told once a minute (S23)",
        arguments: [TimeSpan.seconds(2), .seconds(7), .seconds(20)]
    )
    func brokenOffAgain(every: TimeSpan) {
        var world = World.airborne()
        world.flying(mode: 9)
        func told() -> Int { world.facts.count { $0.code != .dockTelemetryLost } }
        let before = told()
        let start = world.now
        while world.now - start < .minutes(10) {
            world.hear(.homing(Homing(isBrokenOff: true, reason: 3)))
            #expect(world.sortie()?.isInEmergency == true)
            if world.count("returnHome") > 0 { world.settle("returnHome", .unknown) }
            world.wait(every)
            world.hear(.homing(Homing(isBrokenOff: false, reason: nil)))
            #expect(world.sortie()?.state == .returning)
            world.wait(every)
        }
        // The first with its hover, its order and the way home; then one word a minute.
        #expect((11...20).contains(told() - before))
        #expect(world.said(.sortieReturnBrokenOff) + world.said(.sortieReturning) >= 10)
        // With each time that is at least 5 s after the last.
        let cycle = 2 * every.seconds
        #expect(world.count("returnHome") >= Int(600 / (cycle * (5 / cycle).rounded(.up))))
        // What it ends as is told at once.
        world.progress(.ok)
        world.wait(.seconds(20))
        world.ready()
        #expect(world.said(.sortieDocked) == 1)
    }

    @Test("ten seconds without telemetry are told once (S21)")
    func telemetryLost() {
        var world = World.airborne()
        world.wait(.seconds(9))
        #expect(world.said(.dockTelemetryLost) == 0)
        world.wait(.seconds(60))
        #expect(world.said(.dockTelemetryLost) == 1)
        world.flying()
        world.wait(.seconds(10))
        #expect(world.said(.dockTelemetryLost) == 2)
    }

    @Test("an aircraft that nobody sent is adopted and only ever told to come home (B11)")
    func foreign() {
        var world = World()
        world.ready()
        world.wait(.seconds(7))
        world.flying(mode: 5)
        #expect(world.sortie()?.isForeign == true)
        #expect(world.said(.sortieForeign) == 1)
        world.flying(battery: 5)
        #expect(world.effects.isEmpty)
        world.apply(.request(.recall(dock: nil), by: World.ann))
        #expect(world.effects.map(\.order) == ["returnHome"])
        world.wait(.seconds(7))
        world.ready()
        #expect(world.sortie() == nil)
        #expect(world.ended == [])
    }

    @Test(
        "a late word from the air does not bring up a foreign one while the dock has its aircraft"
    )
    func lateForeign() {
        var world = World.with(.docked)
        var aircraft = AircraftReadings()
        aircraft.mode = 5
        world.hear(.readings(Readings(aircraft: aircraft)))
        #expect(world.sortie() == nil)
    }

    @Test("frozen readings of the dock do not end it while the aircraft talks")
    func frozen() {
        var world = World.airborne()
        world.wait(.seconds(3))
        world.ready()
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("an aircraft that stands elsewhere after its task is landed away")
    func landedAway() {
        let world = World.with(.landedAway)
        #expect(world.said(.sortieLandedAway) == 1)
        #expect(world.ended.map(\.outcome) == [.partlyFlown])
    }
}
