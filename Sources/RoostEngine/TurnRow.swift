// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel

/// One link of the audit chain: hashes of what a turn wrote, and of the link before.
struct TurnRow: Equatable {
    var number: Int
    var at: Timestamp
    var first: Int
    var last: Int
    var inputs: Data
    var facts: Data
    var effects: Data
    var settlements: Data
    var hash: Data

    init(
        number: Int,
        at: Timestamp,
        first: Int,
        last: Int,
        inputs: Data,
        facts: Data,
        effects: Data,
        settlements: Data,
        after previous: Data
    ) {
        self.number = number
        self.at = at
        self.first = first
        self.last = last
        self.inputs = inputs
        self.facts = facts
        self.effects = effects
        self.settlements = settlements
        hash = Data()
        hash = linked(to: previous)
    }

    /// What a statement selects of the `turn` table for ``init(_:)``.
    static let columns = "number, at, first, last, inputs, facts, effects, settlements, hash"

    /// A row of ``columns``, which are taken by their place: by name each would be searched for.
    init(_ row: Row) {
        number = row[0]
        at = Timestamp(milliseconds: row[1])
        first = row[2]
        last = row[3]
        inputs = row[4]
        facts = row[5]
        effects = row[6]
        settlements = row[7]
        hash = row[8]
    }

    /// The hash that this row must have after a row with the hash `previous`.
    func linked(to previous: Data) -> Data {
        var hash = ChainHash()
        hash.add("roost turn 1")
        hash.add(previous)
        for number in [number, Int(at.milliseconds), first, last] { hash.add(number) }
        for part in [inputs, facts, effects, settlements] { hash.add(part) }
        return hash.finished()
    }

    func insert(_ database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO turn (\(Self.columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                number, at.milliseconds, first, last, inputs, facts, effects, settlements, hash,
            ]
        )
        try database.setMeta("head", "\(number) \(hash.hexadecimal)")
    }
}
