// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import SiteCore

/// Each statement names the condition of an index of open effects, without which SQLite would walk
/// all that were ever settled; a test reads its plans.
extension Outbox {
    /// Without bodies: a long queue is sorted each time.
    static let readySQL = """
        SELECT id, attempt, urgent, dock, line, journal FROM effect AS one
        WHERE lane = ? AND state <> 'settled' AND state = 'queued'
        AND next_at <= ? AND expires_at > ?
        AND (urgent = 1 OR line IS NULL OR NOT EXISTS (
            SELECT 1 FROM effect AS older
            WHERE older.lane = one.lane AND older.line = one.line AND older.id < one.id
            AND older.state <> 'settled'))
        ORDER BY urgent DESC, id
        """

    static let laneExpiredSQL = """
        SELECT id FROM effect
        WHERE lane = ? AND state <> 'settled' AND state = 'queued' AND expires_at <= ? ORDER BY id
        """

    /// A batch is sorted after.
    static let expiredSQL = """
        SELECT id FROM effect WHERE state = 'queued' AND expires_at <= ? LIMIT 256
        """

    static let nextChangeSQL = """
        SELECT min(at) FROM (
            SELECT min(next_at) AS at FROM effect
            WHERE state = 'queued' AND next_at > 0 AND next_at > ?1
            UNION ALL SELECT min(expires_at) AS at FROM effect WHERE state = 'queued')
        """

    static let triedSQL = """
        SELECT * FROM effect WHERE lane = ? AND state <> 'settled' AND attempt > 0
        ORDER BY id LIMIT ?
        """

    static let openSQL = "SELECT count(*) FROM effect WHERE lane = ? AND state <> 'settled'"
}

extension Database {
    /// Whether none of these effects is one that must not be tried twice.
    func mayRepeat(_ ids: [EffectID]) throws -> Bool {
        let statement = try cachedStatement(
            sql: "SELECT 1 FROM effect WHERE id = ? AND retry <> 'untilExpiry'"
        )
        return try ids.allSatisfy { try Int.fetchOne(statement, arguments: [$0.value]) == nil }
    }

    func effectRecord(_ id: EffectID) throws -> EffectRecord? {
        try Row.fetchOne(
            cachedStatement(sql: "SELECT * FROM effect WHERE id = ?"),
            arguments: [id.value]
        ).map { try EffectRecord($0) }
    }
}

extension Database {
    func pendingEffect(_ id: EffectID) throws -> PendingEffect? {
        try Row.fetchOne(
            cachedStatement(
                sql: """
                    SELECT id, wire, retry, expires_at, body, attempt, journal FROM effect
                    WHERE id = ?
                    """
            ),
            arguments: [id.value]
        ).map { try PendingEffect($0) }
    }
}

extension PendingEffect {
    init(_ row: Row) throws {
        guard let wire = WireID(row["wire"] as String),
            let retry = Retry(rawValue: row["retry"])
        else { throw StoreError.corrupt("effect \(row["id"] as Int) has no wire id or retry") }
        effect = Effect(
            id: EffectID(row["id"]),
            wire: wire,
            expiresAt: Timestamp(milliseconds: row["expires_at"]),
            retry: retry,
            action: try StoredForm.decode(Action.self, from: row["body"])
        )
        attempt = row["attempt"]
        cause = row["journal"]
    }
}

extension EffectRecord {
    init(_ row: Row) throws {
        pending = try PendingEffect(row)
        guard let state = State(rawValue: row["state"]) else {
            throw StoreError.corrupt("effect \(row["id"] as Int) has no state")
        }
        self.state = state
        let next: Int64 = row["next_at"]
        nextAt = next == 0 ? nil : Timestamp(milliseconds: next)
        trouble = row["trouble"]
        let body: Data? = row["settlement"]
        settlement = try body.map {
            try StoredForm.decode(Settlement<EffectResult>.self, from: $0)
        }
    }
}
