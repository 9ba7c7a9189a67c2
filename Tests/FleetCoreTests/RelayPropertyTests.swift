// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Two docks that answer in whatever order")
struct RelayPropertyTests {
    /// Flights between two docks, played at random, and what they must never do.
    struct Play {
        var world = World.relaying()
        var dice: SeededGenerator
        var open: [Effect<FleetAction>] = []
        /// Docks that said yes to the prepare of a sortie.
        var prepared: [SortieID: Set<DockID>] = [:]
        /// Sorties whose landing dock said yes to its order.
        var receiving: Set<SortieID> = []
        /// Docks that were told to execute, by sortie.
        var told: [SortieID: Set<DockID>] = [:]
        var launched = 0

        init(seed: UInt64) { dice = SeededGenerator(seed) }

        mutating func play(_ steps: Int) {
            for _ in 0..<steps {
                if dice.happens(0.5) { world.now = world.now + .milliseconds(dice.pick(0...1500)) }
                act(next())
            }
        }

        mutating func act(_ input: FleetInput) {
            note(input)
            let outcome = world.apply(input)
            open += outcome.effects.filter { $0.order != "reply" }
            for effect in outcome.effects { check(effect) }
            for (id, sortie) in world.fleet.sorties where sortie.relay != nil {
                // The landing dock is never free while it is reserved.
                for dock in sortie.docksTaken { #expect(world.fleet.docks[dock]?.sortie == id) }
            }
            for dock in world.fleet.docks.values {
                guard let id = dock.sortie else { continue }
                #expect(world.fleet.sorties[id]?.docksTaken.contains(dock.id) == true)
            }
            // An aircraft is in one place.
            let guests = world.fleet.docks.values.compactMap { $0.guest?.aircraft.serial }
            #expect(Set(guests).count == guests.count)
        }

        /// What the docks said yes to.
        private mutating func note(_ input: FleetInput) {
            guard case .settled(let id, .succeeded(.replied(let reply))) = input, reply.isAccepted,
                let effect = world.effects.first(where: { $0.id == id }),
                case .command(let command) = effect.action
            else { return }
            switch command.order {
            case .prepare(let task): prepared[task.sortie, default: []].insert(command.dock)
            case .receive(let task): receiving.insert(task.sortie)
            default: break
            }
        }

        private mutating func check(_ effect: Effect<FleetAction>) {
            guard case .command(let command) = effect.action else { return }
            switch command.order {
            case .receive(let task), .relay(let task):
                #expect(told[task.sortie, default: []].insert(command.dock).inserted, "twice")
                #expect(prepared[task.sortie]?.count == 2, "not both are prepared")
                #expect(effect.retry == .once)
                guard case .relay = command.order else { return }
                #expect(receiving.contains(task.sortie), "nobody waits for it")
                #expect(world.fleet.docks[command.dock]?.dock.isAircraftInDock == true)
                launched += 1
            case .execute, .takeOff:
                let isTaken = world.fleet.sorties.contains { $1.relay != nil }
                #expect(!isTaken, "a dock that is taken flies something else")
            default: break
            }
        }

        private mutating func next() -> FleetInput {
            let dock = DockID("D0\(dice.pick(1...2))")
            switch dice.pick(0...99) {
            case 0...39: return report(dock, readings(dock))
            case 40...64: return settlement() ?? .tick
            // Of a flight that nobody knows it would become one that nobody sent.
            case 65...76 where world.fleet.openSortie(at: dock) != nil:
                return report(dock, .progressed(progress(dock)))
            case 77...84: return ask()
            case 85...88: return report(dock, .relayLink(World.link))
            case 89: return report(dock, .silent(since: world.now))
            case 90: return dice.happens(0.3) ? .started : .tick
            case 91: return .request(.recall(dock: dice.happens(0.5) ? dock : nil), by: World.ann)
            case 92: return .request(.cancel(MissionID(dice.pick(1...30))), by: World.ann)
            case 93: return .request(.hold(.dock(dock), reason: "x"), by: World.ann)
            case 94...95: return .request(.release(.dock(dock)), by: World.ann)
            case 96: return .request(.patrol(route: "R01", dock: dock), by: World.ann)
            case 97:
                let place = Coordinate(latitude: 22.503, longitude: 114.02)
                let grid = GridPoint(eastMillimetres: 500_000, northMillimetres: 300_000)
                return .request(.dispatch(place: place, grid: grid, dock: dock), by: World.ann)
            default: return .tick
            }
        }

        /// Mostly from where the aircraft is, with all that such a request is preceded by.
        private mutating func ask() -> FleetInput {
            let isAway = world.fleet.docks["D01"]?.awayAt != nil
            let from = isAway == dice.happens(0.9) ? 2 : 1
            if dice.happens(0.8), world.fleet.sorties.isEmpty {
                let at = isAway ? 2 : 1
                world.readyBoth { said, dock in said.isAircraftInDock = dock == at }
            }
            let route = RouteID("R0\(dice.pick(1...2))")
            let to = DockID("D0\(3 - from)")
            return .request(.relay(route: route, from: DockID("D0\(from)"), to: to), by: World.ann)
        }

        private func report(_ dock: DockID, _ said: Said) -> FleetInput {
            .report(
                DockReport(dock: dock, receivedAt: world.now, deviceTime: world.now, said: said)
            )
        }

        private mutating func readings(_ dock: DockID) -> Said {
            var said = World.readyReadings
            let isFlying = world.fleet.openSortie(at: dock)?.state.isInTheAir == true
            let holds = dock == "D01" ? world.fleet.docks[dock]?.awayAt == nil : false
            said.isAircraftInDock =
                isFlying ? dice.happens(0.2) : holds || world.fleet.docks[dock]?.guest != nil
            if isFlying, dice.happens(0.6) {
                said.taskStep = 1
                said.mode = 4
            }
            if dice.happens(0.03) { said.cover = dice.pick(0...3) }
            if dice.happens(0.02) { said.isEmergencyStopPressed = true }
            if dice.happens(0.03) { said.isAircraftInDock = dice.happens(0.5) }
            var aircraft = AircraftReadings()
            if isFlying, dice.happens(0.5) {
                aircraft.mode = [0, 5, 5, 9][dice.pick(0...3)]
                aircraft.batteryPercent = dice.pick(10...90)
                aircraft.returnPercent = 5
                aircraft.grid = GridPoint(
                    eastMillimetres: dice.pick(0...1000) * 1000,
                    northMillimetres: 200_000
                )
            }
            return .readings(Readings(dock: said, aircraft: aircraft))
        }

        private mutating func progress(_ dock: DockID) -> SortieProgress {
            let words: [SortieProgress.Status] = [
                .sent, .inProgress, .inProgress, .inProgress, .ok, .partiallyDone, .failed,
                .canceled,
            ]
            return SortieProgress(
                kind: .wayline,
                flight: world.fleet.openSortie(at: dock)?.wire,
                status: words[dice.pick(0...(words.count - 1))],
                percent: dice.pick(0...100),
                waylineState: dice.pick(0...9)
            )
        }

        private mutating func settlement() -> FleetInput? {
            guard !open.isEmpty else { return nil }
            // Mostly the latest, in any order among them.
            let effect = open.remove(at: dice.pick(max(0, open.count - 3)...(open.count - 1)))
            let yes = Settlement<FleetResult>.succeeded(.replied(Reply(result: 0)))
            let endings: [Settlement<FleetResult>] = [
                yes, yes, yes, yes, yes, yes, .succeeded(.replied(Reply(result: 319_016))),
                .failed(FailureReason(code: "unreachable", text: "x")), .expired, .unknown,
            ]
            if dice.happens(0.1) { open.append(effect) }
            return .settled(effect.id, endings[dice.pick(0...9)])
        }

        /// Faults end: the aircraft is in D01, by both docks' word, and nothing stays open.
        mutating func calm() {
            for _ in 0..<150 {
                world.now = world.now + .seconds(3)
                for dock in 1...2 {
                    var said = World.readyReadings
                    said.isAircraftInDock = dock == 1
                    said.flights = 1
                    act(report(DockID("D0\(dock)"), .readings(Readings(dock: said))))
                }
                for effect in open {
                    act(.settled(effect.id, .succeeded(.replied(Reply(result: 319_016)))))
                }
                open = []
            }
        }
    }

    static let seeds: [UInt64] = Array(1...30)

    @Test("no dock executes twice, and none before both are prepared", arguments: seeds)
    func invariants(seed: UInt64) {
        var play = Play(seed: seed)
        play.play(500)
        play.calm()
        #expect(play.world.fleet.sorties.isEmpty)
        #expect(play.world.fleet.missions.isEmpty)
        #expect(play.world.fleet.docks.values.allSatisfy { !$0.isBetweenDocks })
    }

    @Test("some of these plays do launch, land there, fall back and come home")
    func reaches() {
        var codes: Set<FactCode> = []
        var launched = 0
        for seed in Self.seeds {
            var play = Play(seed: seed)
            play.play(500)
            codes.formUnion(play.world.facts.map(\.code))
            launched += play.launched
        }
        #expect(launched > 5)
        for code: FactCode in [
            .relayReserved, .relayLanded, .relayFellBack, .relayAlternate, .relayHome,
            .sortieUnknown, .sortieFailed, .sortieCancelled,
        ] {
            #expect(codes.contains(code), "never: \(code)")
        }
    }
}
