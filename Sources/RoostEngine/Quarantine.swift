// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Foundation
import GRDB
public import RoostModel

/// Messages that could not be taken, kept for people to look at (PIPELINE § 1).
public struct Quarantine: Sendable {
    /// One message, or the same one many times.
    public struct Entry: Equatable, Sendable {
        /// Its number.
        public var id: Int
        /// When it first came.
        public var receivedAt: Timestamp
        /// When it last came.
        public var lastAt: Timestamp
        /// How it came: `mqtt`, `http`.
        public var transport: String
        /// The topic or path that it came on.
        public var topic: String
        /// Who brought it: the name of a token; nil: a dock, or not known.
        public var sender: String?
        /// Why it was not taken, a stable word.
        public var reason: String
        /// What is wrong and where, without content of the message; nil: nobody said.
        public var detail: String?
        /// SHA-256 of all of it.
        public var digest: String
        /// Its first 4 KiB.
        public var head: Data
        /// How often it came.
        public var count: Int

        /// Whether all of it is kept.
        public var isWhole: Bool { head.sha256.hexadecimal == digest }
    }

    /// How a message came.
    public struct Arrival: Equatable, Sendable {
        /// `mqtt`, `http`.
        public var transport: String
        /// The topic or path.
        public var topic: String
        /// The name of the token that brought it; nil: none did.
        public var sender: String?

        /// An arrival from its parts.
        public init(transport: String, topic: String, sender: String? = nil) {
            self.transport = transport
            self.topic = topic
            self.sender = sender
        }
    }

    /// The same bytes within this span only raise the counter (PIPELINE § 1).
    static let window = TimeSpan.hours(24)
    /// More entries are not kept: the oldest go.
    static let limit = 100_000

    let store: Store

    /// Keeps a message; the same bytes again within 24 h only raise its counter.
    ///
    /// - Parameters:
    ///   - bytes: all of it.
    ///   - reason: a stable word.
    ///   - detail: what is wrong and where, in a sentence; nil: the word says it.
    ///   - arrival: how it came.
    ///   - now: when.
    /// - Throws: ``StoreError`` when it cannot be kept.
    public func add(
        _ bytes: Data,
        reason: String,
        detail: String? = nil,
        from arrival: Arrival,
        at now: Timestamp
    ) throws(StoreError) {
        let digest = bytes.sha256.hexadecimal
        try store.write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE quarantine SET count = count + 1, last_at = ?
                    WHERE sha256 = ? AND received_at > ?
                    """
            ).execute(
                arguments: [now.milliseconds, digest, (now - Self.window).milliseconds]
            )
            guard database.changesCount == 0 else { return }
            try database.cachedStatement(
                sql: """
                    INSERT INTO quarantine
                    (received_at, last_at, transport, topic, sender, reason, detail, sha256,
                    head, count)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                    """
            ).execute(
                arguments: [
                    now.milliseconds, now.milliseconds, arrival.transport,
                    String(arrival.topic.prefix(512)), arrival.sender.map { String($0.prefix(64)) },
                    String(reason.prefix(512)), detail.map { String($0.prefix(512)) }, digest,
                    Data(bytes.prefix(4096)),
                ]
            )
            try database.cachedStatement(sql: "DELETE FROM quarantine WHERE id <= ?")
                .execute(arguments: [database.lastInsertedRowID - Int64(Self.limit)])
        }
    }

    /// An entry by its number; nil: there is none, or no longer.
    public func find(_ id: Int) throws(StoreError) -> Entry? {
        try store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM quarantine WHERE id = ?",
                arguments: [id]
            ).map(Entry.init)
        }
    }

    /// Takes an entry out: it was taken in after all.
    public func remove(_ id: Int) throws(StoreError) {
        try store.write { database in
            try database.execute(sql: "DELETE FROM quarantine WHERE id = ?", arguments: [id])
        }
    }

    /// The latest entries, the newest first.
    public func newest(limit: Int = 100) throws(StoreError) -> [Entry] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM quarantine ORDER BY id DESC LIMIT ?",
                arguments: [min(max(limit, 0), 1000)]
            ).map(Entry.init)
        }
    }

    /// Entries with numbers above `after`, the oldest first.
    public func entries(after id: Int = 0, limit: Int = 100) throws(StoreError) -> [Entry] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM quarantine WHERE id > ? ORDER BY id LIMIT ?",
                arguments: [id, min(max(limit, 0), 1000)]
            ).map(Entry.init)
        }
    }
}

extension Quarantine.Entry {
    init(_ row: Row) {
        id = row["id"]
        receivedAt = Timestamp(milliseconds: row["received_at"])
        lastAt = Timestamp(milliseconds: row["last_at"])
        transport = row["transport"]
        topic = row["topic"]
        sender = row["sender"]
        reason = row["reason"]
        detail = row["detail"]
        digest = row["sha256"]
        head = row["head"]
        count = row["count"]
    }
}

extension Store {
    /// Messages that could not be taken.
    public var quarantine: Quarantine { Quarantine(store: self) }
}
