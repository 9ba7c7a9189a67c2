// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import SiteCore

/// The state of a site at any place of its journal, rebuilt from a file that is only read.
public struct Replay: Sendable {
    /// The state.
    public let site: Site
    /// The last place that is in it.
    public let sequence: Int
    /// Turns up to there.
    public let turns: Int
    /// SHA-256 of the state's stored form.
    public let digest: String
    /// What was replayed, and whether it gave what it gave at first.
    public let report: LoadReport

    /// Rebuilds the state up to and with place `limit` of the journal in the file at `path`.
    ///
    /// It begins at the newest snapshot before that place or, for `fromBeginning`, as far back as
    /// the journal goes, which checks every turn since. Throws when the file is missing, damaged or
    /// newer.
    public static func run(
        _ path: String,
        until limit: Int = .max,
        fromBeginning: Bool = false
    ) throws(StoreError) -> Replay {
        try run(Store.readOnly(path: path), until: limit, fromBeginning: fromBeginning)
    }

    /// Like ``run(_:until:fromBeginning:)-(String,_,_)``, of a store that is open.
    public static func run(
        _ store: Store,
        until limit: Int = .max,
        fromBeginning: Bool = false
    ) throws(StoreError) -> Replay {
        try run(store, until: limit, fromBeginning: fromBeginning) { site, input, now in
            site.apply(input, at: now)
        }
    }

    static func run(
        _ store: Store,
        until limit: Int,
        fromBeginning: Bool,
        apply: Apply
    ) throws(StoreError) -> Replay {
        let loaded = try store.load(through: limit, fromBeginning: fromBeginning, apply: apply)
        return Replay(
            site: loaded.site,
            sequence: min(loaded.sequence, limit),
            turns: loaded.turn,
            digest: try Snapshot.digest(of: loaded.site),
            report: loaded.report
        )
    }
}
