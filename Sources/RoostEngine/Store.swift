// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Synchronization

/// The one file of a site: journal, facts, effects, turns and snapshots in SQLite.
///
/// One process owns it (a `.lock` file beside it), one engine writes its turns. A class, because it
/// owns a database connection and the lock.
public final class Store: Sendable {
    /// A door that may throw at a point of a commit; what it throws should be a ``StoreError``.
    public typealias Fault = @Sendable (CommitPoint) throws -> Void

    /// Where it lies; nil in memory.
    public let path: String?
    let queue: DatabaseQueue
    private let lock: StoreLock?
    /// A folder that goes with the store; nil: it needs none.
    private let scratch: ScratchFolder?
    private let door = Mutex<Fault?>(nil)
    /// A connection that copies the log back beside the turns; made when it is first needed.
    private let copier = Mutex<DatabaseQueue?>(nil)

    /// Opens the store at `path`, makes it when there is none, and takes its lock.
    ///
    /// A store that has no turn yet takes the key, so that a replay gives the same wire ids each time; nil:
    /// one is drawn.
    public convenience init(path: String, siteKey: UInt64? = nil) throws(StoreError) {
        let lock = try StoreLock(path: path + ".lock")
        let queue = try Self.opened { try DatabaseQueue(path: path, configuration: .durable) }
        try self.init(queue: queue, path: path, lock: lock)
        if let siteKey, try lastSequence() == 0 {
            try write { try $0.setMeta("site_key", String(siteKey)) }
        }
        for suffix in ["", "-wal", "-shm"] { chmod(path + suffix, 0o600) }
    }

    /// A store without a file, for simulation and tests.
    ///
    /// With a key of its own a simulated site gives the same wire ids each time; nil: one is drawn.
    public static func inMemory(siteKey: UInt64? = nil) throws(StoreError) -> Store {
        let queue = try opened { try DatabaseQueue(configuration: .inMemory) }
        let store = try Store(queue: queue, path: nil, lock: nil)
        if let siteKey {
            try store.write { try $0.setMeta("site_key", String(siteKey)) }
        }
        return store
    }

    /// Opens a store to look at it: nothing is written and no lock is taken.
    public static func readOnly(path: String) throws(StoreError) -> Store {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        let queue = try opened { try DatabaseQueue(path: path, configuration: .readOnly) }
        return try Store(reading: queue, path: path)
    }

    private init(queue: DatabaseQueue, path: String?, lock: StoreLock?) throws(StoreError) {
        self.queue = queue
        self.path = path
        self.lock = lock
        scratch = nil
        try migrate()
        try checkFormat()
    }

    init(
        reading queue: DatabaseQueue,
        path: String,
        scratch: ScratchFolder? = nil
    ) throws(StoreError) {
        self.queue = queue
        self.path = path
        self.scratch = scratch
        lock = nil
        try checkFormat()
    }

    /// Puts a door in front of every commit of a turn; nil takes it away.
    public func setFault(_ fault: Fault?) { door.withLock { $0 = fault } }

    /// Copies the write-ahead log back to its file as far as nobody is in the way, so that a commit that has to
    /// do it finds little left; turns go on meanwhile.
    ///
    /// What fails here is left to that commit, which says so.
    func copyLogBack() {
        guard let path else { return }
        copier.withLock { copier in
            if copier == nil { copier = try? DatabaseQueue(path: path, configuration: .copier) }
            try? copier?.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
        }
    }

    func pass(_ point: CommitPoint) throws {
        try door.withLock { $0 }?(point)
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.unsafeRead(body) } catch { throw StoreError(error) }
    }

    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try queue.write(body) } catch { throw StoreError(error) }
    }

    /// Like ``write(_:)``, and where `mayWait` finds that it may, without waiting for the disk: readers see it
    /// at once and a dead process loses nothing, but after a power cut the store may be as it was before.
    ///
    /// The next commit that is synced takes it along.
    func write<Value>(
        unsyncedIf mayWait: (Database) throws -> Bool,
        _ body: (Database) throws -> Value
    ) throws(StoreError) -> Value {
        do {
            return try queue.writeWithoutTransaction { database in
                guard try mayWait(database) else {
                    return try database.inOneTransaction { try body(database) }
                }
                // Never as a cached statement: this pragma acts when it is compiled.
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
                let result = Result { try database.inOneTransaction { try body(database) } }
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try result.get()
            }
        } catch {
            throw StoreError(error)
        }
    }

    static func opened(
        _ open: () throws -> DatabaseQueue
    ) throws(StoreError) -> DatabaseQueue {
        do { return try open() } catch { throw StoreError(error) }
    }
}

extension Configuration {
    /// WAL and a full sync at each commit.
    ///
    /// GRDB's own `journalMode` would set `synchronous` back to NORMAL
    /// (BUILD-NOTES § 1), so both are set here and read back by a test.
    static var durable: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL")
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        configuration.prepareDatabase { database in
            // A commit that copies the log back to its file takes many times as long as another: one in some
            // hundred, of 32 MB at once, and not one in forty.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
            // A full turn fits in, and what every turn touches stays: 16 MB.
            try database.execute(sql: "PRAGMA cache_size = -16000")
        }
        return configuration
    }

    /// Of the connection that copies the log back: it syncs as the turns do.
    static var copier: Configuration {
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return configuration
    }

    static var inMemory: Configuration { Configuration() }

    static var readOnly: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(2)
        return configuration
    }
}
