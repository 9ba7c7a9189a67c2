// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import RoostModel
public import SiteCore

extension Store {
    /// A part of history, in order.
    public func facts(_ query: FactQuery) throws(StoreError) -> [FactRecord] {
        var conditions = ["seq > ?"]
        var values: [(any DatabaseValueConvertible)?] = [query.after]
        func narrow(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            values.append(value)
        }
        narrow("seq < ?", query.before)
        narrow("dock = ?", query.dock?.text)
        narrow("mission = ?", query.mission?.value)
        narrow("sortie = ?", query.sortie?.value)
        narrow("violation = ?", query.violation?.value)
        narrow("notice = ?", query.notice?.value)
        narrow("severity >= ?", query.severity?.column)
        if let code = query.code {
            if code.hasSuffix(".") {
                narrow("substr(code, 1, \(code.unicodeScalars.count)) = ?", code)
            } else {
                narrow("code = ?", code)
            }
        }
        values.append(min(max(query.limit, 0), 1000))
        let sql = """
            SELECT seq, journal, at, body FROM fact WHERE \(conditions.joined(separator: " AND "))
            ORDER BY seq \(query.newestFirst ? "DESC" : "ASC") LIMIT ?
            """
        let arguments = StatementArguments(values)
        return try read { database in
            try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
                FactRecord(
                    sequence: row["seq"],
                    cause: row["journal"],
                    at: Timestamp(milliseconds: row["at"]),
                    fact: try StoredForm.decode(Fact.self, from: row["body"])
                )
            }
        }
    }

    /// The input at a place of the journal, with its instant; nil: pruned, or another kind of
    /// place.
    public func input(at sequence: Int) throws(StoreError) -> (input: Input, at: Timestamp)? {
        try read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT at, input FROM journal WHERE seq = ?",
                arguments: [sequence]
            ).map { row in
                (
                    try StoredForm.decode(Input.self, from: row["input"]),
                    Timestamp(milliseconds: row["at"])
                )
            }
        }
    }

    /// The last place of the journal.
    public func lastSequence() throws(StoreError) -> Int {
        try read { database in
            let statement = try database.cachedStatement(sql: "SELECT max(last) FROM turn")
            return try Int.fetchOne(statement) ?? 0
        }
    }

    /// The last place whose input was pruned: a replay cannot end before it; 0 when none was.
    public func prunedSequence() throws(StoreError) -> Int {
        try read { try $0.metaNumber("journal_pruned") }
    }
}
