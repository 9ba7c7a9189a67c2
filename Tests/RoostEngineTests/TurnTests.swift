// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("A turn")
struct TurnTests {
    @Test("inputs and facts share one number; receipts come in order")
    func receipts() throws {
        var engine = try Scene.engine(.inMemory())
        let receipts = try engine.turn([Scene.says("command"), .tick], at: .noon)
        #expect(receipts.count == 2)
        #expect(receipts[0].effects == [EffectID(1)])
        let numbers = receipts.flatMap { [$0.sequence] + $0.facts.map(\.sequence) }
        #expect(numbers == Array(1...numbers.count))
        #expect(engine.sequence == numbers.count)
        let history = try engine.store.facts(FactQuery(after: receipts[0].sequence))
        #expect(history == receipts.flatMap(\.facts))
    }

    @Test(
        "is on disk as a whole or not at all, wherever the commit fails",
        arguments: CommitPoint.allCases
    )
    func atomicity(point: CommitPoint) throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        _ = try engine.turn([Scene.says("command")], at: .noon)
        let before = try engine.digest()
        store.setFault { at in
            if at == point { throw StoreError.full }
            // Only after a commit whose answer is lost, the store is read back at all.
            if point == .readBack, at == .afterCommit { throw StoreError.inputOutput("lost") }
        }
        let inputs = [Scene.says("command", dock: "D02"), .tick]
        switch point {
        case .begin, .beforeCommit:
            #expect(throws: StoreError.full) { try engine.turn(inputs, at: .noon) }
            #expect(try engine.digest() == before)
        case .afterCommit:
            #expect(try engine.turn(inputs, at: .noon).count == 2)
        case .readBack:
            #expect(throws: StoreError.inDoubt) { try engine.turn(inputs, at: .noon) }
            #expect(engine.isInDoubt)
        }
        store.setFault(nil)
        _ = try engine.turn([.tick], at: .noon)
        #expect(try engine.digest() == Scene.digest(onDiskOf: store))
        let isThere = point == .afterCommit || point == .readBack
        #expect(engine.turns == (isThere ? 3 : 2))
        let due = try engine.outbox.due(in: .flight, at: .noon, limit: 9).ready
        #expect(due.count == (isThere ? 2 : 1))
        try AuditChain.verify(store)
    }

    @Test("that wrote nothing leaves no row")
    func empty() throws {
        var engine = try Scene.engine(.inMemory())
        #expect(try engine.turn([], at: .noon).isEmpty)
        _ = try engine.turn([.settled(EffectID(9), .unknown)], at: .noon)
        #expect(engine.turns == 0)
        #expect(engine.ignoredSettlements == 1)
    }

    @Test("of a second engine on the same store is refused (S28)")
    func twoEngines() throws {
        let store = try Store.inMemory()
        var one = try Scene.engine(store)
        var two = try Scene.engine(store)
        _ = try one.turn([.tick], at: .noon)
        #expect(throws: StoreError.self) { try two.turn([.tick], at: .noon) }
        #expect(try one.digest() == Scene.digest(onDiskOf: store))
    }

    @Test("a number that is none does not stop it")
    func notANumber() throws {
        var engine = try Scene.engine(.inMemory())
        var frame = Scene.frame("1", isEmpty: false)
        frame.detections[0].sigma = Metres(.nan)
        let receipts = try engine.turn([.frame(frame)], at: .noon)
        #expect(receipts.count == 1)
        #expect(try engine.store.input(at: receipts[0].sequence) != nil)
    }
}
