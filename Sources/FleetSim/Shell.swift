// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// The daemon's shell in a synchronous form: what RoostDaemon's services do between broker and engine.
///
/// It holds what a process holds in memory; when the process dies the world drops it whole and makes
/// another on the same store.
struct Shell {
    private(set) var engine: Engine
    /// Which process of this world it is, from 1.
    let life: Int
    let sabotage: Sabotage?
    /// Messages that the broker delivered and that are not acknowledged.
    var inbox: [Incoming] = []
    /// Postings that must be said until they are committed.
    var backlog: [Posting] = []
    var reader: Reader
    var hasBroker = true
    private(set) var hasStore = true
    /// Steps of the wall clock that were seen and not yet said.
    private var steps: [TimeSpan] = []
    /// What the last turn was made of, committed or not.
    private(set) var tried: [Posting] = []
    private(set) var failedAt: Timestamp?
    /// Lanes in which something may have become due since they were last looked at.
    private(set) var touched: Set<Lane> = []
    /// When an effect next becomes due or runs out; nil: nothing waits for time.
    private var change: Timestamp?
    private var told: ControllerHealth?
    private var isStarted = false
    private var snapshotAt: Int
    private let snapshotEntries: Int
    private var lastTurnAt = Timestamp.epoch
    /// When the store was last asked what has run out.
    private var expiredAt = Timestamp.epoch

    /// Loads what the store has.
    init(
        _ store: Store,
        life: Int,
        options: WorldOptions,
        at now: Timestamp
    ) throws(StoreError) {
        engine = try Engine(store, at: now)
        self.life = life
        sabotage = options.sabotage
        snapshotEntries = options.snapshotEntries
        reader = Reader()
        snapshotAt = engine.report.snapshot ?? 0
        touched = Self.lanes
    }

    var site: Site { engine.site }

    /// When time alone asks for a turn or a command; at the latest 10 s after the last turn.
    func nextWake(after now: Timestamp) -> Timestamp {
        if let failedAt { return max(now + .milliseconds(20), failedAt + .seconds(1)) }
        let times = [engine.site.nextWake, change, lastTurnAt + .seconds(10)].compactMap(\.self)
        return max(now + .milliseconds(20), times.min() ?? now)
    }

    /// The wall clock was stepped; what counts in it is looked at anew.
    mutating func stepClock(by span: TimeSpan, to now: Timestamp) {
        steps.append(span)
        lastTurnAt = lastTurnAt + span
        failedAt = failedAt.map { $0 + span }
        change = now
    }

    /// Asks the store when an effect next becomes due, after anything that may have changed it.
    mutating func lookAhead(from now: Timestamp) throws(StoreError) {
        guard !touched.isEmpty || change.map({ $0 <= now }) == true else { return }
        change = try engine.outbox.nextChange(after: now)
        touched = []
    }

    /// One turn of what came, what must be said again and what time asks for; nil: there was nothing.
    ///
    /// Throws when the commit failed: then everything is as before, and will be said again. A turn that is
    /// safe cannot fail: then nothing is kept to go back to.
    mutating func turn(
        _ extra: [Posting],
        at now: Timestamp,
        steady: Timestamp,
        isSafe: Bool
    ) throws(StoreError) -> Turned? {
        let health = ControllerHealth(hasBroker: hasBroker, hasStore: hasStore)
        let heard = inbox
        let before = engine.site
        let readerBefore = isSafe ? nil : reader
        if let change, change <= now { touched = Self.lanes }
        do {
            let own = try ownPostings(health, at: now)
            let said = reader.postings(inbox, engine.site, at: now, steady: steady)
            let postings = own + backlog + said + extra
            tried = postings
            guard !postings.isEmpty else {
                (inbox, failedAt) = ([], nil)
                // What is not acknowledged concerns nobody any more.
                guard heard.contains(where: { $0.qos > 0 }) else { return nil }
                return turned([], heard, before, at: now)
            }
            let answers = try engine.post(postings, at: now)
            for posting in own {
                if case .started = posting.input { isStarted = true }
            }
            (told, failedAt, hasStore, lastTurnAt) = (health, nil, true, now)
            (backlog, inbox, steps) = ([], [], [])
            touched.formUnion(engine.takeTouchedLanes())
            let pairs = zip(postings, answers).map { (posting: $0, answer: $1) }
            return turned(pairs, heard, before, at: now)
        } catch {
            (failedAt, hasStore) = (now, false)
            if sabotage != .forgetsReplies, let readerBefore { reader = readerBefore }
            touched = Self.lanes
            // The broker sends again what it must; the rest is gone with the connection.
            inbox.removeAll { $0.qos == 0 }
            throw error
        }
    }

