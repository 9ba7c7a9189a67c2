// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Conditional tasks")
struct StandbyTests {
    private static let never: ReservePolicy.Preemption? = ReservePolicy.Preemption.none

    /// A patrol of R01 by D01 in the next hour, when its battery is above 80 %.
    static func world(
        docks: Int = 1,
        charge: Int = 60,
        change: (inout FleetConfiguration) -> Void = { _ in }
    ) -> World {
        var world = World(docks: docks, change: change)
        for dock in 1...docks { world.ready(dock) { $0.chargePercent = charge } }
        ask(&world)
        return world
    }

    @discardableResult
    static func ask(
        _ world: inout World,
        dock: DockID? = "D01",
        battery: Int = 80,
        from: TimeSpan = .zero,
        until: TimeSpan = .hours(1)
    ) -> FleetOutcome {
        let when = ReadyConditions(
            battery: battery,
            from: world.now + from,
            until: world.now + until
        )
        return world.apply(
            .request(.patrol(route: "R01", dock: dock, when: when), by: World.ann)
        )
    }

    /// The dock says that its task is ready, and its battery.
    static func ready(_ world: inout World, charge: Int = 90) {
        world.wait(.seconds(1))
        world.ready { $0.chargePercent = charge }
        world.hear(.ready(flights: [world.sortie()?.wire].compactMap(\.self)))
    }

    @Test("the dock gets the task with its conditions, and is told to go once it says they hold")
    func whole() throws {
        var world = Self.world()
        #expect(world.count("prepare") == 1)
        let command = world.effects.lazy.compactMap { effect -> FlightTask? in
            guard case .command(let command) = effect.action,
                case .prepare(let task) = command.order
            else { return nil }
            return task
        }.last
        #expect(command?.readyWhen?.battery == 80)
        world.settle("prepare")
        world.wait(.minutes(5))
        world.ready { $0.chargePercent = 90 }
        #expect(world.count("execute") == 0)
        Self.ready(&world)
        #expect(world.count("execute") == 1 && world.said(.sortieReady) == 1)
        // The word comes again, and again: one launch.
        for _ in 0..<3 { Self.ready(&world) }
        #expect(world.count("execute") == 1)
        world.settle("execute")
        world.progress(.inProgress, state: 5)
        #expect(world.sortie()?.state == .airborne)
    }

    @Test("it does not leave while our own look at it says no, and leaves when all holds")
    func ownLook() {
        var world = Self.world()
        world.settle("prepare")
        Self.ready(&world, charge: 80)
        #expect(world.count("execute") == 0)
        world.ready {
            $0.chargePercent = 81
            $0.wind = 9
        }
        #expect(world.count("execute") == 0)
        world.apply(.request(.hold(.dock("D01"), reason: "x"), by: World.ann))
        world.wait(.minutes(10))
        world.ready { $0.chargePercent = 85 }
        #expect(world.count("execute") == 0)
        world.wait(.minutes(6))
        world.apply(.request(.release(.dock("D01")), by: World.ann))
        world.ready { $0.chargePercent = 85 }
        world.wait(.seconds(301))
        world.ready { $0.chargePercent = 85 }
        #expect(world.count("execute") == 1)
    }

    @Test("a word that names it no more is taken back, and one about another flight is none")
    func takenBack() {
        var world = Self.world()
        world.settle("prepare")
        let other = WireID(at: world.now, siteKey: 1, kind: 1, counter: 5)
        world.ready { $0.chargePercent = 90 }
        world.hear(.ready(flights: [other]))
        #expect(world.count("execute") == 0)
        world.ready { $0.wind = 9 }
        Self.ready(&world)
        world.hear(.ready(flights: []))
        world.wait(.minutes(12))
        world.ready()
        #expect(world.count("execute") == 0)
        #expect(InterlockTests.answer(world, .ready) == .yes)
    }

    @Test("neither before nor after its window, and missed with the reason at its end")
    func window() {
        var world = World()
        world.ready()
        Self.ask(&world, from: .minutes(10), until: .minutes(20))
        world.wait(.minutes(9))
        #expect(world.count("prepare") == 0)
        world.wait(.minutes(1))
        world.ready { $0.chargePercent = 60 }
        world.settle("prepare")
        for _ in 0..<9 {
            world.wait(.minutes(1))
            world.ready { $0.chargePercent = 60 }
        }
        #expect(world.ended.isEmpty)
        world.wait(.minutes(1))
        #expect(world.ended.last?.outcome == .missed)
        let reason = world.ended.last?.reason
        #expect(reason?.en.contains("conditions of its task: 60 %, limit > 80 %") == true)
        #expect(reason?.zh.contains("任务条件") == true)
        #expect(world.count("undo") == 1 && world.count("execute") == 0)
        Self.ready(&world)
        #expect(world.count("execute") == 0 && world.sortie() == nil)
    }

    @Test("a planned run takes the dock; the task comes back when the dock is free")
    func run() {
        var world = Self.world(charge: 70)
        world.settle("prepare")
        let first = world.sortie()?.id
        world.depart()
        #expect(world.count("undo") == 1 && world.count("prepare") == 2)
        #expect(world.sortie()?.id != first && world.sortie()?.isStandingBy == false)
        world.settle("prepare")
        #expect(world.count("execute") == 1)
        world.settle("execute", .succeeded(.replied(Reply(result: 316026))))
        #expect(world.sortie()?.isStandingBy == true && world.count("prepare") == 3)
        #expect(world.fleet.missions.count == 1)
    }

