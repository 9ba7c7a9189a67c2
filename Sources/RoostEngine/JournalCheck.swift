// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import SiteCore

/// A store found whole: chain, snapshots, and a replay that gave what was written.
public struct JournalCheck: Equatable, Sendable {
    /// The end of the chain.
    public let head: AuditChain.Head
    /// Snapshots whose digest is right and whose state the replay gave.
    public let snapshots: Int
    /// Inputs that were applied again.
    public let replayed: Int

    /// Checks a store from as far back as its journal goes; throws the first broken link.
    ///
    /// Three things are compared: each turn's hash with the one before and with the rows that it
    /// wrote, each snapshot with its digest, and facts, effects and snapshots with what this build
    /// makes of the same inputs.
    public static func run(_ store: Store) throws(BrokenLink) -> JournalCheck {
        try run(store) { site, input, now in site.apply(input, at: now) }
    }

    static func run(_ store: Store, apply: Apply) throws(BrokenLink) -> JournalCheck {
        let head: AuditChain.Head
        do {
            head = try AuditChain.verify(store)
        } catch {
            throw link(error, store)
        }
        let snapshots = try checkSnapshots(store)
        let report: LoadReport
        do {
            report = try store.load(fromBeginning: true, apply: apply).report
        } catch {
            throw BrokenLink(error.description)
        }
        if let turn = report.firstDiverged {
            let what = "this build makes other facts or effects of the same inputs"
            throw BrokenLink(what, turn: turn, in: store)
        }
        if let place = report.firstDiffering {
            throw BrokenLink("the replay does not give the snapshot's state", first: place)
        }
        return JournalCheck(head: head, snapshots: snapshots, replayed: report.replayed)
    }

    private static func link(_ fault: AuditChain.Fault, _ store: Store) -> BrokenLink {
        switch fault {
        case .gap(let turn), .broken(let turn), .altered(let turn, _):
            BrokenLink(fault.description, turn: turn, in: store)
        case .truncated(let turn): BrokenLink(fault.description, turn: turn, in: store)
        case .unreadable(let error): BrokenLink(error.description)
        }
    }

    private static func checkSnapshots(_ store: Store) throws(BrokenLink) -> Int {
        let damaged: Result<(count: Int, first: Int?), StoreError>
        do throws(StoreError) {
            damaged = .success(
                try store.read { database in
                    let rows = try Row.fetchCursor(
                        database,
                        sql: "SELECT seq, digest, body FROM snapshot ORDER BY seq"
                    )
                    var count = 0
                    while let row = try rows.next() {
                        guard (row["body"] as Data).sha256 == row["digest"] else {
                            return (count, row["seq"])
                        }
                        count += 1
                    }
                    return (count, nil)
                }
            )
        } catch { damaged = .failure(error) }
        switch damaged {
        case .failure(let error): throw BrokenLink(error.description)
        case .success((_, let place?)):
            throw BrokenLink("the snapshot's digest is wrong", first: place)
        case .success((let count, nil)): return count
        }
    }
}
