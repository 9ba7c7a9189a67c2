// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import Testing
@testable import RoostEngine

@Suite("The store's file")
struct StoreTests {
    @Test("a commit is synced to the disk: WAL and FULL read back")
    func pragmas() throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        let (journal, synchronous) = try store.read { database in
            (
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA synchronous")
            )
        }
        #expect(journal == "wal")
        #expect(synchronous == 2)
    }

    @Test("only the owner may read it")
    func mode() throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.store)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        withExtendedLifetime(store) {}
    }

    @Test("a second owner is refused until the first is gone (S28)")
    func lock() throws {
        let folder = try Folder()
        var first: Store? = try Store(path: folder.store)
        #expect(throws: StoreError.locked(path: folder.store + ".lock")) {
            _ = try Store(path: folder.store)
        }
        #expect(first != nil)
        first = nil
        _ = try Store(path: folder.store)
    }

    @Test("the site's key is drawn once")
    func siteKey() throws {
        let folder = try Folder()
        let key = try Store(path: folder.store).siteKey()
        #expect(try Store(path: folder.store).siteKey() == key)
        #expect(try Store.inMemory().siteKey() != key)
    }

    @Test("a store of a newer roost is refused")
    func newer() throws {
        let folder = try Folder()
        do {
            let store = try Store(path: folder.store)
            try store.write { try $0.setMeta("format", "2") }
        }
        #expect(throws: StoreError.newer(found: 2, supported: 1)) {
            _ = try Store(path: folder.store)
        }
        #expect(throws: StoreError.newer(found: 2, supported: 1)) {
            _ = try Replay.run(folder.store)
        }
    }

    @Test("a file that is no database is called damaged, a missing one missing")
    func notADatabase() throws {
        let folder = try Folder()
        try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder.store))
        let error = #expect(throws: StoreError.self) { _ = try Store(path: folder.store) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(throws: StoreError.missing(path: folder.file("none"))) {
            _ = try Replay.run(folder.file("none"))
        }
    }

    @Test("an effect settled without a settlement is refused by the schema")
    func constraint() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        _ = try engine.turn([Scene.says("command")], at: .noon)
        #expect(throws: StoreError.self) {
            try store.write { try $0.execute(sql: "UPDATE effect SET state = 'settled'") }
        }
    }
}
