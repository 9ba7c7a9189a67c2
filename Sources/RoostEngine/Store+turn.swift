// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import SiteCore

extension Store {
    /// Writes a whole turn in one transaction, or nothing of it.
    ///
    /// A failure after which nobody knows whether the commit is on disk is cleared up by asking the
    /// store; only when it does not answer, the error is ``StoreError/inDoubt``.
    func commit(_ draft: TurnDraft, after previous: Data) throws(StoreError) -> Data {
        let row = draft.row(after: previous)
        var isWritten = false
        do {
            try queue.writeWithoutTransaction { database in
                try pass(.begin)
                try database.inOneTransaction {
                    try database.write(draft, row)
                    try pass(.beforeCommit)
                    isWritten = true
                }
                try pass(.afterCommit)
            }
            return row.hash
        } catch {
            let failure = StoreError(error)
            guard isWritten else { throw failure }
            guard try hasTurn(row) else { throw failure }
            return row.hash
        }
    }

    private func hasTurn(_ row: TurnRow) throws(StoreError) -> Bool {
        do {
            try pass(.readBack)
            return try queue.read { database in
                try Data.fetchOne(
                    database,
                    sql: "SELECT hash FROM turn WHERE number = ?",
                    arguments: [row.number]
                ) == row.hash
            }
        } catch {
            throw .inDoubt
        }
    }
}

extension Database {
    /// As GRDB's own `inTransaction`, with statements that are compiled once: a turn has few rows.
    func inOneTransaction<Value>(_ write: () throws -> Value) throws -> Value {
        try cachedStatement(sql: "BEGIN IMMEDIATE TRANSACTION").execute()
        do {
            let value = try write()
            // A full disk ends a transaction by itself.
            guard isInsideTransaction else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            try cachedStatement(sql: "COMMIT TRANSACTION").execute()
            return value
        } catch {
            if isInsideTransaction { try rollback() }
            throw error
        }
    }

    func write(_ draft: TurnDraft, _ row: TurnRow) throws {
        let at = draft.at.milliseconds
        let journal = try cachedStatement(
            sql: "INSERT INTO journal (seq, at, format, input) VALUES (?, ?, ?, ?)"
        )
        for entry in draft.journal {
            try journal.execute(arguments: [entry.sequence, at, Store.format, entry.body])
        }
        for fact in draft.facts { try write(fact) }
        for effect in draft.effects { try write(effect) }
        for settlement in draft.settlements { try write(settlement) }
        for step in draft.steps { try shift(by: step) }
        for (key, receipt) in draft.keys { try write(key, receipt, at: draft.at) }
        try row.insert(self)
    }

    /// Effects that wait for another try wait as long as before the wall clock was set (S26).
    private func shift(by step: TimeSpan) throws {
        try cachedStatement(
            sql: """
                UPDATE effect SET next_at = next_at + ?
                WHERE state <> 'settled' AND next_at > 0
                """
        ).execute(arguments: [step.milliseconds])
    }

    private func write(_ row: TurnDraft.FactRow) throws {
        let fact = row.record.fact
        try cachedStatement(
            sql: """
                INSERT INTO fact (seq, journal, at, code, severity,
                dock, mission, sortie, violation, notice, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                row.record.sequence, row.record.cause, row.record.at.milliseconds,
                fact.code.rawValue, fact.severity.column, fact.subject.dock?.text,
                fact.subject.mission?.value, fact.subject.sortie?.value,
                fact.subject.violation?.value, fact.subject.notice?.value, row.body,
            ]
        )
    }

    private func write(_ row: TurnDraft.EffectRow) throws {
        let effect = row.effect
        let place = OutboxPlace(effect.action)
        try cachedStatement(
            sql: """
                INSERT INTO effect (id, wire, journal, lane, line, dock, urgent, body,
                expires_at, retry, state, attempt, next_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, 0)
                """
        ).execute(
            arguments: [
                effect.id.value, effect.wire.description, row.cause, place.lane.rawValue,
                place.line, place.dock?.text, place.isUrgent ? 1 : 0, row.body,
                effect.expiresAt.milliseconds, effect.retry.rawValue,
            ]
        )
    }

    private func write(_ row: TurnDraft.SettlementRow) throws {
        try cachedStatement(
            sql: """
                UPDATE effect SET state = 'settled', settlement = ?, settled_by = ?
                WHERE id = ? AND state <> 'settled'
                """
        ).execute(arguments: [row.body, row.cause, row.effect.value])
    }
}

extension Severity {
    /// Its number in the `fact` table: 0 for info up to 3 for critical.
    var column: Int {
        switch self {
        case .info: 0
        case .minor: 1
        case .major: 2
        case .critical: 3
        }
    }
}
