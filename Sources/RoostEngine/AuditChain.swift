// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel

/// The chain of turns: each holds the hash of the one before and of what it wrote (SAFETY S36).
public enum AuditChain {
    /// The end of a chain; kept elsewhere, it also proves that no end was cut off cleanly.
    public struct Head: Codable, Equatable, Sendable {
        /// Number of the last turn.
        public var turn: Int
        /// Its hash, lower-case hexadecimal.
        public var hash: String

        /// A head, as it was written down.
        public init(turn: Int, hash: String) {
            self.turn = turn
            self.hash = hash
        }
    }

    /// What is wrong with a chain.
    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        /// A turn's number does not follow the one before.
        case gap(turn: Int)
        /// A turn's hash does not follow from the one before and what it says it wrote.
        case broken(turn: Int)
        /// Rows that a turn wrote were changed, added, removed or moved.
        case altered(turn: Int, what: String)
        /// Rows lie behind the last turn, or the last turn is not the one that was written last.
        case truncated(after: Int)
        /// The store cannot be read.
        case unreadable(StoreError)

        /// Where the chain breaks.
        public var description: String {
            switch self {
            case .gap(let turn): "turn \(turn) does not follow the one before"
            case .broken(let turn): "the hash of turn \(turn) is wrong"
            case .altered(let turn, let what): "the \(what) of turn \(turn) were altered"
            case .truncated(let turn): "what followed turn \(turn) was cut off"
            case .unreadable(let error): error.description
            }
        }
    }

    /// Checks the whole chain and every row that is still there; answers its head.
    ///
    /// `known` is a head that was written down earlier: the chain must still contain it.
    @discardableResult
    public static func verify(_ store: Store, containing known: Head? = nil) throws(Fault) -> Head {
        let result: Result<Head, Fault>
        do {
            result = try store.read { database in
                do {
                    var check = try ChainCheck(database, known)
                    return .success(try check.run(database))
                } catch let fault as Fault { return .failure(fault) }
            }
        } catch { throw .unreadable(error) }
        return try result.get()
    }

    /// The end of a store's chain; turn 0 when it has none.
    public static func head(of store: Store) throws(StoreError) -> Head {
        try store.read { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT number, hash FROM turn ORDER BY number DESC LIMIT 1"
            )
            guard let row else {
                let anchor = try database.anchor()
                return Head(turn: anchor.number, hash: anchor.hash.hexadecimal)
            }
            return Head(turn: row["number"], hash: (row["hash"] as Data).hexadecimal)
        }
    }
}

/// One walk along a chain.
private struct ChainCheck {
    private var last: (number: Int, hash: Data)
    private var lastPlace = 0
    private var known: AuditChain.Head?
    private let journalPruned: Int
    private let effectPruned: Int
    private let settlementPruned: Int

    init(_ database: Database, _ known: AuditChain.Head?) throws {
        last = try database.anchor()
        self.known = known
        journalPruned = try database.metaNumber("journal_pruned")
        effectPruned = try database.metaNumber("effect_pruned")
        settlementPruned = try database.metaNumber("settlement_pruned")
    }

    mutating func run(_ database: Database) throws -> AuditChain.Head {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT \(TurnRow.columns) FROM turn ORDER BY number"
        )
        while let row = try rows.next() { try check(TurnRow(row), database) }
        let head = AuditChain.Head(turn: last.number, hash: last.hash.hexadecimal)
        let written = try database.meta("head") ?? "0 \(ChainHash.beginning.hexadecimal)"
        let beyond = try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ?1)
                OR EXISTS (SELECT 1 FROM fact WHERE seq > ?1)
                OR EXISTS (SELECT 1 FROM effect WHERE journal > ?1 OR settled_by > ?1)
                OR EXISTS (SELECT 1 FROM snapshot WHERE seq > ?1)
                """,
            arguments: [lastPlace]
        )
        let isWhole = written == "\(head.turn) \(head.hash)" && (beyond != true || head.turn == 0)
        guard isWhole, (known?.turn ?? 0) <= head.turn else {
            throw AuditChain.Fault.truncated(after: head.turn)
        }
        return head
    }

    private mutating func check(_ turn: TurnRow, _ database: Database) throws {
        guard turn.number == last.number + 1, lastPlace == 0 || turn.first == lastPlace + 1 else {
            throw AuditChain.Fault.gap(turn: turn.number)
        }
        guard turn.linked(to: last.hash) == turn.hash else {
            throw AuditChain.Fault.broken(turn: turn.number)
        }
        if let known, known.turn == turn.number, known.hash != turn.hash.hexadecimal {
            throw AuditChain.Fault.broken(turn: turn.number)
        }
        try checkRows(turn, database)
        last = (turn.number, turn.hash)
        lastPlace = turn.last
    }

    private func checkRows(_ turn: TurnRow, _ database: Database) throws {
        func demand(_ isSame: Bool, _ what: String) throws {
            guard isSame else { throw AuditChain.Fault.altered(turn: turn.number, what: what) }
        }
        if turn.first > journalPruned {
            try demand(try database.inputHash(turn) == turn.inputs, "inputs")
        }
        try demand(try database.factHash(turn) == turn.facts, "facts")
        if turn.first > effectPruned {
            try demand(try database.effectHash(turn) == turn.effects, "effects")
        }
        if turn.first > settlementPruned {
            try demand(try database.settlementHash(turn) == turn.settlements, "settlements")
        }
    }
}

extension Database {
    private func rows(_ sql: String, _ turn: TurnRow) throws -> RowCursor {
        try Row.fetchCursor(cachedStatement(sql: sql), arguments: [turn.first, turn.last])
    }

    fileprivate func inputHash(_ turn: TurnRow) throws -> Data {
        var hash = ChainHash()
        let rows = try rows(
            "SELECT seq, at, input FROM journal WHERE seq BETWEEN ? AND ? ORDER BY seq",
            turn
        )
        while let row = try rows.next() {
            guard row[1] == turn.at.milliseconds else { return Data() }
            hash.addInput(row[0], row[2])
        }
        return hash.finished()
    }

    fileprivate func factHash(_ turn: TurnRow) throws -> Data {
        var hash = ChainHash()
        let rows = try rows(
            "SELECT seq, at, journal, body FROM fact WHERE seq BETWEEN ? AND ? ORDER BY seq",
            turn
        )
        while let row = try rows.next() {
            guard row[1] == turn.at.milliseconds else { return Data() }
            hash.addFact(row[0], row[2], row[3])
        }
        return hash.finished()
    }

    fileprivate func effectHash(_ turn: TurnRow) throws -> Data {
        var hash = ChainHash()
        let rows = try rows(
            "SELECT * FROM effect WHERE journal BETWEEN ? AND ? ORDER BY journal, id",
            turn
        )
        while let row = try rows.next() {
            hash.addEffect(
                (row["id"], row["journal"]),
                wire: row["wire"],
                expiresAt: row["expires_at"],
                retry: row["retry"],
                body: row["body"]
            )
        }
        return hash.finished()
    }

    fileprivate func settlementHash(_ turn: TurnRow) throws -> Data {
        var hash = ChainHash()
        let rows = try rows(
            "SELECT * FROM effect WHERE settled_by BETWEEN ? AND ? ORDER BY settled_by",
            turn
        )
        while let row = try rows.next() {
            hash.addSettlement(EffectID(row["id"]), row["settled_by"], row["settlement"])
        }
        return hash.finished()
    }
}
