// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Effects that are performed without a mark", .timeLimit(.minutes(1)))
struct UnderWayTests {
    /// A loop with one effect under way.
    private func begun(
        _ text: String,
        _ body: @escaping @Sendable (EngineLoop, PendingEffect) async throws -> Void
    ) async throws {
        try await withLoop(Scene.engine(.inMemory())) { loop in
            try await loop.submit([Scene.says(text)])
            let due = try loop.due(in: .reply, limit: 8)
            let one = try #require(try loop.begin(due).first)
            #expect(one.attempt == 1)
            // Neither found again nor begun a second time.
            #expect(try loop.due(in: .reply, limit: 8).isEmpty)
            #expect(try loop.begin(due).isEmpty)
            try await body(loop, one)
        }
    }

    @Test("what may be tried twice stays queued on disk, so that a restart tries it again")
    func repeatable() async throws {
        try await begun("reply") { loop, one in
            let record = try #require(try loop.outbox.find(one.effect.id))
            #expect(record.state == .queued)
            #expect(record.pending.attempt == 0)
        }
    }

    @Test("what must not be tried twice is marked on disk")
    func once() async throws {
        try await begun("reply once") { loop, one in
            let record = try #require(try loop.outbox.find(one.effect.id))
            #expect(record.state == .sending)
        }
    }

    @Test("a failed try is counted and waits")
    func postponed() async throws {
        try await begun("reply") { loop, one in
            let next = loop.clock.now() + .milliseconds(30)
            try loop.postpone(one.effect.id, until: next)
            let record = try #require(try loop.outbox.find(one.effect.id))
            #expect(record.state == .queued)
            #expect(record.nextAt == next)
            #expect(record.pending.attempt == 1)
            while loop.clock.now() < next { await Task.yield() }
            let again = try loop.begin(try loop.due(in: .reply, limit: 8))
            #expect(again.map(\.attempt) == [2])
        }
    }

    @Test(
        "a failed try keeps why it failed, and a person may have the next one now, never two at once"
    )
    func hurried() async throws {
        try await begun("reply") { loop, one in
            let id = one.effect.id
            // Under way: it stays so.
            try loop.hurry([id])
            #expect(try loop.due(in: .reply, limit: 8).isEmpty)
            #expect(try loop.begin([one]).isEmpty)
            let next = loop.clock.now() + .hours(1)
            try loop.postpone(id, until: next, because: "the receiver answered 503")
            let record = try #require(try loop.outbox.find(id))
            #expect(record.trouble == "the receiver answered 503" && record.nextAt == next)
            #expect(try loop.due(in: .reply, limit: 8).isEmpty)
            try loop.hurry([id])
            let due = try loop.due(in: .reply, limit: 8)
            #expect(try loop.begin(due).map(\.attempt) == [2])
            #expect(try loop.begin(due).isEmpty)
        }
    }

    @Test("it is not settled as run out while it is performed, and ends as its performer says")
    func ran() async throws {
        try await begun("reply 1") { loop, one in
            while loop.clock.now() <= one.effect.expiresAt { await Task.yield() }
            let turns = loop.counters.turns
            while loop.counters.turns < turns + 3 { try await loop.submit([Scene.says("hello")]) }
            #expect(try loop.outbox.find(one.effect.id)?.settlement == nil)
            try await loop.settle(one.effect.id, .succeeded(.fleet(.sent)))
            let record = try #require(try loop.outbox.find(one.effect.id))
            #expect(record.settlement == .succeeded(.fleet(.sent)))
            #expect(loop.underWay.all.isEmpty)
        }
    }

    @Test("what ran out before it was begun is not begun")
    func late() async throws {
        try await withLoop(Scene.engine(.inMemory())) { loop in
            try await loop.submit([Scene.says("reply 0")])
            let id = EffectID(1)
            let pending = try #require(try loop.outbox.find(id)).pending
            #expect(try loop.begin([pending]).isEmpty)
        }
    }

    @Test("notices that were just asked for are kept for one look, and no more than some")
    func fresh() throws {
        let under = UnderWay()
        let action = Action.command(DockCommand(dock: "D01", order: .returnHome))
        var issuer = Issuer(siteKey: 1)
        let effects = (0..<UnderWay.freshLimit + 5).map { _ in
            PendingEffect(
                effect: issuer.effect(action, at: .noon, lifetime: .seconds(1), retry: .once),
                attempt: 0,
                cause: 1
            )
        }
        under.add(effects)
        #expect(under.takeFresh().count == UnderWay.freshLimit)
        #expect(under.takeFresh().isEmpty)
    }
}
