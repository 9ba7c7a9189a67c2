// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import Testing
@testable import RoostEngine
@testable import SiteCore

@Suite("Torn files and a full disk")
struct TornFileTests {
    /// A frame of a write-ahead log: 24 bytes of header and a page (SQLite file format, § 4.1).
    private static let frameSize = 24 + 4096

    @Test("a log cut or flipped at any byte of its last frame loses that turn alone")
    func lastFrame() throws {
        let (live, aside) = (try Folder(), try Folder())
        var engine = try Scene.engine(Store(path: live.store))
        for number in 1...3 { _ = try engine.turn([Scene.says("reply \(number)")], at: .noon) }
        let before = try AuditChain.head(of: engine.store)
        let digest = try engine.digest()
        try engine.store.queue.writeWithoutTransaction { database in
            _ = try database.checkpoint(.truncate)
        }
        _ = try engine.turn([Scene.says("command")], at: .noon)
        let main = try Data(contentsOf: URL(filePath: live.store))
        let log = try Data(contentsOf: URL(filePath: live.store + "-wal"))
        try main.write(to: URL(filePath: aside.store))
        try log.write(to: URL(filePath: aside.store + "-wal"))
        let whole = try Store.examine(path: aside.store)
        #expect(try AuditChain.verify(whole).turn == 4)

        for place in (log.count - Self.frameSize)..<log.count {
            // Cut at each byte; at each eleventh also flipped, the rest kept.
            for isCut in place.isMultiple(of: 11) ? [true, false] : [true] {
                var torn = isCut ? log[..<place] : log
                if !isCut { torn[place] ^= 0x10 }
                try torn.write(to: URL(filePath: aside.store + "-wal"))
                let head = try AuditChain.head(of: Store.readOnly(path: aside.store))
                guard head == before else {
                    Issue.record("byte \(place), cut \(isCut): head \(head)")
                    return
                }
                guard place.isMultiple(of: 101) else { continue }
                let store = try Store.examine(path: aside.store)
                #expect(try AuditChain.verify(store) == before)
                let again = try Replay.run(
                    store,
                    until: .max,
                    fromBeginning: true,
                    apply: Scene.apply
                )
                #expect(again.digest == digest, "byte \(place)")
            }
        }
    }

    @Test("after the cut the engine goes on from the turn before, and its chain holds")
    func goesOn() throws {
        let folder = try Folder()
        var log = Data()
        do {
            var engine = try Scene.engine(Store(path: folder.store))
            for _ in 1...3 { _ = try engine.turn([Scene.says("reply")], at: .noon) }
            log = try Data(contentsOf: URL(filePath: folder.store + "-wal"))
            try FileManager.default.copyItem(atPath: folder.store, toPath: folder.file("main"))
        }
        try FileManager.default.removeItem(atPath: folder.store)
        try FileManager.default.moveItem(atPath: folder.file("main"), toPath: folder.store)
        try log.dropLast(100).write(to: URL(filePath: folder.store + "-wal"))
        var engine = try Scene.engine(Store(path: folder.store))
        #expect(engine.turns == 2)
        _ = try engine.turn([Scene.says("reply")], at: .noon)
        #expect(try AuditChain.verify(engine.store).turn == 3)
    }

    @Test(
        "a full disk refuses turns and loses none that was acknowledged",
        .enabled(if: Disk.isAvailable)
    )
    func fullDisk() throws {
        let disk = try #require(Disk(kilobytes: 600))
        var engine = try Scene.engine(Store(path: disk.path + "/site.sqlite"))
        var refused = 0
        for number in 1...4000 where refused < 3 {
            do throws(StoreError) {
                _ = try engine.turn([Scene.says("reply \(number)")], at: .noon)
            } catch {
                refused += 1
                #expect(error == .full, "\(error)")
                #expect(try Scene.digest(onDiskOf: engine.store) == engine.digest())
            }
        }
        #expect(refused == 3, "the disk was never full")
        let turns = engine.turns
        #expect(turns > 5)
        #expect(try AuditChain.verify(engine.store).turn == turns)
        // As after a kill: no clean close, a new process with a little more room.
        try disk.grow(kilobytes: 2000)
        _ = try engine.turn([.tick], at: .noon)
        #expect(try AuditChain.verify(engine.store).turn == turns + 1)
    }

    @Test("a store on a full disk can be opened, read and replayed", .enabled(if: Disk.isAvailable))
    func openFull() throws {
        let disk = try #require(Disk(kilobytes: 1000))
        let path = disk.path + "/site.sqlite"
        var digest = ""
        do {
            var engine = try Scene.engine(Store(path: path))
            for _ in 1...5 { _ = try engine.turn([Scene.says("reply")], at: .noon) }
            digest = try engine.digest()
        }
        let filler = Data(count: 2_000_000)
        try? filler.write(to: URL(filePath: disk.path + "/filler"))
        let replay = try Replay.run(
            Store.examine(path: path),
            until: .max,
            fromBeginning: true,
            apply: Scene.apply
        )
        #expect(replay.digest == digest)
    }
}

/// A small file system in memory, gone with its owner; only root may make one.
private final class Disk: Sendable {
    let path: String

    /// Whether this process may mount.
    static let isAvailable: Bool = Disk(kilobytes: 64) != nil

    init?(kilobytes: Int) {
        path = NSTemporaryDirectory() + "roost-disk-" + UUID().uuidString
        guard mkdir(path, 0o700) == 0 else { return nil }
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            rmdir(path)
            return nil
        }
    }

    func grow(kilobytes: Int) throws {
        let flags = UInt(MS_REMOUNT)
        guard mount("tmpfs", path, "tmpfs", flags, "size=\(kilobytes)k") == 0 else {
            throw StoreError.inputOutput("remount")
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