    private func turned(
        _ answers: [(posting: Posting, answer: PostingAnswer)],
        _ heard: [Incoming],
        _ before: Site,
        at now: Timestamp
    ) -> Turned {
        Turned(at: now, answers: answers, heard: heard, from: before, by: engine)
    }

    /// What nobody else says: the start, the controller's health, effects that ran out, time itself.
    private mutating func ownPostings(
        _ health: ControllerHealth,
        at now: Timestamp
    ) throws(StoreError) -> [Posting] {
        var inputs: [Input] = steps.map { .clock(.stepped(by: $0)) }
        if !isStarted { inputs.append(.started) }
        if told != health { inputs.append(.controller(health)) }
        if mayHaveExpired(at: now) {
            inputs += try engine.outbox.expired(at: now).map { .settled($0, .expired) }
            expiredAt = now
        }
        let isDue = engine.site.nextWake.map { $0 <= now } ?? false
        if isDue || now - lastTurnAt >= .seconds(10) { inputs.append(.tick) }
        return inputs.map { Posting($0) }
    }

    /// Whether to ask what ran out: when the store says so, after a step back, and each second.
    private func mayHaveExpired(at now: Timestamp) -> Bool {
        change.map { $0 <= now } ?? false || now < expiredAt || now - expiredAt >= .seconds(1)
    }

    private static let lanes = Set(Lane.allCases)

    /// What may be begun in a lane now.
    func due(_ lane: Lane, at now: Timestamp) throws(StoreError) -> [PendingEffect] {
        guard touched.contains(lane) else { return [] }
        return try engine.due(in: lane, at: now, limit: 64).ready
    }

    /// Keeps the state when the journal behind the last snapshot is long, as the daemon does; a new
    /// process, or one in doubt, begins there.
    mutating func keepSnapshot(at now: Timestamp) throws(StoreError) {
        guard engine.sequence - snapshotAt >= snapshotEntries, !engine.isInDoubt else {
            return
        }
        try engine.snapshot(at: now)
        snapshotAt = engine.sequence
    }

    /// Queues an effect again whose try surely did nothing.
    mutating func postpone(_ effect: EffectID, until next: Timestamp) throws(StoreError) {
        try engine.postpone(effect, until: next)
        change = min(change ?? next, next)
    }

    /// No answer in time means unknown; what is safe to repeat goes again with the same id.
    mutating func watch(at now: Timestamp, steady: Timestamp) throws(StoreError) -> [AwaitedTable
        .Entry]
    {
        backlog += reader.hearing.newlySilent(at: steady).map { dock, since in
            reader.forget(dock)
            let said = Said.silent(since: now - (steady - since))
            return Posting(
                .dock(DockReport(dock: dock, receivedAt: now, deviceTime: nil, said: said))
            )
        }
        var again: [AwaitedTable.Entry] = []
        for entry in reader.awaited.overdue(at: steady) {
            if sabotage == .resendsLaunch, entry.command.order.isLaunch { again.append(entry) }
            if entry.retry == .untilExpiry, now < entry.expiresAt {
                try postpone(entry.effect, until: now)
            } else {
                backlog.append(Posting(.settled(entry.effect, .unknown)))
            }
        }
        return again
    }
}
