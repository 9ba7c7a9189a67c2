// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Stop: launches are frozen and what flies comes home, until a person releases it (D7)")
struct StopTests {
    private static func stop(_ scope: HoldScope) -> FleetInput {
        .request(.stop(scope, reason: "helicopter"), by: World.ann)
    }

    /// A square of a kilometre around the docks' first kilometres.
    private static func zone(east: Int, north: Int) -> Area {
        let ring = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { x, y in
            GridPoint(
                eastMillimetres: (east + 1000 * x) * 1000,
                northMillimetres: (north + 1000 * y) * 1000
            )
        }
        return Area(
            id: "Z1",
            kind: .zone,
            name: Bilingual(en: "zone", zh: "区域"),
            rings: [],
            grid: [ring]
        )
    }

    @Test("a hold on a zone is told of a route that enters it, and of no other")
    func alongRoute() {
        var world = World(docks: 2) { $0.areas = [Self.zone(east: -100, north: 100)] }
        world.apply(.request(.hold(.zone("Z1"), reason: "marathon"), by: World.ann))
        #expect(world.fleet.holds(on: "D01").isEmpty)
        #expect(world.fleet.holds(on: "D01", along: "R01").map(\.told.en) == ["H-1 ann: marathon"])
        #expect(world.fleet.holds(on: "D02", along: "R02").isEmpty)
    }

    @Test("the release of a zone that is not there is refused as that, not as not held")
    func unknownZone() {
        var world = World { $0.areas = [Self.zone(east: -100, north: 100)] }
        let none = world.apply(.request(.release(.zone("nosuch")), by: World.ann))
        #expect(none.refusal?.code == .unknownSubject)
        let free = world.apply(.request(.release(.zone("Z1")), by: World.ann))
        #expect(free.refusal?.code == .wrongState)
        #expect(free.refusal?.text.zh == "现在不可以：区域 Z1 处于未停飞。")
    }

    @Test("an aircraft in the air is ordered home, and its dock launches no more")
    func airborne() {
        var world = World.airborne()
        let outcome = world.apply(Self.stop(.dock("D01")))
        #expect(outcome.refusal == nil)
        #expect(world.count("returnHome") == 1)
        #expect(world.fleet.holds(on: "D01").count == 1)
        #expect(world.said(.holdPlaced) == 1)
    }

    @Test("a stop is kept as it is over writing and reading, and ends by its own scope only")
    func release() throws {
        var world = World(docks: 2)
        world.apply(Self.stop(.fleet))
        world.apply(.request(.release(.dock("D01")), by: World.ann))
        #expect(world.fleet.holds(on: "D01").count == 1)
        world.apply(.request(.release(.fleet), by: World.ann))
        #expect(world.fleet.holds(on: "D01").isEmpty)
    }

    @Test("a zone stops docks that stand in it and flights that would enter it, and no others")
    func zones() {
        // The route of D02 lies 200 m north of it; the zone holds that, and no dock.
        var world = World(docks: 3) {
            $0.areas = [Self.zone(east: 900, north: 100)]
            $0.reserve.minReady = 0
        }
        for dock in 1...3 { world.ready(dock) }
        world.apply(Self.stop(.zone("Z1")))
        for dock in 1...3 { world.depart(dock) }
        let sent = world.effects.compactMap { effect in
            if case .command(let command) = effect.action, effect.order == "prepare" {
                command.dock.text
            } else {
                nil
            }
        }
        #expect(sent == ["D01", "D03"])
        world.apply(.request(.release(.zone("Z1")), by: World.ann))
        world.wait(.seconds(5))
        world.ready(2)
        #expect(world.count("prepare") == 3)
    }

    @Test("a zone brings home what flies through it; one that is gone holds everything")
    func zoneInTheAir() {
        var world = World.airborne()
        var configuration = World.configuration(docks: 1)
        configuration.areas = [Self.zone(east: 5000, north: 5000)]
        world.apply(.configure(configuration))
        world.apply(Self.stop(.zone("Z1")))
        #expect(world.count("returnHome") == 0)
        #expect(world.fleet.holds(on: "D01").isEmpty)
        configuration.areas = []
        world.apply(.configure(configuration))
        #expect(world.fleet.holds(on: "D01").count == 1)
        configuration.areas = [Self.zone(east: -100, north: 100)]
        world.apply(.configure(configuration))
        world.apply(Self.stop(.zone("Z1")))
        #expect(world.count("returnHome") == 1)
    }

    @Test("a stop of what does not exist is refused and stops nothing")
    func unknown() {
        var world = World.airborne()
        for scope in [HoldScope.dock("D09"), .zone("Z9")] {
            #expect(world.apply(Self.stop(scope)).refusal?.code == .unknownSubject)
        }
        #expect(world.count("returnHome") == 0)
        #expect(world.fleet.holds.isEmpty)
    }

    @Test(
        "in any order of events no launch leaves the scope of a stop until it is released",
        arguments: 1...150
    )
    func interleaved(seed: UInt64) {
        var random = SeededGenerator(seed)
        var world = World(docks: 3) { $0.areas = [Self.zone(east: 900, north: 100)] }
        /// Launches that were asked for, with their docks, and may not have left yet.
        var queued: [(effect: EffectID, command: DockCommand)] = []
        var stops: [HoldScope] = []
        let scopes: [HoldScope] = [.fleet, .dock("D01"), .dock("D02"), .zone("Z1")]
        func isStopped(_ dock: DockID) -> Bool {
            stops.contains { scope in
                switch scope {
                case .fleet: true
                case .dock(let id): id == dock
                // Its route leads through the zone.
                case .zone: dock == "D02"
                }
            }
        }
        var seen = 0
        for step in 0..<60 {
            let dock = random.pick(1...3)
            switch random.pick(0...9) {
            case 0, 1: world.depart(dock, after: .seconds(random.pick(0...30)), repetition: step)
            case 2, 3: for one in 1...3 { world.ready(one) }
            case 4: if world.count("prepare") > 0 { world.settle("prepare") }
            case 5: if world.count("execute") > 0 { world.settle("execute") }
            case 6:
                let scope = scopes[random.pick(0...3)]
                world.apply(Self.stop(scope))
                stops.append(scope)
            case 7:
                let scope = scopes[random.pick(0...3)]
                world.apply(.request(.release(scope), by: World.ann))
                stops.removeAll { $0 == scope }
            default: world.wait(.seconds(random.pick(1...20)))
            }
            for effect in world.effects[seen...] {
                guard case .command(let command) = effect.action, command.order.isLaunch else {
                    continue
                }
                #expect(!isStopped(command.dock), "\(effect.order) in step \(step)")
                queued.append((effect.id, command))
            }
            seen = world.effects.count
            for (effect, command) in queued where isStopped(command.dock) {
                let objection = world.fleet.objection(to: command, of: effect, at: world.now)
                #expect(objection != nil, "\(effect) may leave in step \(step)")
            }
        }
    }
}
