// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import GRDB
public import RoostModel

/// The first place at which a store does not hold together, and why.
public struct BrokenLink: Error, Codable, Equatable, Sendable, CustomStringConvertible {
    /// Number of the turn; nil: it is not the fault of one turn.
    public var turn: Int?
    /// First place of the turn, or the place of a snapshot.
    public var first: Int?
    /// Last place of the turn.
    public var last: Int?
    /// When the turn was.
    public var at: Timestamp?
    /// What is wrong.
    public var what: String

    /// A fault with no turn to its name.
    init(_ what: String, first: Int? = nil) {
        self.what = what
        self.first = first
    }

    /// A turn's fault, with the turn's place and instant where its row is still there.
    init(_ what: String, turn number: Int, in store: Store) {
        self.what = what
        turn = number
        let row = try? store.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT first, last, at FROM turn WHERE number = ?",
                arguments: [number]
            )
        }
        guard let row else { return }
        first = row["first"]
        last = row["last"]
        at = Timestamp(milliseconds: row["at"])
    }

    /// Turn, places and what is wrong, in the time of the journal.
    public var description: String { text(in: nil) }

    /// The same with the instant in a site's zone.
    public func text(in calendar: DayCalendar?) -> String {
        var place: [String] = []
        if let turn { place.append("turn \(turn)") }
        if let first { place.append(last.map { "places \(first) to \($0)" } ?? "place \(first)") }
        if let at { place.append(at.text(in: calendar)) }
        return place.isEmpty ? what : "\(place.joined(separator: ", ")): \(what)"
    }
}
