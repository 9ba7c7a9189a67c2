// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing
@testable import RoostEngine

@Suite("The vault")
struct VaultTests {
    private let bytes = Data("a picture".utf8)

    @Test("keeps bytes once, under their digest, for the owner only (S31)")
    func put() throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        let digest = Vault.digest(of: bytes)
        #expect(digest.count == 64)
        #expect(try vault.put(bytes, expecting: digest) == .new)
        #expect(try vault.put(bytes, expecting: digest) == .known)
        #expect(try vault.put(bytes) == digest)
        #expect(try vault.read(digest) == bytes)
        #expect(vault.contains(digest))
        let file = "\(vault.path)/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
        let files = FileManager.default
        #expect(try files.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        let mode = try files.attributesOfItem(atPath: vault.path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        try vault.remove(digest)
        try vault.remove(digest)
        #expect(throws: VaultError.missing(digest)) { try vault.read(digest) }
        #expect(!vault.contains(digest))
    }

    @Test("what is older than a limit is pruned, drafts of a crash too, and nothing else")
    func prune() throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        let old = try vault.put(bytes)
        let new = try vault.put(Data("another picture".utf8))
        let limit = Date(timeIntervalSince1970: 1_000_000)
        func age(_ path: String) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: limit.addingTimeInterval(-1)],
                ofItemAtPath: path
            )
        }
        let place = "\(vault.path)/\(old.prefix(2))/\(old.dropFirst(2).prefix(2))"
        try age("\(place)/\(old)")
        let draft = "\(place)/.draft"
        #expect(FileManager.default.createFile(atPath: draft, contents: bytes))
        try age(draft)
        #expect(try vault.prune(before: limit) == 2)
        #expect(!vault.contains(old) && vault.contains(new))
        #expect(!FileManager.default.fileExists(atPath: draft))
        #expect(try vault.prune(before: limit) == 0)
    }

    @Test("what comes again is as young as what comes for the first time")
    func again() throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        let digest = try vault.put(bytes)
        let file = "\(vault.path)/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
        let limit = Date(timeIntervalSince1970: 1_000_000)
        try FileManager.default.setAttributes(
            [.modificationDate: limit.addingTimeInterval(-1)],
            ofItemAtPath: file
        )
        #expect(try vault.put(bytes, expecting: digest) == .known)
        // Its sender was told that it is here: a sweep must not take it from under the frame that names it.
        #expect(try vault.prune(before: limit) == 0)
        #expect(try vault.read(digest) == bytes)
    }

    @Test("bytes of another digest are not kept (S31)")
    func mismatch() throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        let other = Vault.digest(of: Data("another".utf8))
        let found = Vault.digest(of: bytes)
        #expect(throws: VaultError.mismatch(said: other, found: found)) {
            try vault.put(bytes, expecting: other)
        }
        #expect(!vault.contains(other) && !vault.contains(found))
    }

    @Test("what changed on the disk is not handed out, and is written again when it comes again")
    func damaged() throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        let digest = try vault.put(bytes)
        let file = "\(vault.path)/\(digest.prefix(2))/\(digest.dropFirst(2).prefix(2))/\(digest)"
        try Data("b picture".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: VaultError.damaged(digest)) { try vault.read(digest) }
        #expect(try vault.put(bytes, expecting: digest) == .new)
        #expect(try vault.read(digest) == bytes)
    }

    @Test(
        "a name that is no digest never becomes a path",
        arguments: ["", "..", "../../etc/passwd", String(repeating: "A", count: 64), "é"]
    )
    func names(name: String) throws {
        let folder = try Folder()
        let vault = try Vault(path: folder.file("vault"))
        #expect(throws: VaultError.malformedDigest(name)) { try vault.read(name) }
        #expect(throws: VaultError.malformedDigest(name)) { try vault.put(bytes, expecting: name) }
    }
}

@Suite("Quarantine")
struct QuarantineTests {
    @Test("the same bytes within a day raise a counter, only 4 KiB are kept")
    func counted() throws {
        let store = try Store.inMemory()
        let bytes = Data(repeating: 7, count: 10_000)
        func add(at now: Timestamp) throws {
            try store.quarantine.add(
                bytes,
                reason: "schema",
                detail: "box is absent",
                from: .init(transport: "mqtt", topic: "frames/e1", sender: "edge-1"),
                at: now
            )
        }
        try add(at: .noon)
        try add(at: .noon + .hours(23))
        try add(at: .noon + .hours(24))
        let entries = try store.quarantine.entries()
        #expect(entries.map(\.count) == [2, 1])
        #expect(entries[0].head.count == 4096)
        #expect(entries[0].detail == "box is absent" && entries[0].sender == "edge-1")
        #expect(entries[0].digest == Vault.digest(of: bytes))
        #expect(entries[0].lastAt == .noon + .hours(23))
        #expect(try store.quarantine.entries(after: entries[0].id).count == 1)
        try store.prune(Retention(), at: .noon + .hours(24 * 15))
        #expect(try store.quarantine.entries().isEmpty)
    }
}
