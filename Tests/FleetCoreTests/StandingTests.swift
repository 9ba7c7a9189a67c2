// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("An aircraft that stands on its route")
struct StandingTests {
    /// Roost began anew, or the dock fell silent: nobody knows where the aircraft is until it is heard.
    private static func lose(_ world: inout World, by restart: Bool) {
        if restart { world.apply(.started) } else { world.hear(.silent(since: world.now)) }
        world.hear(.topology(Topology(aircraftSerial: "A1")))
    }

    @Test(
        "a patrol that roost stopped for an errand goes on once it is heard again",
        arguments: [true, false]
    )
    func lost(restart: Bool) {
        var world = TaskTests.patrol()
        world.apply(TaskTests.errand(.closeShot, world))
        world.settle("pause")
        world.progress(.paused, state: 7)
        world.settle("grab")
        Self.lose(&world, by: restart)
        #expect(world.sortie()?.state == .unknown)
        let before = world.count("resume")
        #expect(before == 0)
        world.flying()
        world.progress(.paused, state: 7)
        #expect(world.sortie()?.state == .airborne)
        #expect(world.count("resume") == 1)
        world.settle("resume")
        world.progress(.inProgress, state: 6)
        #expect(world.sortie()?.isPaused == false && world.sortie()?.pausedUntil == nil)
        #expect(world.said(.taskFailed) == 1 && world.count("returnHome") == 0)
    }

    @Test("an aircraft that stands on its route for nobody comes home after five minutes")
    func standing() {
        var world = TaskTests.patrol()
        world.progress(.paused, state: 7)
        world.flying()
        for _ in 0..<29 {
            world.wait(.seconds(10))
            world.over(40)
            world.flying()
        }
        #expect(world.count("returnHome") == 0)
        for _ in 0..<2 {
            world.wait(.seconds(10))
            world.flying()
        }
        #expect(world.count("returnHome") == 1)
    }
}
