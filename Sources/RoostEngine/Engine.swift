// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel
public import SiteCore

/// The synchronous half of the shell: turns inputs into state, facts and effects, on disk first.
///
/// The daemon drives it from one loop, the simulator from another. A value with one owner: two
/// copies that both take turns refuse each other at the store.
public struct Engine: Sendable {
    /// The state after the last turn.
    public private(set) var site: Site
    /// The last place of the journal.
    public private(set) var sequence: Int
    /// The number of the last turn.
    public private(set) var turns: Int
    /// What loading found.
    public private(set) var report: LoadReport
    /// Settlements that came for effects which were settled before.
    public private(set) var ignoredSettlements = 0
    /// Docks that said something since this process began; the lanes of others are shut
    /// (ARCHITECTURE § 5).
    public private(set) var heard: Set<DockID> = []
    /// Whether the last commit's outcome is not known yet; the next turn reads the disk first.
    public private(set) var isInDoubt = false
    /// Bytes of inputs that this value has journaled.
    public private(set) var journaledBytes = 0
    /// Where it is kept.
    public let store: Store

    private var touchedLanes: Set<Lane> = []
    private var freshEffects: [PendingEffect] = []
    private var hash: Data
    private let apply: Apply

    /// Loads the latest snapshot and the tail of the journal, then settles as unknown what a dead
    /// process left half done.
    ///
    /// Throws when the store cannot be read, is damaged or was written by a newer roost.
    public init(_ store: Store, at now: Timestamp) throws(StoreError) {
        try self.init(store, at: now) { site, input, now in site.apply(input, at: now) }
    }

    init(_ store: Store, at now: Timestamp, apply: @escaping Apply) throws(StoreError) {
        self.store = store
        self.apply = apply
        let loaded = try store.load(apply: apply)
        site = loaded.site
        sequence = loaded.sequence
        turns = loaded.turn
        hash = loaded.hash
        report = loaded.report
        try resume(at: now)
    }

    /// The effects that wait.
    public var outbox: Outbox { Outbox(store: store) }

    /// Applies inputs in one turn: all of it is on disk when this returns, or nothing of it.
    ///
    /// One receipt an input, in order. Throws when the commit failed; the state is then as before.
    public mutating func turn(
        _ inputs: [Input],
        at now: Timestamp
    ) throws(StoreError) -> [TurnReceipt] {
        try post(inputs.map { Posting($0) }, at: now).map { answer in
            switch answer {
            case .taken(let receipt), .repeated(let receipt): receipt
            case .ignored(let sequence): TurnReceipt(sequence: sequence)
            // Only keyed postings have these answers.
            case .duplicate, .conflict: TurnReceipt(sequence: sequence)
            }
        }
    }

    /// Like ``turn(_:at:)``, for inputs that may have been seen before.
    public mutating func post(
        _ postings: [Posting],
        at now: Timestamp
    ) throws(StoreError) -> [PostingAnswer] {
        if isInDoubt { try reload() }
        var sieve = try PostingSieve(postings, store: store, at: now)
        var copy = site
        var draft = TurnDraft(number: turns + 1, after: sequence, at: now)
        var answers: [PostingAnswer] = []
        var ignored = 0
        for (index, posting) in postings.enumerated() {
            if let known = sieve.answer(to: posting, at: index, sequence: draft.last) {
                if case .ignored = known { ignored += 1 }
                answers.append(known)
                continue
            }
            let outcome = apply(&copy, posting.input, now)
            let receipt = try draft.take(posting.input, outcome, at: now)
            if let key = posting.key { draft.keys.append((key, receipt)) }
            sieve.remember(posting, receipt)
            answers.append(.taken(receipt))
        }
        try commit(draft, copy)
        ignoredSettlements += ignored
        listen(to: postings)
        return answers
    }

    /// Effects of a lane that may be performed now, at most `limit`, and those that ran out.
    public func due(
        in lane: Lane,
        at now: Timestamp,
        limit: Int
    ) throws(StoreError) -> DueEffects {
        try outbox.due(in: lane, at: now, limit: limit, heard: heard)
    }

    /// Marks one effect as being performed before anything is done; nil when it may not be.
    ///
    /// The mark of what must not be tried twice is on disk then (``Outbox/begin(_:at:)``).
    public func beginAttempt(
        _ id: EffectID,
        at now: Timestamp
    ) throws(StoreError) -> PendingEffect? {
        try outbox.begin([id], at: now).first
    }

    /// Queues an effect again whose try failed and surely did nothing.
    public func postpone(_ id: EffectID, until next: Timestamp) throws(StoreError) {
        _ = try outbox.postpone(id, until: next)
    }

    /// Encodes the state as it is and keeps it; the next load begins there.
    public func snapshot(at now: Timestamp) throws(StoreError) {
        guard !isInDoubt else { throw .inDoubt }
        try store.keep(Snapshot(site, sequence: sequence, turn: turns, at: now))
    }

    /// SHA-256 of the state's stored form, in lower-case hexadecimal digits.
    public func digest() throws(StoreError) -> String { try Snapshot.digest(of: site) }

    private mutating func commit(_ draft: TurnDraft, _ copy: Site) throws(StoreError) {
        guard !draft.isEmpty else { return }
        do {
            hash = try store.commit(draft, after: hash)
        } catch {
            if case .inDoubt = error { isInDoubt = true }
            throw error
        }
        site = copy
        sequence = draft.last
        turns = draft.number
        journaledBytes += draft.journal.reduce(0) { $0 + $1.body.count }
        touchedLanes.formUnion(draft.effects.map(\.effect.action.lane))
        touchedLanes.formUnion(draft.freedLanes)
        for row in draft.effects
        where row.effect.action.lane == .notice && freshEffects.count < UnderWay.freshLimit {
            freshEffects.append(PendingEffect(effect: row.effect, attempt: 0, cause: row.cause))
        }
    }

    /// Notices that were asked for since the last call, as the outbox has them.
    mutating func takeFreshEffects() -> [PendingEffect] {
        defer { freshEffects = [] }
        return freshEffects
    }

    /// Lanes in which something may have become due since the last call.
    public mutating func takeTouchedLanes() -> Set<Lane> {
        defer { touchedLanes = [] }
        return touchedLanes
    }

    private mutating func listen(to postings: [Posting]) {
        for posting in postings {
            guard case .dock(let report) = posting.input else { continue }
            if case .silent = report.said { continue }
            if heard.insert(report.dock).inserted { touchedLanes.insert(.flight) }
        }
    }

    /// Makes the state what the disk says after a commit in doubt.
    private mutating func reload() throws(StoreError) {
        let loaded = try store.load(apply: apply)
        site = loaded.site
        sequence = loaded.sequence
        turns = loaded.turn
        hash = loaded.hash
        isInDoubt = false
        // A turn in doubt that was committed left its effects unannounced.
        touchedLanes = Set(Lane.allCases)
    }

    private mutating func resume(at now: Timestamp) throws(StoreError) {
        site.skipEffects(through: try outbox.highest())
        if !report.isClean { try snapshot(at: now) }
        let left = try outbox.recover()
        report.requeuedEffects = left.requeued
        report.unknownEffects = left.unknown.count
        let unknown = left.unknown.map { Input.settled($0, .unknown) }
        _ = try turn(unknown + left.unsent.map { .settled($0, .expired) }, at: now)
    }
}
