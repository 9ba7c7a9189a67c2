// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Store {
    /// Opens a store for an investigation: neither the file nor its folder is touched.
    ///
    /// SQLite itself makes files beside a store that it only reads, and a daemon goes on writing: a
    /// store is copied to a folder of ours and looked at there. Throws `missing`, `foreign`
    /// for what is not a store, `newer`, `corrupt`, and `inputOutput` without room for the copy.
    public static func examine(path: String) throws(StoreError) -> Store {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        try checkHead(of: path)
        let store: Store
        do throws(StoreError) {
            let scratch = try ScratchFolder()
            let copy = scratch.path + "/site.sqlite"
            if StoreLock.isHeld(path: path + ".lock") {
                try readOnly(path: path).copy(to: copy)
            } else {
                try Self.take(path, as: copy)
            }
            store = try Store(
                reading: opened { try DatabaseQueue(path: copy, configuration: .readOnly) },
                path: path,
                scratch: scratch
            )
        } catch {
            if case .refused = error { throw .foreign(path: path) }
            throw error
        }
        guard try store.read({ try $0.tableExists("turn") && $0.meta("site_key") != nil }) else {
            throw .foreign(path: path)
        }
        return store
    }

    /// Every SQLite database begins with the same 16 bytes.
    private static func checkHead(of path: String) throws(StoreError) {
        let head: Data?
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            head = try file.read(upToCount: 16)
            try file.close()
        } catch { throw .missing(path: path) }
        guard head == Data("SQLite format 3\0".utf8) else { throw .foreign(path: path) }
    }

    private static func take(_ path: String, as copy: String) throws(StoreError) {
        let files = FileManager.default
        do {
            // No link: SQLite would share what it knows of the log with other looks at that file.
            try files.copyItem(atPath: path, toPath: copy)
            if files.fileExists(atPath: path + "-wal") {
                try files.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
            }
        } catch { throw .inputOutput("the store cannot be copied to look at it") }
    }
}
