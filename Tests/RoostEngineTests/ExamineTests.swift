// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Looking at a store after an incident")
struct ExamineTests {
    /// Every file of a folder with its bytes and the time of its last change.
    private func contents(of folder: Folder) throws -> [String: String] {
        let files = FileManager.default
        var found: [String: String] = [:]
        for name in try files.contentsOfDirectory(atPath: folder.path) {
            let path = folder.file(name)
            let attributes = try files.attributesOfItem(atPath: path)
            let digest = try Data(contentsOf: URL(filePath: path)).sha256.hexadecimal
            found[name] = "\(digest) \(attributes[.modificationDate] ?? "")"
        }
        return found
    }

    private func copy(_ names: [String], from one: Folder, to other: Folder) throws {
        for name in names {
            try FileManager.default.copyItem(atPath: one.file(name), toPath: other.file(name))
        }
    }

    @Test("a copy of a running daemon's files is whole, and looking leaves no trace")
    func runningCopy() throws {
        let (live, aside) = (try Folder(), try Folder())
        var engine = try Scene.engine(Store(path: live.store))
        for number in 1...5 {
            _ = try engine.turn([Scene.says("reply \(number)")], at: .noon)
        }
        try copy(["site.sqlite", "site.sqlite-wal"], from: live, to: aside)
        let before = try contents(of: aside)
        do {
            let store = try Store.examine(path: aside.store)
            #expect(try AuditChain.verify(store).turn == 5)
            let replay = try Replay.run(
                store,
                until: .max,
                fromBeginning: true,
                apply: Scene.apply
            )
            #expect(try replay.digest == engine.digest())
        }
        #expect(try contents(of: aside) == before)
        _ = try engine.turn([.tick], at: .noon)
        let running = try Store.examine(path: live.store)
        #expect(try AuditChain.verify(running).turn == 6)
        // What is looked at stands still while the daemon goes on.
        _ = try engine.turn([.tick], at: .noon)
        #expect(try AuditChain.verify(running).turn == 6)
    }

    @Test("a copy without its write-ahead log is what was checkpointed, and whole")
    func mainFileAlone() throws {
        let (live, aside) = (try Folder(), try Folder())
        var engine = try Scene.engine(Store(path: live.store))
        _ = try engine.turn([.tick], at: .noon)
        try engine.store.queue.writeWithoutTransaction { database in
            _ = try database.checkpoint(.truncate)
        }
        _ = try engine.turn([.tick], at: .noon)
        try copy(["site.sqlite"], from: live, to: aside)
        #expect(try AuditChain.verify(Store.examine(path: aside.store)).turn == 1)
    }

    @Test("what is no store is named so, and a folder, a database of others and nothing are none")
    func foreign() throws {
        let folder = try Folder()
        #expect(throws: StoreError.missing(path: folder.file("none"))) {
            try Store.examine(path: folder.file("none"))
        }
        try Data("not a store".utf8).write(to: URL(filePath: folder.file("text")))
        try Data().write(to: URL(filePath: folder.file("empty")))
        let other = try DatabaseQueue(path: folder.file("other"))
        try other.write { try $0.execute(sql: "CREATE TABLE meta (key, value)") }
        try other.close()
        for name in ["text", "empty", "other"] {
            #expect(throws: StoreError.foreign(path: folder.file(name))) {
                try Store.examine(path: folder.file(name))
            }
        }
        #expect(throws: StoreError.self) { try Store.examine(path: folder.path) }
    }

    @Test(
        "the first broken link is named with its turn, places and instant",
        arguments: [
            ("UPDATE fact SET body = zeroblob(4) WHERE seq = 6", 3, "the facts of turn 3"),
            ("UPDATE journal SET input = CAST('{}' AS BLOB) WHERE seq = 5", 3, "the inputs of"),
            ("UPDATE turn SET hash = zeroblob(32) WHERE number = 4", 4, "the hash of turn 4"),
            ("DELETE FROM turn WHERE number = 2", 3, "turn 3 does not follow"),
        ]
    )
    func brokenLink(sql: String, turn: Int, what: String) throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        for _ in 1...6 { _ = try engine.turn([.tick], at: .noon) }
        #expect(try JournalCheck.run(store, apply: Scene.apply).head.turn == 6)
        try store.write { try $0.execute(sql: sql) }
        let link = #expect(throws: BrokenLink.self) {
            try JournalCheck.run(store, apply: Scene.apply)
        }
        #expect(link?.turn == turn)
        #expect(link?.first == turn * 2 - 1)
        #expect(link?.last == turn * 2)
        #expect(link?.at == .noon)
        #expect(link?.what.contains(what) == true)
    }

    @Test("a snapshot with a wrong digest or another state is named by its place")
    func snapshots() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        for _ in 1...3 { _ = try engine.turn([Scene.says("reply")], at: .noon) }
        try engine.snapshot(at: .noon)
        let place = engine.sequence
        #expect(try JournalCheck.run(store, apply: Scene.apply).snapshots == 1)
        var site = engine.site
        site.skipEffects(through: EffectID(77))
        try store.keep(Snapshot(site, sequence: place, turn: 3, at: .noon))
        let other = #expect(throws: BrokenLink.self) {
            try JournalCheck.run(store, apply: Scene.apply)
        }
        #expect(other?.first == place)
        #expect(other?.what.contains("replay") == true)
        try store.write { try $0.execute(sql: "UPDATE snapshot SET digest = zeroblob(32)") }
        let wrong = #expect(throws: BrokenLink.self) {
            try JournalCheck.run(store, apply: Scene.apply)
        }
        #expect(wrong?.first == place)
        #expect(wrong?.what.contains("digest") == true)
    }

    @Test("a build that decides otherwise breaks the replay's link, not the chain's")
    func diverged() throws {
        let store = try Store.inMemory()
        var engine = try Scene.engine(store)
        for _ in 1...2 { _ = try engine.turn([.tick], at: .noon) }
        let link = #expect(throws: BrokenLink.self) { try JournalCheck.run(store) }
        #expect(link?.turn == 1)
        #expect(link?.what.contains("this build") == true)
    }

    @Test(
        "an input that is not the one that was written is never applied",
        arguments: [
            "UPDATE journal SET input = CAST('{\"tick\":{}} ' AS BLOB) WHERE seq = 3",
            "UPDATE journal SET at = at + 1 WHERE seq = 3", "DELETE FROM journal WHERE seq = 4",
        ]
    )
    func alteredInput(sql: String) throws {
        let store = try Store.inMemory()
        var engine = try Engine(store, at: .noon)
        _ = try engine.turn([.tick, .tick], at: .noon)
        _ = try engine.turn([.tick, .tick], at: .noon)
        try store.write { try $0.execute(sql: sql) }
        let error = #expect(throws: StoreError.self) { try Engine(store, at: .noon) }
        guard case .corrupt = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
