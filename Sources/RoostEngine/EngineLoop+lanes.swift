// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel
public import SiteCore
import Synchronization

extension EngineLoop {
    /// The effects that are not settled, and how those that are ended.
    public var outbox: Outbox { Outbox(store: store) }

    /// A signal whenever a lane may have something to do; begins with one, ends when the loop
    /// stops.
    ///
    /// A performer then calls ``take(in:limit:)`` until it answers nothing.
    public func wakes(of lane: Lane) -> AsyncStream<Void> { bell.stream(of: lane) }

    /// Signals on this stream whenever a lane may have something to do, beside what its owner signals; ends it
    /// when the loop stops.
    ///
    /// For a performer that waits for more than its lane: it then has one stream, not two in a row.
    public func wake(_ performer: AsyncStream<Void>.Continuation, of lane: Lane) {
        bell.add(performer, of: lane)
    }

    /// How often a lane was signalled: as long as it is the same, nothing new has become due in it.
    public func signals(of lane: Lane) -> Int { bell.rings(of: lane) }

    /// What waits in a lane now and is not being performed; the loop itself settles what ran out.
    ///
    /// Of a receiver's notices at most `share` are found; nil: any number. What is in `known` is not decoded
    /// again, nor what was only just asked for. A turn that is on disk and
    /// not in ``site`` yet waits: whoever performs its effects asks ``site`` whether they still stand.
    public func due(
        in lane: Lane,
        limit: Int,
        share: Int? = nil,
        known: [EffectID: PendingEffect] = [:]
    ) throws(StoreError) -> [PendingEffect] {
        let (heard, sequence) = published.withLock { ($0.heard, $0.sequence) }
        let now = clock.now()
        // Before the store is read: what ended meanwhile is settled there.
        let open = underWay.all
        let fresh = lane == .notice ? underWay.takeFresh() : [:]
        let memory = LaneMemory(
            known: known.isEmpty ? fresh : known.merging(fresh) { $1 },
            underWay: open
        )
        let due = try outbox.due(
            in: lane,
            at: now,
            limit: limit,
            share: share,
            heard: heard,
            through: sequence,
            memory: memory
        )
        return due.ready
    }

    /// Marks effects as being performed before anything is done; answers those that may be.
    ///
    /// The mark of what must not be tried twice is on disk then (``Outbox/begin(_:at:)``).
    public func begin(_ ids: [EffectID]) throws(StoreError) -> [PendingEffect] {
        try outbox.begin(ids, at: clock.now())
    }

    /// Begins to perform what ``due(in:limit:share:known:)`` found; answers those that may be.
    ///
    /// Those that must not be tried twice are marked on disk first. The others are noted in this process
    /// alone: a restart queues them again, marked or not, and tries them under the same id
    /// (docs/decisions/0014).
    public func begin(_ effects: [PendingEffect]) throws(StoreError) -> [PendingEffect] {
        let once = effects.filter { $0.effect.retry != .untilExpiry }.map(\.effect.id)
        let marked = try outbox.begin(once, at: clock.now())
        let others = effects.filter { $0.effect.retry == .untilExpiry }
        return marked + underWay.begin(others, at: clock.now())
    }

    /// Finds effects that may be performed now and marks them as being performed.
    ///
    /// Each of them must end in ``settle(_:_:)`` or ``postpone(_:until:)``.
    public func take(in lane: Lane, limit: Int) throws(StoreError) -> [PendingEffect] {
        try begin(due(in: lane, limit: limit).map(\.effect.id))
    }

    /// Queues an effect again whose try failed and surely did nothing, with what was wrong.
    public func postpone(
        _ id: EffectID,
        until next: Timestamp,
        because trouble: String? = nil
    ) throws(StoreError) {
        if let attempt = underWay.all[id] {
            _ = try outbox.postpone(id, until: next, attempt: attempt, because: trouble)
            underWay.end(id)
        } else {
            _ = try outbox.postpone(id, until: next, because: trouble)
        }
        // A time that is past already is no change that the loop would find.
        if next <= clock.now() { bell.ring(Set(Lane.allCases)) }
        signal.raise()
    }

    /// Notices that were tried and wait: how often, why the last try failed, when the next is.
    public func waiting(limit: Int) throws(StoreError) -> [EffectRecord] {
        try outbox.tried(limit: limit)
    }

    /// Lets effects that wait for their next try be tried now; one that is being performed is left alone.
    public func hurry(_ ids: [EffectID]) throws(StoreError) {
        try outbox.hurry(ids)
        bell.ring(Set(Lane.allCases))
        signal.raise()
    }

    /// A part of history.
    public func facts(_ query: FactQuery) throws(StoreError) -> [FactRecord] {
        try store.facts(query)
    }

    /// Facts as they happen; bounded, and it says when it missed some.
    ///
    /// Ends when the loop stops.
    public func factStream() -> AsyncStream<FactSignal> { feed.stream() }
}
