// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Store {
    /// Writes a consistent copy to a new file while turns go on, and checks it; answers its chain's
    /// head.
    ///
    /// Throws when the file is there already, the disk is full, or the copy does not verify.
    @discardableResult
    public func backup(to target: String) throws(StoreError) -> AuditChain.Head {
        try checkTarget(target)
        try copy(to: target)
        do {
            try DurableFile.sync(target)
            let folder = (target as NSString).deletingLastPathComponent
            try DurableFile.sync(folder.isEmpty ? "." : folder)
        } catch { throw StoreError(error) }
        return try Self.verified(target)
    }

    /// Says in words what is wrong with a place for a copy, before SQLite does in its own.
    private func checkTarget(_ target: String) throws(StoreError) {
        let files = FileManager.default
        guard !files.fileExists(atPath: target) else {
            throw .unwritable(path: target, reason: "it is there already; name a new file")
        }
        let parent = (target as NSString).deletingLastPathComponent
        let folder = parent.isEmpty ? "." : parent
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw .unwritable(path: target, reason: "there is no folder \(folder); make it first")
        }
        guard access(folder, W_OK) == 0 else {
            throw .unwritable(path: target, reason: "\(folder) may not be written by this user")
        }
    }

    /// Writes the store as it is at one instant to a new file, while turns go on.
    func copy(to target: String) throws(StoreError) {
        let source = try backupSource()
        do {
            try source.writeWithoutTransaction { database in
                try database.execute(sql: "VACUUM INTO ?", arguments: [target])
            }
            chmod(target, 0o600)
        } catch { throw StoreError(error) }
    }

    /// Puts a copy in a store's place; the store that was there is kept beside it, its name given
    /// back.
    ///
    /// Throws, and changes nothing, when the copy is damaged or a process owns the store.
    @discardableResult
    public static func restore(from copy: String, to path: String) throws(StoreError) -> String? {
        _ = try verified(copy)
        let lock = try StoreLock(path: path + ".lock")
        return try withExtendedLifetime(lock) { () throws(StoreError) -> String? in
            let files = FileManager.default
            let draft = path + ".restoring"
            do {
                try? files.removeItem(atPath: draft)
                try files.copyItem(atPath: copy, toPath: draft)
                chmod(draft, 0o600)
                try DurableFile.sync(draft)
                let aside = try setAside(path)
                try DurableFile.rename(draft, to: path)
                return aside
            } catch { throw StoreError(error) }
        }
    }

    /// Renames a store and its write-ahead log to the first free name.
    private static func setAside(_ path: String) throws -> String? {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { return nil }
        var number = 1
        while files.fileExists(atPath: "\(path).before-restore-\(number)") { number += 1 }
        let aside = "\(path).before-restore-\(number)"
        for suffix in ["-wal", "-shm", ""] where files.fileExists(atPath: path + suffix) {
            try files.moveItem(atPath: path + suffix, toPath: aside + suffix)
        }
        return aside
    }

    /// A second connection, so that turns go on meanwhile; a store in memory has only one.
    private func backupSource() throws(StoreError) -> DatabaseQueue {
        guard let path else { return queue }
        do { return try DatabaseQueue(path: path, configuration: .readOnly) } catch {
            throw StoreError(error)
        }
    }

    /// Checks a file's pages and its chain.
    private static func verified(_ path: String) throws(StoreError) -> AuditChain.Head {
        let copy = try Store.readOnly(path: path)
        let answer = try copy.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        guard answer == "ok" else { throw .corrupt("the pages of \(path) do not check") }
        do { return try AuditChain.verify(copy) } catch {
            throw .corrupt("the chain of \(path): \(error)")
        }
    }
}
