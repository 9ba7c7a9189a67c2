// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("After a crash")
struct CrashTests {
    @Test("nothing that was committed is lost, and the state is the same")
    func reopen() throws {
        let folder = try Folder()
        var digest = ""
        var last = 0
        do {
            var engine = try Scene.engine(Store(path: folder.store))
            for number in 1...40 {
                _ = try engine.turn(
                    [Scene.says("reply \(number)"), .tick],
                    at: .noon + .seconds(number)
                )
                if number == 20 { try engine.snapshot(at: .noon) }
            }
            digest = try engine.digest()
            last = engine.sequence
        }
        let engine = try Scene.engine(Store(path: folder.store))
        #expect(try engine.digest() == digest)
        #expect(engine.sequence == last)
        #expect(engine.report.isClean)
        #expect(engine.report.replayed == 40)
        #expect(try AuditChain.verify(engine.store).turn == 40)
    }

    @Test("what must not be tried twice is unknown, the rest comes again with the same ids")
    func halfDone() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        let asked = try engine.turn(
            [Scene.says("command once"), Scene.says("reply"), Scene.says("command", dock: "D02")],
            at: .noon
        ).flatMap(\.effects)
        let begun = try engine.outbox.begin(asked, at: .noon)
        #expect(begun.map(\.attempt) == [1, 1, 1])
        #expect(try engine.due(in: .reply, at: .noon, limit: 9).ready.isEmpty)

        engine = try Scene.engine(store)
        #expect(engine.report.unknownEffects == 1)
        #expect(engine.report.requeuedEffects == 2)
        #expect(try engine.beginAttempt(asked[0], at: .noon) == nil)
        let again = try engine.outbox.begin(asked, at: .noon)
        #expect(again.map(\.effect) == [begun[1].effect, begun[2].effect])
        #expect(again.map(\.attempt) == [2, 2])
        let settled = try engine.turn([.settled(asked[0], .succeeded(.fleet(.sent)))], at: .noon)
        #expect(settled[0].facts.isEmpty)
        #expect(engine.ignoredSettlements == 1)
        try AuditChain.verify(store)
    }

    @Test("between begin and settlement every effect is settled exactly once")
    func settledOnce() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        let id = try engine.turn([Scene.says("command")], at: .noon)[0].effects[0]
        #expect(try engine.beginAttempt(id, at: .noon) != nil)
        #expect(try engine.beginAttempt(id, at: .noon) == nil)
        let twice: [Input] = [.settled(id, .unknown), .settled(id, .expired)]
        let receipts = try engine.turn(twice, at: .noon)
        #expect(receipts[0].facts.isEmpty == false)
        #expect(receipts[1].facts.isEmpty)
        #expect(engine.ignoredSettlements == 1)
        engine = try Scene.engine(store)
        #expect(engine.report.unknownEffects == 0)
        #expect(try engine.outbox.open().allSatisfy { $0.count == 0 })
    }

    @Test("a dock's lane stays shut until the dock speaks; the way home is open")
    func shutLane() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        _ = try engine.turn([Scene.says("command"), Scene.says("home")], at: .noon)
        #expect(try engine.due(in: .flight, at: .noon, limit: 9).ready.count == 2)
        engine = try Scene.engine(store)
        let shut = try engine.due(in: .flight, at: .noon, limit: 9).ready
        #expect(shut.map(\.effect.id) == [EffectID(2)])
        _ = try engine.turn([Scene.says("hello", dock: "D02")], at: .noon)
        #expect(try engine.due(in: .flight, at: .noon, limit: 9).ready.count == 1)
        _ = try engine.turn([Scene.says("hello")], at: .noon)
        #expect(try engine.due(in: .flight, at: .noon, limit: 9).ready.count == 2)
    }
}
