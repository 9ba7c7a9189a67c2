// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("The audit chain")
struct AuditChainTests {
    private func store() throws -> Store {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        for number in 1...5 {
            let effects = try engine.turn([Scene.says("reply"), .tick], at: .noon)[0].effects
            if number.isMultiple(of: 2) {
                _ = try engine.turn(effects.map { .settled($0, .unknown) }, at: .noon)
            }
        }
        try engine.snapshot(at: .noon)
        return store
    }

    @Test("verifies, and its head is the last turn")
    func sound() throws {
        let store = try store()
        let head = try AuditChain.verify(store)
        #expect(head.turn == 7)
        #expect(try AuditChain.head(of: store) == head)
        #expect(try AuditChain.verify(store, containing: head) == head)
    }

    @Test(
        "finds every row that was changed, moved, added or cut off (S36)",
        arguments: [
            "UPDATE journal SET input = CAST('{\"tick\":{}} ' AS BLOB) WHERE seq = 1",
            "UPDATE journal SET at = at + 1 WHERE seq = 1",
            "DELETE FROM journal WHERE seq = 1",
            "UPDATE fact SET body = zeroblob(4) WHERE seq = (SELECT max(seq) FROM fact)",
            "UPDATE fact SET journal = journal + 1 WHERE seq = (SELECT min(seq) FROM fact)",
            "DELETE FROM fact WHERE seq = (SELECT min(seq) FROM fact)",
            "UPDATE effect SET expires_at = expires_at + 1 WHERE id = 3",
            "UPDATE effect SET settlement = CAST('{}' AS BLOB) WHERE id = 2",
            "DELETE FROM effect WHERE id = 5",
            "UPDATE turn SET at = at + 1 WHERE number = 3",
            "UPDATE turn SET hash = randomblob(32) WHERE number = 7",
            "DELETE FROM turn WHERE number = 4",
            "DELETE FROM turn WHERE number = 7",
            "UPDATE turn SET number = number + 100 WHERE number >= 3",
            """
            UPDATE journal SET seq = seq + 1000 WHERE seq = 1;
            UPDATE journal SET seq = 1 WHERE seq = (SELECT min(seq) FROM journal WHERE seq > 1);
            """,
            """
            DELETE FROM journal WHERE seq >= (SELECT first FROM turn WHERE number = 7);
            DELETE FROM fact WHERE seq >= (SELECT first FROM turn WHERE number = 7);
            DELETE FROM turn WHERE number = 7;
            """,
        ]
    )
    func tampered(sql: String) throws {
        let store = try store()
        try AuditChain.verify(store)
        try store.write { try $0.execute(sql: sql) }
        #expect(throws: AuditChain.Fault.self) { try AuditChain.verify(store) }
    }

    @Test("a turn that was rewritten with a hash of its own breaks the next one (S36)")
    func rewritten() throws {
        let store = try store()
        try store.write { database in
            let input = try StoredForm.encode(Scene.says("other"))
            try database.execute(
                sql: "UPDATE journal SET input = ? WHERE seq = 1",
                arguments: [input]
            )
            let columns = TurnRow.columns
            let sql = "SELECT \(columns) FROM turn WHERE number = 1"
            var turn = TurnRow(try #require(try Row.fetchOne(database, sql: sql)))
            let inputs = try Row.fetchAll(
                database,
                sql: "SELECT seq, input FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq",
                arguments: [turn.first, turn.last]
            )
            var hash = ChainHash()
            for row in inputs { hash.addInput(row[0], row[1]) }
            turn.inputs = hash.finished()
            turn.hash = turn.linked(to: ChainHash.beginning)
            try database.execute(
                sql: "UPDATE turn SET inputs = ?, hash = ? WHERE number = 1",
                arguments: [turn.inputs, turn.hash]
            )
        }
        #expect(throws: AuditChain.Fault.broken(turn: 2)) { try AuditChain.verify(store) }
    }

    @Test("a head that was written down elsewhere proves a clean cut")
    func knownHead() throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        var engine = try Scene.engine(store)
        _ = try engine.turn([.tick], at: .noon)
        try store.backup(to: folder.file("old"))
        _ = try engine.turn([.tick], at: .noon)
        let head = try AuditChain.verify(store)
        let old = try Store.readOnly(path: folder.file("old"))
        try AuditChain.verify(old)
        #expect(throws: AuditChain.Fault.truncated(after: 1)) {
            try AuditChain.verify(old, containing: head)
        }
    }
}
