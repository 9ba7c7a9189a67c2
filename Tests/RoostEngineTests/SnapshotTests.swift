// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Snapshots and replay")
struct SnapshotTests {
    private func filled(_ store: Store, snapshotsAt places: [Int]) throws -> Engine {
        var engine = try Scene.engine(store)
        for number in 1...12 {
            let now = Timestamp.noon + .hours(number)
            let effects = try engine.turn([Scene.says("reply"), .tick], at: now)[0].effects
            _ = try engine.turn(effects.map { .settled($0, .unknown) }, at: now)
            if places.contains(number) { try engine.snapshot(at: now) }
        }
        return engine
    }

    private func replay(_ store: Store, until: Int = .max, full: Bool) throws -> Replay {
        try Replay.run(store, until: until, fromBeginning: full, apply: Scene.apply)
    }

    @Test("snapshot and tail give the same state as the whole journal")
    func sameDigest() throws {
        let engine = try filled(.inMemory(), snapshotsAt: [4, 8])
        let short = try replay(engine.store, full: false)
        let whole = try replay(engine.store, full: true)
        #expect(short.digest == whole.digest)
        #expect(try short.digest == engine.digest())
        #expect(short.report.replayed == 12)
        #expect(whole.report.replayed == 36)
        #expect(whole.report.isClean)
    }

    @Test("the state of any place is the state that was there", arguments: [1, 5, 17, 40])
    func until(place: Int) throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        var expected: [Int: String] = [:]
        for _ in 1...30 {
            _ = try engine.turn([Scene.says("seal")], at: .noon)
            expected[engine.sequence] = try engine.digest()
        }
        try engine.snapshot(at: .noon)
        let replay = try replay(store, until: place, full: false)
        let last = expected.keys.filter { $0 <= place }.max() ?? 0
        // A place between an input and its last fact belongs to that input.
        let next = expected.keys.filter { $0 >= place }.min() ?? 0
        #expect([expected[last], expected[next]].contains(replay.digest))
        #expect(replay.site.now == .noon)
    }

    @Test("the cores as they are come back from the disk as they were")
    func cores() throws {
        let store = try Store.inMemory()
        var engine = try Engine(store, at: .noon)
        let address = ReplyAddress(
            channel: .requests,
            serial: "7CTDM",
            tid: "t",
            bid: "b",
            method: "config"
        )
        let question = DockReport(
            dock: "D01",
            receivedAt: .noon,
            deviceTime: .noon,
            said: .asked(.configuration),
            replyTo: address
        )
        for number in 1...6 {
            _ = try engine.turn(
                [.started, .dock(question), .frame(Scene.frame("\(number)")), .tick],
                at: .noon + .seconds(number)
            )
            if number == 3 { try engine.snapshot(at: .noon) }
        }
        let again = try Engine(store, at: .noon)
        #expect(again.site == engine.site)
        #expect(again.report.isClean)
        let whole = try Replay.run(store, fromBeginning: true)
        #expect(try whole.digest == engine.digest())
        #expect(whole.report.isClean)
    }

    @Test("a damaged snapshot is passed over for the one before")
    func damaged() throws {
        let engine = try filled(.inMemory(), snapshotsAt: [4, 8])
        let digest = try engine.digest()
        try engine.store.write { database in
            try database.execute(
                sql: """
                    UPDATE snapshot SET body = substr(body, 1, length(body) - 1)
                    WHERE seq = (SELECT max(seq) FROM snapshot)
                    """
            )
        }
        let again = try Scene.engine(engine.store)
        #expect(again.report.damagedSnapshots == 1)
        #expect(again.report.replayed == 24)
        #expect(try again.digest() == digest)
    }

    @Test("pruning keeps the state, the chain and the numbering")
    func pruned() throws {
        var engine = try filled(.inMemory(), snapshotsAt: [4, 8])
        let digest = try engine.digest()
        let retention = Retention(
            journal: .hours(1),
            audit: .hours(6),
            effects: .hours(2),
            quarantine: .hours(1)
        )
        let now = Timestamp.noon + .hours(12)
        #expect(try engine.store.prune(retention, at: now) > 0)
        try AuditChain.verify(engine.store)
        let last = engine.sequence
        engine = try Scene.engine(engine.store)
        #expect(try engine.digest() == digest)
        #expect(try engine.store.input(at: 1) == nil)
        #expect(try engine.store.facts(FactQuery()).first?.sequence ?? 0 > 1)
        let receipt = try engine.turn([Scene.says("reply")], at: now)[0]
        #expect(receipt.sequence == last + 1)
        #expect(receipt.effects == [EffectID(13)])
        #expect(try engine.store.prune(retention, at: now) == 0)
        try AuditChain.verify(engine.store)
        #expect(try replay(engine.store, full: true).report.isClean)
    }

    @Test("the audit of what is preserved is not pruned, however old")
    func preserved() throws {
        let engine = try filled(.inMemory(), snapshotsAt: [4, 8])
        let first = try engine.store.facts(FactQuery()).first?.sequence
        var retention = Retention(journal: .hours(1), audit: .hours(6), effects: .hours(2))
        retention.auditSince = .noon - .seconds(1)
        #expect(try engine.store.prune(retention, at: .noon + .hours(12)) > 0)
        #expect(try engine.store.facts(FactQuery()).first?.sequence == first)
        retention.auditSince = nil
        try engine.store.prune(retention, at: .noon + .hours(12))
        #expect(try engine.store.facts(FactQuery()).first?.sequence != first)
    }

    @Test("without a snapshot nothing of the journal is pruned")
    func unpruned() throws {
        let engine = try filled(.inMemory(), snapshotsAt: [])
        try engine.store.prune(Retention(journal: .zero), at: .noon + .hours(100))
        #expect(try engine.store.input(at: 1) != nil)
        #expect(try replay(engine.store, full: false).digest == engine.digest())
    }

    @Test("a build that decides otherwise is noticed, trusted, and repeats no effect")
    func diverged() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        _ = try engine.turn([Scene.says("reply"), Scene.says("reply")], at: .noon)
        engine = try Engine(store, at: .noon) { site, input, now in site.apply(input, at: now) }
        #expect(engine.report.divergedTurns == 1)
        #expect(engine.report.firstDiverged == 1)
        #expect(try engine.outbox.open().map(\.count).reduce(0, +) == 2)
        engine = try Scene.engine(store)
        #expect(engine.report.isClean)
        let next = try engine.turn([Scene.says("reply")], at: .noon)[0].effects
        #expect(next == [EffectID(3)])
    }
}
