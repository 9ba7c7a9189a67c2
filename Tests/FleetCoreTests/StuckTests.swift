// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import FleetCore

@Suite("A start that waits for its home point")
struct StuckTests {
    private static let abort = "flight_setup_abort"

    /// A launch two minutes ago that is still on its pad.
    private static func world(aborts: Bool = true) -> World {
        var world = World { $0.docks[0].envelope.abortsSetup = aborts }
        world.ready()
        world.depart()
        world.settle("prepare")
        world.settle("execute")
        for _ in 0..<12 {
            world.wait(.seconds(10))
            world.progress(.inProgress, state: 4)
        }
        return world
    }

    private static func word(
        _ minutes: Int?,
        kind: SortieProgress.Kind? = .wayline,
        flight: WireID? = nil
    ) -> Said {
        .startStuck(StartStuck(flight: flight, kind: kind, minutes: minutes))
    }

    @Test("it is told, and broken off where the model can; its mission is refused with the reason")
    func brokenOff() throws {
        var world = Self.world()
        world.hear(Self.word(2))
        #expect(world.said(.dockStartStuck) == 1 && world.count(Self.abort) == 1)
        let fact = try #require(world.facts.last { $0.code == .dockStartStuck })
        #expect(fact.text.en.contains("for 2 min") && fact.text.en.contains("broken off"))
        #expect(fact.text.zh.contains("2 分钟") && fact.text.zh.contains("中止"))
        world.settle(Self.abort)
        #expect(world.sortie()?.state == .starting)
        world.progress(.canceled)
        #expect(world.sortie() == nil)
        let end = try #require(world.ended.last)
        #expect(end.outcome == .refused && end.reason.en.contains("2 min for a home point"))
        #expect(world.count("execute") == 1)
    }

    @Test("a model that cannot break it off is told of, with what a person can do")
    func cannot() throws {
        var world = Self.world(aborts: false)
        world.hear(Self.word(2))
        #expect(world.count(Self.abort) == 0)
        let fact = try #require(world.facts.last { $0.code == .dockStartStuck })
        #expect(fact.text.en.contains("roost recall D01"))
    }

    @Test("the same word twice is one; a longer wait is told and broken off again")
    func repeated() {
        var world = Self.world()
        for minutes in [2, 2, 4, 2] { world.hear(Self.word(minutes)) }
        #expect(world.said(.dockStartStuck) == 2 && world.count(Self.abort) == 2)
    }

    @Test("a word of another flight, of another kind or from before the launch breaks nothing off")
    func others() {
        var world = Self.world()
        world.hear(Self.word(2, kind: .takeOffToPoint))
        world.hear(Self.word(2, flight: WireID(at: world.now, siteKey: 1, kind: 1, counter: 9)))
        world.hear(Self.word(2), delay: .minutes(3))
        #expect(world.count(Self.abort) == 0 && world.sortie()?.stuckMinutes == nil)
        #expect(world.said(.dockStartStuck) == 3)
        world.hear(Self.word(nil, kind: nil, flight: world.sortie()?.wire))
        #expect(world.count(Self.abort) == 1)
    }

    @Test("whoever left is not broken off")
    func left() {
        var world = World.airborne()
        world.hear(Self.word(2))
        #expect(world.count(Self.abort) == 0 && world.said(.dockStartStuck) == 0)
    }
}
