// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import RoostModel

extension Store {
    /// Deletes what is older than its retention, a bounded part at a time; answers how many rows
    /// went.
    ///
    /// Inputs go only behind a snapshot that is itself older than their retention, so that the
    /// state can always be rebuilt; a pruned turn leaves its hashes as long as the audit is kept.
    @discardableResult
    public func prune(
        _ retention: Retention,
        at now: Timestamp,
        frameKeyLimit: Int = 5_000_000
    ) throws(StoreError) -> Int {
        try write { database in
            let before = database.totalChangesCount
            try database.pruneJournal(before: now - retention.journal)
            try database.pruneEffects(before: now - retention.effects)
            let audit = now - retention.audit
            try database.pruneAudit(before: min(audit, retention.auditSince ?? audit))
            try database.pruneKeys(before: now - Self.keyWindow, limit: frameKeyLimit)
            try database.thinSnapshots()
            try database.execute(
                sql: "DELETE FROM quarantine WHERE last_at <= ?",
                arguments: [(now - retention.quarantine).milliseconds]
            )
            return database.totalChangesCount - before
        }
    }
}

extension Database {
    /// Rows of one kind that one call deletes at most: a turn must not wait long.
    private static var portion: Int { 20_000 }

    fileprivate func pruneJournal(before limit: Timestamp) throws {
        let base = try Int.fetchOne(
            self,
            sql: "SELECT max(seq) FROM snapshot WHERE at <= ?",
            arguments: [limit.milliseconds]
        )
        guard let base else { return }
        let end = try Int.fetchOne(
            self,
            sql: """
                SELECT max(seq) FROM
                (SELECT seq FROM journal WHERE seq <= ? ORDER BY seq LIMIT ?)
                """,
            arguments: [base, Self.portion]
        )
        guard let end else { return }
        try execute(sql: "DELETE FROM journal WHERE seq <= ?", arguments: [end])
        // Until the last portion is gone an older snapshot must stay for what is still there.
        let isWhole = try !Bool.fetchOne(
            self,
            sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE seq <= ?)",
            arguments: [base]
        ).unwrapped()
        try setMeta("journal_pruned", String(isWhole ? base : end))
        guard isWhole else { return }
        try execute(sql: "DELETE FROM snapshot WHERE seq < ?", arguments: [base])
    }

    /// The newest three stay, and the first of each day for incidents.
    fileprivate func thinSnapshots() throws {
        try execute(
            sql: """
                DELETE FROM snapshot
                WHERE seq NOT IN (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT 3)
                AND seq NOT IN (SELECT min(seq) FROM snapshot GROUP BY at / 86400000)
                """
        )
    }

    /// Only a beginning of the effects goes, so that what stays can be checked turn by turn.
    fileprivate func pruneEffects(before limit: Timestamp) throws {
        let open = try Int.fetchOne(
            self,
            sql: "SELECT min(journal) FROM effect WHERE state <> 'settled'"
        )
        let old = try lastPlace(before: limit)
        let young = try Int.fetchOne(
            self,
            sql: "SELECT min(journal) FROM effect WHERE settled_by > ?",
            arguments: [old]
        )
        let end = min(old, (open ?? .max) - 1, (young ?? .max) - 1)
        guard end > (try metaNumber("effect_pruned")) else { return }
        let highest = try Int.fetchOne(
            self,
            sql: "SELECT max(id) FROM effect WHERE journal <= ?",
            arguments: [end]
        )
        try execute(sql: "DELETE FROM effect WHERE journal <= ?", arguments: [end])
        try setMeta("effect_pruned", String(end))
        try setMeta("settlement_pruned", String(old))
        if let highest { try setMeta("effect_pruned_id", String(highest)) }
    }

    fileprivate func pruneAudit(before limit: Timestamp) throws {
        let kept = try metaNumber("journal_pruned")
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT \(TurnRow.columns) FROM turn WHERE at <= ? AND last <= ?
                ORDER BY number DESC LIMIT 1
                """,
            arguments: [limit.milliseconds, kept]
        )
        guard let row else { return }
        let turn = TurnRow(row)
        try execute(sql: "DELETE FROM fact WHERE seq <= ?", arguments: [turn.last])
        try execute(sql: "DELETE FROM turn WHERE number <= ?", arguments: [turn.number])
        try setMeta("anchor", "\(turn.number) \(turn.hash.hexadecimal)")
    }

    fileprivate func pruneKeys(before limit: Timestamp, limit count: Int) throws {
        for table in ["frame_key", "idempotency"] {
            try execute(
                sql: "DELETE FROM \(table) WHERE at <= ?",
                arguments: [limit.milliseconds]
            )
        }
        let keys = try Int.fetchOne(self, sql: "SELECT count(*) FROM frame_key") ?? 0
        guard keys > count else { return }
        try execute(
            sql: """
                DELETE FROM frame_key WHERE (source, frame) IN
                (SELECT source, frame FROM frame_key ORDER BY at LIMIT ?)
                """,
            arguments: [keys - count]
        )
    }

    /// The last place of the journal that a turn at or before an instant took; 0: none.
    private func lastPlace(before limit: Timestamp) throws -> Int {
        try Int.fetchOne(
            self,
            sql: "SELECT max(last) FROM turn WHERE at <= ?",
            arguments: [limit.milliseconds]
        ) ?? 0
    }
}

extension Bool? {
    fileprivate func unwrapped() throws -> Bool {
        guard let self else { throw StoreError.corrupt("a question has no answer") }
        return self
    }
}