    @Test("a call takes the dock, whatever the site says of patrols that give way")
    func call() {
        var world = Self.world(charge: 70) { $0.reserve.preemption = Self.never }
        world.settle("prepare")
        let grid = GridPoint(eastMillimetres: 100_000, northMillimetres: 100_000)
        let place = Coordinate(latitude: 22.501, longitude: 114.011)
        world.apply(.request(.dispatch(place: place, grid: grid, dock: nil), by: World.ann))
        #expect(world.count("takeOff") == 1 && world.count("undo") == 1)
        #expect(world.ended.isEmpty && world.fleet.missions.count == 2)
    }

    @Test("it bars no other dock's way, and does not count against the reserve")
    func barsNobody() {
        var world = Self.world(docks: 2, charge: 70) { $0.routes[1].grid = $0.routes[0].grid }
        world.settle("prepare")
        world.depart(2)
        world.settle("prepare")
        #expect(world.count("execute") == 1)
    }

    @Test("two that wait at one dock do not push each other out")
    func two() {
        var world = Self.world()
        world.settle("prepare")
        Self.ask(&world)
        for _ in 0..<5 {
            world.wait(.seconds(3))
            world.ready { $0.chargePercent = 60 }
        }
        #expect(world.count("prepare") == 1 && world.count("undo") == 0)
    }

    @Test("a restart prepares it anew; one launched is never launched again (S30)")
    func restart() {
        var world = Self.world()
        world.settle("prepare")
        world.apply(.started)
        #expect(world.sortie() == nil)
        world.ready { $0.chargePercent = 60 }
        #expect(world.count("prepare") == 2)
        world.settle("prepare")
        Self.ready(&world)
        #expect(world.count("execute") == 1)
        world.apply(.started)
        Self.ready(&world)
        #expect(world.count("execute") == 1 && world.sortie()?.state == .unknown)
    }

    @Test(
        "conditions that never hold are refused, and nothing is sent",
        arguments: [
            (0, 0, 60, RefusalCode.badRequest), (90, 0, 60, .badRequest), (80, 30, 30, .endPassed),
            (80, -60, -1, .endPassed), (80, 0, 1441, .windowTooLong),
        ]
    )
    func refused(battery: Int, from: Int, until: Int, code: RefusalCode) {
        var world = World()
        world.ready()
        let outcome = Self.ask(
            &world,
            battery: battery,
            from: .minutes(from),
            until: .minutes(until)
        )
        #expect(outcome.refusal?.code == code)
        #expect(world.count("prepare") == 0 && world.fleet.missions.isEmpty)
        #expect(outcome.refusal?.text.zh.contains("{") == false)
    }

    @Test("a window outside the permitted hours is refused with the reason")
    func hours() {
        var world = World()
        world.ready()
        let outcome = Self.ask(&world, from: .hours(11), until: .hours(12))
        #expect(outcome.refusal?.code == .interlocksOpen)
        #expect(outcome.refusal?.reasons.first?.en.contains("permitted hours") == true)
    }

    @Test("a window that reaches into permitted hours is taken, and leaves only within them")
    func reachesHours() {
        var world = World()
        // 03:00, the hours begin at 06:00.
        world.now = World.noon - .hours(9)
        world.ready { $0.chargePercent = 60 }
        #expect(Self.ask(&world, until: .hours(2)).refusal?.code == .interlocksOpen)
        #expect(Self.ask(&world, until: .hours(5)).refusal == nil)
        #expect(world.count("prepare") == 0 && world.fleet.missions.count == 1)
        world.wait(.hours(3))
        Self.ready(&world)
        world.settle("prepare")
        Self.ready(&world)
        #expect(world.count("execute") == 1)
    }

    @Test(
        "in any order of words it leaves at most once, and only when all of its conditions hold",
        arguments: 1...40 as ClosedRange<UInt64>
    )
    func anyOrder(seed: UInt64) {
        var dice = SeededGenerator(seed)
        var world = Self.world(charge: 85)
        var launched: Set<WireID> = []
        for _ in 0..<150 {
            world.wait(.seconds(dice.pick(0...20)))
            let before = world.effects.count
            let wire = world.sortie()?.wire
            switch dice.pick(0...11) {
            case 0...3: world.ready { $0.chargePercent = dice.pick(76...90) }
            case 4: world.hear(.ready(flights: [wire].compactMap(\.self)))
            case 5: world.hear(.ready(flights: []))
            case 6...7: if world.count("prepare") > 0 { world.settle("prepare") }
            case 8: Self.ask(&world, until: .seconds(dice.pick(60...900)))
            case 9: if dice.happens(0.3) { world.apply(.started) }
            case 10: if dice.happens(0.3) { world.hear(.silent(since: world.now)) }
            default:
                let refused = Settlement<FleetResult>.succeeded(.replied(Reply(result: 319009)))
                if world.count("execute") > 0 { world.settle("execute", refused) }
            }
            for effect in world.effects.dropFirst(before) where effect.order == "execute" {
                guard case .command(let command) = effect.action, let flight = command.flight,
                    let sortie = world.fleet.sorties.values.first(where: { $0.wire == flight }),
                    case .wayline(let task) = sortie.assignment, let when = task.readyWhen
                else { continue }
                #expect(launched.insert(flight).inserted)
                #expect(sortie.isReady == true && when.contains(world.now))
                #expect(world.fleet.docks["D01"]?.dock.chargePercent ?? 0 > when.battery)
            }
        }
        // Some of these plays do launch.
        if seed == 1 { #expect(!launched.isEmpty) }
    }
}
