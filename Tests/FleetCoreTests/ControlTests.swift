// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("Who holds the control of an aircraft (S17)")
struct ControlTests {
    @Test("roost sends nothing of its own while somebody flies by hand, and tells it (S17)")
    func watches() {
        var world = World.airborne()
        world.controlled(by: "B")
        #expect(world.said(.sortieTakenOver) == 1)
        let before = world.effects.count
        world.flying(battery: 15)
        world.hear(.homing(Homing(isBrokenOff: true, reason: 3)))
        world.wait(.minutes(2))
        world.flying(battery: 12)
        #expect(world.effects.count == before)
        world.controlled(by: "A")
        #expect(world.said(.sortieGivenBack) == 1)
        world.flying(battery: 12)
        #expect(world.count("returnHome") == 1)
    }

    @Test("a takeover that telemetry overtook is heard, one that ended is not (S17, S29)")
    func overtaken() {
        var world = World.airborne()
        world.controlled(by: "A")
        world.now = world.now + .seconds(10)
        world.flying(battery: 60)
        // It was said before that reading, and its first message never came.
        world.controlled(by: "B", delay: .seconds(3))
        #expect(world.said(.sortieTakenOver) == 1)
        let before = world.effects.count
        world.flying(battery: 12)
        #expect(world.effects.count == before)
        world.controlled(by: "A", delay: .milliseconds(500))
        #expect(world.said(.sortieGivenBack) == 1)
        // The same word again, as docks repeat what was not answered.
        world.controlled(by: "B", delay: .seconds(3))
        #expect(world.said(.sortieTakenOver) == 1)
        world.flying(battery: 12)
        #expect(world.count("returnHome") == 1)
    }

    @Test("an area that comes into force ahead waits until the aircraft is given back (S17, S20)")
    func area() {
        var world = World.airborne()
        world.controlled(by: "B")
        var configuration = World.configuration(docks: 1)
        let ring = [(-900, -900), (900, -900), (900, 900), (-900, 900), (-900, -900)].map {
            GridPoint(eastMillimetres: $0.0 * 1000, northMillimetres: $0.1 * 1000)
        }
        let name = Bilingual(en: "", zh: "")
        configuration.areas = [Area(id: "Z1", kind: .noFly, name: name, rings: [], grid: [ring])]
        world.apply(.configure(configuration))
        world.wait(.minutes(2))
        #expect(world.count("returnHome") == 0)
        #expect(world.said(.sortieReturnOrdered) == 0)
        world.controlled(by: "A")
        world.flying(battery: 80)
        #expect(world.count("returnHome") == 1)
        #expect(world.sortie()?.returnOrder?.cause == .area)
        #expect(world.said(.sortieReturnOrdered) == 1)
    }

    @Test("what roost ordered before is not said again to whoever flies by hand (S17)")
    func sentAgain() throws {
        var world = World.airborne()
        world.flying(battery: 15)
        let effect = try #require(world.effects.last { $0.order == "returnHome" })
        guard case .command(let command) = effect.action else { return }
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == nil)
        world.controlled(by: "B")
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == .inHands)
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.fleet.objection(to: command, of: effect.id, at: world.now) == nil)
    }

    @Test("a person's recall goes through all the same, and is sent again (S17)")
    func recall() {
        var world = World.airborne()
        world.controlled(by: "B")
        world.apply(.request(.recall(dock: "D01"), by: World.ann))
        #expect(world.count("returnHome") == 1)
        world.wait(.seconds(30))
        #expect(world.count("returnHome") == 2)
    }

    @Test("what a person asks besides is refused with the reason, and nothing is sent (S17)")
    func refused() {
        let place = Coordinate(latitude: 22.5, longitude: 114.01)
        let grid = GridPoint(eastMillimetres: 0, northMillimetres: 300_000)
        let requests: [FleetRequest] = [
            .pause(dock: "D01"), .payload("D01", .photo),
            .flyTo(dock: "D01", place: place, grid: grid),
        ]
        for request in requests {
            var world = TaskTests.patrol()
            world.controlled(by: "B")
            let outcome = world.apply(.request(request, by: World.ann))
            #expect(outcome.refusal?.code == .wrongState, "\(request)")
            #expect(outcome.refusal?.text.en.contains("hands") == true, "\(request)")
            #expect(outcome.effects.isEmpty)
        }
    }

    @Test("an errand waits for another aircraft, and one that is under way stops there (S17)")
    func errands() {
        var world = TaskTests.patrol()
        world.controlled(by: "B")
        world.apply(TaskTests.errand(.closeShot, world))
        #expect(world.count("pause") == 0)
        world = TaskTests.patrol()
        world.apply(TaskTests.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        world.controlled(by: "B")
        world.settle("grab")
        world.wait(.seconds(20))
        #expect(world.count("look") == 0 && world.count("resume") == 0)
        #expect(world.said(.taskFailed) == 1)
    }
}
