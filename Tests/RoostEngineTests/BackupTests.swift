// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Backup and restore")
struct BackupTests {
    @Test("a copy taken while turns go on is whole")
    func whileWriting() async throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        var engine = try Scene.engine(store)
        _ = try engine.turn([.tick], at: .noon)
        async let head = Task.detached { try store.backup(to: folder.file("copy")) }.value
        for _ in 1...100 { _ = try engine.turn([Scene.says("reply")], at: .noon) }
        let copied = try await head
        #expect((1...101).contains(copied.turn))
        try AuditChain.verify(store, containing: copied)
        let copy = try Replay.run(
            Store.readOnly(path: folder.file("copy")),
            until: .max,
            fromBeginning: true,
            apply: Scene.apply
        )
        #expect(copy.turns == copied.turn)
        #expect(copy.report.isClean)
        #expect(throws: StoreError.self) { try store.backup(to: folder.file("copy")) }
    }

    @Test("a restored store goes on from the copy; what was there is kept aside")
    func restored() throws {
        let folder = try Folder()
        var digest = ""
        do {
            let store = try Store(path: folder.store)
            var engine = try Scene.engine(store)
            _ = try engine.turn([Scene.says("reply")], at: .noon)
            digest = try engine.digest()
            try store.backup(to: folder.file("copy"))
            _ = try engine.turn([Scene.says("reply")], at: .noon)
            #expect(throws: StoreError.locked(path: folder.store + ".lock")) {
                try Store.restore(from: folder.file("copy"), to: folder.store)
            }
        }
        let aside = try Store.restore(from: folder.file("copy"), to: folder.store)
        var engine = try Scene.engine(Store(path: folder.store))
        #expect(try engine.digest() == digest)
        #expect(try engine.turn([Scene.says("reply")], at: .noon)[0].effects == [EffectID(2)])
        #expect(try Replay.run(#require(aside)).turns == 2)
    }

    @Test("a place where no copy can be written is told in words, and nothing is written")
    func places() throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        func refusal(_ target: String) -> String {
            do {
                try store.backup(to: target)
                return ""
            } catch {
                return error.description
            }
        }
        let taken = folder.file("taken")
        #expect(FileManager.default.createFile(atPath: taken, contents: Data("mine".utf8)))
        let there = "\(taken) cannot be written: it is there already; name a new file"
        #expect(refusal(taken) == there)
        #expect(FileManager.default.contents(atPath: taken) == Data("mine".utf8))
        let lost = folder.file("nowhere/copy")
        #expect(refusal(lost).contains("there is no folder \(folder.file("nowhere"))"))
        #expect(refusal(taken + "/copy").contains("there is no folder"))
    }

    @Test("a damaged copy is not restored")
    func damaged() throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        var engine = try Scene.engine(store)
        _ = try engine.turn([Scene.says("reply")], at: .noon)
        try store.backup(to: folder.file("copy"))
        do {
            let copy = try DatabaseQueue(path: folder.file("copy"))
            try copy.write { try $0.execute(sql: "UPDATE fact SET body = zeroblob(3)") }
        }
        #expect(throws: StoreError.self) {
            try Store.restore(from: folder.file("copy"), to: folder.file("other"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("other")))
    }

    @Test(
        "a write-ahead log that is cut off loses at most the turn that was cut",
        arguments: [1, 23, 24, 25, 1000, 4095, 4096, 4097, 4120, 4121]
    )
    func tornLog(cut: Int) throws {
        let folder = try Folder()
        let store = try Store(path: folder.store)
        var engine = try Scene.engine(store)
        for _ in 1...10 { _ = try engine.turn([Scene.says("reply"), .tick], at: .noon) }
        let copy = folder.file("torn")
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.store + suffix,
                toPath: copy + suffix
            )
        }
        let log = try FileHandle(forWritingTo: URL(fileURLWithPath: copy + "-wal"))
        try log.truncate(atOffset: log.seekToEnd() - UInt64(cut))
        try log.close()
        var torn = try Scene.engine(Store(path: copy))
        #expect(torn.turns == 9)
        #expect(torn.report.isClean)
        try AuditChain.verify(torn.store)
        _ = try torn.turn([Scene.says("reply"), .tick], at: .noon)
        #expect(try torn.digest() == engine.digest())
    }
}
