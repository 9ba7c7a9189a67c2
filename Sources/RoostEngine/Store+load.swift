// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import RoostModel
import SiteCore

/// How one input changes a site; tests put another one in, to have effects without a whole fleet.
typealias Apply = @Sendable (inout Site, Input, Timestamp) -> Outcome

/// A site as the disk has it, with its place in the journal and in the chain.
struct LoadedSite {
    var site: Site
    /// Last place of the journal.
    var sequence: Int
    /// Number of the last turn.
    var turn: Int
    /// Hash of the last turn.
    var hash: Data
    var report = LoadReport()
    /// Digests of snapshots by their place, to be compared with the replayed state on the way.
    var marks: [Int: Data] = [:]
}

extension Store {
    /// Keeps a snapshot; one that is there already at its place is replaced.
    public func keep(_ snapshot: Snapshot) throws(StoreError) {
        try write { database in
            try database.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO snapshot (seq, turn, at, format, digest, body)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """
            ).execute(
                arguments: [
                    snapshot.sequence, snapshot.turn, snapshot.at.milliseconds, Self.format,
                    snapshot.body.sha256, snapshot.body,
                ]
            )
        }
    }

    /// The state up to a place of the journal: the newest sound snapshot not behind it, then the
    /// inputs that follow.
    ///
    /// No effect of a replayed turn is added again.
    func load(
        through limit: Int = .max,
        fromBeginning: Bool = false,
        apply: Apply
    ) throws(StoreError) -> LoadedSite {
        let key = try siteKey()
        return try read { database in
            var loaded = try database.base(siteKey: key, through: limit, fromBeginning)
            if fromBeginning { loaded.marks = try database.snapshotDigests(after: loaded.sequence) }
            try database.replay(onto: &loaded, through: limit, apply)
            return loaded
        }
    }
}

extension Database {
    /// The state from which a replay may begin.
    fileprivate func base(
        siteKey: UInt64,
        through limit: Int,
        _ fromBeginning: Bool
    ) throws -> LoadedSite {
        let pruned = try metaNumber("journal_pruned")
        var report = LoadReport()
        if !fromBeginning || pruned > 0 {
            let order = fromBeginning ? "ASC" : "DESC"
            let rows = try Row.fetchCursor(
                self,
                sql: "SELECT * FROM snapshot WHERE seq <= ? AND seq >= ? ORDER BY seq \(order)",
                arguments: [limit, pruned]
            )
            while let row = try rows.next() {
                let body: Data = row["body"]
                guard body.sha256 == row["digest"],
                    let site = try? StoredForm.decode(Site.self, from: body)
                else {
                    report.damagedSnapshots += 1
                    continue
                }
                report.snapshot = row["seq"]
                let turn: Int = row["turn"]
                return LoadedSite(
                    site: site,
                    sequence: row["seq"],
                    turn: turn,
                    hash: try hash(ofTurn: turn),
                    report: report
                )
            }
        }
        guard pruned == 0 else {
            throw StoreError.corrupt("no sound snapshot stands before the journal's beginning")
        }
        return LoadedSite(
            site: Site(siteKey: siteKey),
            sequence: 0,
            turn: 0,
            hash: ChainHash.beginning,
            report: report
        )
    }

    fileprivate func snapshotDigests(after place: Int) throws -> [Int: Data] {
        let rows = try Row.fetchAll(
            self,
            sql: "SELECT seq, digest FROM snapshot WHERE seq > ?",
            arguments: [place]
        )
        return Dictionary(rows.map { ($0["seq"], $0["digest"]) }, uniquingKeysWith: { $1 })
    }

    private func hash(ofTurn number: Int) throws -> Data {
        guard number > 0 else { return ChainHash.beginning }
        if let hash = try Data.fetchOne(
            self,
            sql: "SELECT hash FROM turn WHERE number = ?",
            arguments: [number]
        ) {
            return hash
        }
        let anchor = try anchor()
        guard anchor.number == number else {
            throw StoreError.corrupt("turn \(number) of a snapshot is missing")
        }
        return anchor.hash
    }

    /// The last turn that was pruned, from which the chain goes on.
    func anchor() throws -> (number: Int, hash: Data) {
        let parts = try meta("anchor")?.split(separator: " ") ?? []
        guard parts.count == 2, let number = Int(parts[0]),
            let hash = Data(hexadecimal: String(parts[1]))
        else { return (0, ChainHash.beginning) }
        return (number, hash)
    }

    fileprivate func replay(
        onto loaded: inout LoadedSite,
        through limit: Int,
        _ apply: Apply
    ) throws {
        let turns = try Row.fetchCursor(
            self,
            sql: """
                SELECT \(TurnRow.columns) FROM turn WHERE number > ? AND first <= ? ORDER BY number
                """,
            arguments: [loaded.turn, limit]
        )
        // Without an end, so that a turn that is broken off can still be checked as a whole.
        let inputs = try Row.fetchCursor(
            self,
            sql: "SELECT \(JournalEntry.columns) FROM journal WHERE seq > ? ORDER BY seq",
            arguments: [loaded.sequence]
        )
        var pending = try inputs.next().map { JournalEntry($0) }
        var last = loaded.sequence
        while let row = try turns.next() {
            let turn = TurnRow(row)
            guard turn.number == loaded.turn + 1, turn.linked(to: loaded.hash) == turn.hash else {
                throw StoreError.corrupt("turn \(turn.number) does not follow turn \(loaded.turn)")
            }
            var entries: [JournalEntry] = []
            while let entry = pending, entry.sequence <= turn.last {
                entries.append(entry)
                pending = try inputs.next().map { JournalEntry($0) }
            }
            try turn.check(entries)
            var draft = TurnDraft(number: turn.number, after: turn.first - 1, at: turn.at)
            for entry in entries where entry.sequence <= limit {
                try draft.replay(entry, onto: &loaded, apply)
            }
            try loaded.close(turn, draft, isWhole: turn.last <= limit)
            last = turn.last
        }
        if let pending, pending.sequence <= limit {
            throw StoreError.corrupt("the journal goes on after place \(last), its last turn's")
        }
    }
}

extension TurnRow {
    /// What was written is what is read, byte for byte, before any of it is applied.
    fileprivate func check(_ entries: [JournalEntry]) throws {
        guard !entries.isEmpty else {
            throw StoreError.corrupt("the inputs of turn \(number) are missing")
        }
        var hash = ChainHash()
        for entry in entries { hash.addInput(entry.sequence, entry.input) }
        let isOnTime = entries.allSatisfy { $0.at == at }
        guard isOnTime, hash.finished() == inputs else {
            throw StoreError.corrupt("the inputs of turn \(number) were altered")
        }
    }
}

extension TurnDraft {
    fileprivate mutating func replay(
        _ entry: JournalEntry,
        onto loaded: inout LoadedSite,
        _ apply: Apply
    ) throws {
        guard entry.format <= Store.format else {
            throw StoreError.newer(found: entry.format, supported: Store.format)
        }
        let input = try StoredForm.decodeInput(from: entry.input)
        let outcome = apply(&loaded.site, input, entry.at)
        _ = try take(input, outcome, at: entry.at, stored: entry.input)
        loaded.report.replayed += 1
    }
}

extension LoadedSite {
    /// Compares what a replayed turn gave with what it gave when it was first made.
    fileprivate mutating func close(_ turn: TurnRow, _ draft: TurnDraft, isWhole: Bool) throws {
        let again = draft.row(after: hash)
        if isWhole, again.facts != turn.facts || again.effects != turn.effects {
            report.divergedTurns += 1
            report.firstDiverged = report.firstDiverged ?? turn.number
        }
        if isWhole, let digest = marks[turn.last], try StoredForm.encode(site).sha256 != digest {
            report.differingSnapshots += 1
            report.firstDiffering = report.firstDiffering ?? turn.last
        }
        sequence = turn.last
        self.turn = turn.number
        hash = turn.hash
    }
}
