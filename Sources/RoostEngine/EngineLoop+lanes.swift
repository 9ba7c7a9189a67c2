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

    /// What waits in a lane now; the loop itself settles what ran out.
    ///
    /// What is in `known` is not decoded again.
    public func due(
        in lane: Lane,
        limit: Int,
        known: [EffectID: PendingEffect] = [:]
    ) throws(StoreError) -> [PendingEffect] {
        let heard = published.withLock { $0.heard }
        let now = clock.now()
        return try outbox.due(in: lane, at: now, limit: limit, heard: heard, known: known).ready
    }

    /// Marks effects as being performed before anything is done; answers those that may be.
    ///
    /// The mark of what must not be tried twice is on disk then (``Outbox/begin(_:at:)``).
    public func begin(_ ids: [EffectID]) throws(StoreError) -> [PendingEffect] {
        try outbox.begin(ids, at: clock.now())
    }

    /// Finds effects that may be performed now and marks them as being performed.
    ///
    /// Each of them must end in ``settle(_:_:)`` or ``postpone(_:until:)``.
    public func take(in lane: Lane, limit: Int) throws(StoreError) -> [PendingEffect] {
        try begin(due(in: lane, limit: limit).map(\.effect.id))
    }

    /// Queues an effect again whose try failed and surely did nothing.
    public func postpone(_ id: EffectID, until next: Timestamp) throws(StoreError) {
        _ = try outbox.postpone(id, until: next)
        // A time that is past already is no change that the loop would find.
        if next <= clock.now() { bell.ring(Set(Lane.allCases)) }
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
