// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import FleetCore

@Suite("Whatever happens in whatever order")
struct PropertyTests {
    /// A world that is played at random, and what it must never do.
    struct Play {
        var world: World
        var dice: SeededGenerator
        var open: [Effect<FleetAction>] = []
        var launched: Set<SortieID> = []
        var ended: Set<MissionID> = []
        var made: Set<MissionID> = []
        var runs = 0
        var log: [FleetOutcome] = []

        init(seed: UInt64) {
            dice = SeededGenerator(seed)
            world = World(docks: 3) {
                $0.reserve.preemption = seed % 2 == 0 ? .airborne : .waiting
            }
        }

        mutating func play(_ steps: Int) {
            for _ in 0..<steps {
                if dice.happens(0.7) { world.now = world.now + .seconds(dice.pick(0...4)) }
                if dice.happens(0.02) { world.now = world.now + .seconds(dice.pick(0...300)) }
                act(next())
            }
        }

        mutating func act(_ input: FleetInput) {
            let outcome = world.apply(input)
            log.append(outcome)
            open += outcome.effects.filter { $0.order != "reply" }
            made.formUnion(world.fleet.missions.ids)
            check(outcome, input)
        }

        private mutating func check(_ outcome: FleetOutcome, _ input: FleetInput) {
            let fleet = world.fleet
            // At most one open sortie a dock, and the dock knows it.
            for (id, sortie) in fleet.sorties {
                #expect(sortie.state.isOpen)
                #expect(fleet.docks[sortie.dock]?.sortie == id)
            }
            #expect(fleet.sorties.count == fleet.docks.count { $0.value.sortie != nil })
            for effect in outcome.effects where ["execute", "takeOff"].contains(effect.order) {
                checkLaunch(effect, outcome)
            }
            for end in outcome.ended { #expect(ended.insert(end.mission).inserted) }
            if let wake = fleet.nextWake { #expect(wake > world.now, "wakes at once: \(input)") }
        }

        /// A launch: once a sortie, with a verdict told, from fresh readings that permit it, and
        /// not under a hold.
        private mutating func checkLaunch(_ effect: Effect<FleetAction>, _ outcome: FleetOutcome) {
            guard case .command(let command) = effect.action,
                let dock = world.fleet.docks[command.dock]
            else { return }
            let sortie: SortieID? =
                switch command.order {
                case .execute(let id): id
                case .takeOff(let flight): flight.sortie
                default: nil
                }
            guard let sortie else { return }
            #expect(launched.insert(sortie).inserted, "launched twice: \(sortie)")
            #expect(effect.retry == .once)
            #expect(
                outcome.facts.contains {
                    $0.code == .interlockVerdict && $0.subject.sortie == sortie
                }
            )
            let times = dock.times
            let used = [
                times.mode, times.cover, times.presence, times.charge, times.wind, times.rain,
                times.temperature, times.emergencyStop, times.taskStep, times.alternateLanding,
            ]
            #expect(used.allSatisfy { $0.map { world.now - $0 <= .seconds(6) } ?? false })
            #expect(dock.dock.mode == 0 && dock.dock.taskStep == 5 && dock.dock.cover == 0)
            #expect(dock.dock.isAircraftInDock == true && dock.link == .online)
            if case .execute = command.order, let flying = world.fleet.sorties[sortie],
                case .wayline(let task) = flying.assignment, let when = task.readyWhen
            {
                let charge = dock.dock.chargePercent ?? 0
                #expect(when.contains(world.now) && charge > when.battery && flying.isReady == true)
            }
            #expect(dock.winds.maximum(at: world.now).map { $0 <= 8 } == true)
            #expect(world.fleet.holds(on: command.dock).isEmpty)
            #expect(world.fleet.isClockTrusted && world.fleet.health.hasBroker)
            #expect(world.fleet.health.hasStore)
        }

        private mutating func next() -> FleetInput {
            let dock = DockID("D0\(dice.pick(1...3))")
            switch dice.pick(0...99) {
            case 0...34: return .report(report(dock, readings(dock)))
            case 35...49: return settlement() ?? .tick
            case 50...64: return .report(report(dock, .progressed(progress(dock))))
            case 65...69: return departure(dock)
            case 70...71: return .tick
            case 72...76:
                let wire = world.fleet.openSortie(at: dock)?.wire
                let isNamed = dice.happens(0.8)
                return .report(
                    report(dock, .ready(flights: isNamed ? [wire].compactMap(\.self) : []))
                )
            case 77...79: return conditional(dock)
            case 80...91: return request(dock)
            case 92: return .report(report(dock, .silent(since: world.now)))
            case 93: return .started
            case 94:
                let broken = dice.happens(0.3)
                return .controller(
                    ControllerHealth(hasBroker: !broken, hasStore: dice.happens(0.9))
                )
            case 95: return .clock(dice.happens(0.3) ? .stepped(by: .seconds(3)) : .confirmed)
            case 96:
                let word = Homing(isBrokenOff: dice.happens(0.5), reason: 1)
                return .report(report(dock, .homing(word)))
            case 97:
                let linked = dice.happens(0.5) ? "AIR\(dice.pick(1...3))" : nil
                return .report(report(dock, .topology(Topology(aircraftSerial: linked))))
            case 98:
                let level = dice.pick(0...2)
                let alarm = HealthAlarm(level: level, code: "x", deviceType: "")
                let list = dice.happens(0.7) ? [] : [alarm]
                return .report(report(dock, .alarmed(list, ofAircraft: dice.happens(0.5))))
            default:
                let late = EffectID(dice.pick(1...50))
                return .report(
                    report(dock, .repliedLate(to: late, Reply(result: dice.pick(0...1))))
                )
            }
        }

        private mutating func report(_ dock: DockID, _ said: Said) -> DockReport {
            let delay = TimeSpan.seconds(dice.happens(0.1) ? dice.pick(0...60) : 0)
            return DockReport(
                dock: dock,
                receivedAt: world.now,
                deviceTime: dice.happens(0.98) ? world.now - delay : nil,
                said: said
            )
        }

        private mutating func readings(_ dock: DockID) -> Said {
            var said = World.readyReadings
            if dice.happens(0.3) {
                said.isAircraftInDock = dice.happens(0.5)
                said.taskStep = dice.pick(0...5)
                said.mode = dice.happens(0.5) ? 4 : 0
            }
            if dice.happens(0.1) { said.wind = MetresPerSecond(Double(dice.pick(-1...12))) }
            if dice.happens(0.1) { said.rainStep = dice.pick(0...2) }
            if dice.happens(0.1) { said.chargePercent = dice.pick(0...100) }
            if dice.happens(0.1) { said.cover = dice.pick(0...3) }
            if dice.happens(0.2) { said.wind = nil }
            if dice.happens(0.2) { said.isAircraftInDock = nil }
            var aircraft = AircraftReadings()
            if dice.happens(0.3) {
                let number = Int(dock.text.suffix(1)) ?? 1
                aircraft.grid = GridPoint(
                    eastMillimetres: (number - 1) * 1_000_000,
                    northMillimetres: dice.pick(0...300) * 1000
                )
                aircraft.mode = dice.pick(0...20)
                aircraft.batteryPercent = dice.pick(10...100)
                aircraft.returnPercent = 10
            }
            return .readings(Readings(dock: said, aircraft: aircraft))
        }

        private mutating func progress(_ dock: DockID) -> SortieProgress {
            let sortie = world.fleet.openSortie(at: dock)
            let last = world.fleet.docks[dock]?.lastSortie
            let wires = [sortie?.wire, last?.wire, nil]
            let words: [SortieProgress.Status] = [
                .sent, .inProgress, .inProgress, .inProgress, .paused, .arrived, .ok,
                .partiallyDone,
                .failed, .canceled, .unknown("?"),
            ]
            let kinds: [SortieProgress.Kind] = [.wayline, .wayline, .takeOffToPoint, .flyTo]
            return SortieProgress(
                kind: kinds[dice.pick(0...3)],
                flight: wires[dice.pick(0...2)],
                status: words[dice.pick(0...(words.count - 1))],
                result: dice.pick(0...1),
                percent: dice.pick(0...100),
                waylineState: dice.pick(0...9)
            )
        }

        private mutating func settlement() -> FleetInput? {
            guard !open.isEmpty else { return nil }
            let effect = open.remove(at: dice.pick(0...(open.count - 1)))
            let endings: [Settlement<FleetResult>] = [
                .succeeded(.replied(Reply(result: 0))), .succeeded(.replied(Reply(result: 0))),
                .succeeded(.replied(Reply(result: 0))), .succeeded(.replied(Reply(result: 319016))),
                .failed(FailureReason(code: "unreachable", text: "x")), .expired, .unknown,
            ]
            // Now and then a second settlement of the same effect.
            if dice.happens(0.1) { open.append(effect) }
            return .settled(effect.id, endings[dice.pick(0...6)])
        }

        private mutating func departure(_ dock: DockID) -> FleetInput {
            runs += 1
            let date = CalendarDate(dayNumber: 20_000)
            let start = world.now + .seconds(dice.pick(-10...90))
            return .depart(
                Departure(
                    date: date,
                    run: PlannedRun(date: date, demand: "d", repetition: runs),
                    route: dice.happens(0.95) ? RouteID("R0\(dice.pick(1...3))") : "R09",
                    dock: dice.happens(0.97) ? dock : "D09",
                    start: start,
                    latest: start + .seconds(120)
                )
            )
        }

        private mutating func conditional(_ dock: DockID) -> FleetInput {
            let from = world.now + .seconds(dice.pick(-20...60))
            let when = ReadyConditions(
                battery: dice.pick(40...89),
                from: from,
                until: from + .seconds(dice.pick(100...300))
            )
            let route = RouteID("R0\(dock.text.suffix(1))")
            return .request(.patrol(route: route, dock: dock, when: when), by: World.ann)
        }

        private mutating func request(_ dock: DockID) -> FleetInput {
            let named = dice.happens(0.5) ? dock : nil
            let grid = GridPoint(
                eastMillimetres: dice.pick(-1000...4000) * 1000,
                northMillimetres: dice.pick(0...6000) * 1000
            )
            let place = Coordinate(latitude: 22.5, longitude: 114)
            let scope: HoldScope = named.map { .dock($0) } ?? .fleet
            let request: FleetRequest =
                switch dice.pick(0...15) {
                case 0...3: .dispatch(place: place, grid: grid, dock: named)
                case 12: .pause(dock: dock)
                case 13: .resume(dock: dock)
                case 14: .cancelReturn(dock: dock)
                case 15: .flyTo(dock: dock, place: place, grid: grid)
                case 4...5: .patrol(route: RouteID("R0\(dice.pick(1...3))"), dock: named)
                case 6: .recall(dock: named)
                case 7: .cancel(MissionID(dice.pick(1...40)))
                case 8: .hold(scope, reason: "x")
                default: .release(scope)
                }
            return .request(request, by: World.ann)
        }

        /// Faults end: the docks say that all is at rest, and everything comes to its end.
        mutating func calm() {
            act(.clock(.confirmed))
            act(.controller(ControllerHealth(hasBroker: true, hasStore: true)))
            for _ in 0..<150 {
                world.now = world.now + .seconds(3)
                for dock in 1...3 {
                    let said = Said.readings(Readings(dock: World.readyReadings))
                    act(
                        .report(
                            DockReport(
                                dock: DockID("D0\(dock)"),
                                receivedAt: world.now,
                                deviceTime: world.now,
                                said: said
                            )
                        )
                    )
                }
                for effect in open {
                    act(.settled(effect.id, .succeeded(.replied(Reply(result: 319016)))))
                }
                open = []
            }
        }
    }

