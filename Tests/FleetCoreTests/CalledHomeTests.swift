// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A patrol that was called home says so")
struct CalledHomeTests {
    private static let meaning = Bilingual(en: "322283: return home", zh: "322283：下令返航")

    /// A progress of the open flight, as docks count it: with the way home.
    private static func say(
        _ world: inout World,
        _ status: SortieProgress.Status,
        state: Int? = nil,
        percent: Int,
        waypoint: Int = 0,
        result: Int = 0
    ) {
        var progress = SortieProgress(
            kind: .wayline,
            flight: world.sortie()?.wire,
            status: status,
            result: result,
            percent: percent,
            waypoint: waypoint,
            waylineState: state
        )
        if result != 0 { progress.meaning = meaning }
        world.hear(.progressed(progress))
    }

    /// In the air, and on its route or on the way there; then called home, landed and ended by the dock.
    private static func flown(onRoute: Bool, by person: Person?) -> (World, Int?) {
        var world = World.airborne()
        if onRoute { say(&world, .inProgress, state: 6, percent: 34, waypoint: 3) }
        if let person {
            world.apply(.request(.recall(dock: "D01"), by: person))
        } else {
            world.flying(battery: 9)
        }
        world.flying(mode: 9)
        say(&world, .inProgress, state: 9, percent: 92, waypoint: onRoute ? 3 : 0)
        let percent = world.sortie()?.percent
        say(&world, .failed, state: 2, percent: 96, waypoint: onRoute ? 3 : 0, result: 322_283)
        world.wait(.seconds(60))
        world.ready()
        return (world, percent)
    }

    @Test("by whose word, and the dock's word behind it in words, in both languages")
    func reason() {
        let (world, _) = Self.flown(onRoute: true, by: World.ann)
        #expect(world.ended.map(\.outcome) == [.partlyFlown])
        let why = world.ended.last?.reason
        #expect(why?.en == "recalled by ann; the dock said 322283: return home")
        #expect(why?.zh == "由 ann 召回；机场返回 322283：下令返航")
    }

    @Test("how far the route was flown is what the dock said before the way home")
    func percent() {
        let (world, before) = Self.flown(onRoute: true, by: World.ann)
        #expect(before == 34)
        #expect(world.fleet.docks["D01"]?.lastSortie?.percent == 34)
    }

    @Test("one that a person called home before its route began is not flown, and 0 percent of it")
    func unflown() {
        let (world, before) = Self.flown(onRoute: false, by: World.ann)
        #expect(before == 0)
        #expect(world.fleet.docks["D01"]?.lastSortie?.percent == 0)
        #expect(world.ended.map(\.outcome) == [.cancelled])
        let why = world.ended.last?.reason.en
        #expect(why?.hasPrefix("recalled by ann before its route began; the dock said") == true)
    }

    @Test("one that roost called home before its route began is refused, with roost's reason")
    func unflownByRoost() {
        let (world, _) = Self.flown(onRoute: false, by: nil)
        #expect(world.ended.map(\.outcome) == [.refused])
        let why = world.ended.last?.reason.en
        #expect(why?.hasPrefix("battery is needed for the way home before its route began") == true)
    }

    @Test("a route that is flown to its end is whole, though the way home is not counted")
    func whole() {
        var world = World.airborne()
        Self.say(&world, .inProgress, state: 6, percent: 88, waypoint: 9)
        world.flying(mode: 9)
        Self.say(&world, .inProgress, state: 9, percent: 92, waypoint: 9)
        #expect(world.sortie()?.percent == 88)
        Self.say(&world, .ok, percent: 100, waypoint: 9)
        world.wait(.seconds(60))
        world.ready()
        #expect(world.fleet.docks["D01"]?.lastSortie?.percent == 100)
        #expect(world.ended.map(\.outcome) == [.flown])
    }

    @Test("one that its dock ended by itself says so in words, not by a number")
    func ownEnd() {
        var world = World.airborne()
        Self.say(&world, .inProgress, state: 6, percent: 34, waypoint: 3)
        Self.say(&world, .failed, state: 2, percent: 95, waypoint: 3, result: 322_283)
        world.flying(mode: 9)
        world.wait(.seconds(60))
        world.ready()
        #expect(world.ended.last?.reason.en == "the dock ended the task 322283: return home")
    }
}