    static let seeds: [UInt64] = Array(1...24)

    @Test("no invariant breaks, and every mission ends once (S01, S14)", arguments: seeds)
    func invariants(seed: UInt64) {
        var play = Play(seed: seed)
        play.play(600)
        play.calm()
        #expect(play.world.fleet.sorties.isEmpty)
        #expect(play.world.fleet.missions.isEmpty)
        #expect(play.made.subtracting(play.ended).isEmpty)
    }

    @Test("some of these plays do launch, land and lose aircraft")
    func reaches() {
        var codes: Set<FactCode> = []
        for seed in Self.seeds.prefix(12) {
            var play = Play(seed: seed)
            play.play(600)
            codes.formUnion(play.world.facts.map(\.code))
        }
        for code: FactCode in [
            .sortieAirborne, .sortieDocked, .sortieUnknown, .sortieReconciled, .sortieForeign,
            .missionHeld, .missionEnded, .missionNotFlown, .sortieReturning,
            .sortieReturnOrdered,
        ] {
            #expect(codes.contains(code), "never: \(code)")
        }
    }

    @Test(
        "the same inputs give the same outcomes, and a snapshot goes on as the original",
        arguments: [3, 8]
    )
    func determinism(seed: UInt64) throws {
        var one = Play(seed: seed)
        var other = Play(seed: seed)
        one.play(300)
        other.play(300)
        #expect(one.log == other.log)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let bytes = try encoder.encode(one.world.fleet)
        other.world.fleet = try JSONDecoder().decode(Fleet.self, from: bytes)
        #expect(other.world.fleet == one.world.fleet)
        #expect(try encoder.encode(other.world.fleet) == bytes)
        one.play(200)
        other.play(200)
        #expect(one.log == other.log)
    }
}
