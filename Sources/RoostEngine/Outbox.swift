// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
public import RoostModel
public import SiteCore

/// The effects of a store that are not settled: what lanes read, and nothing else.
///
/// Writing here never adds or settles an effect; only a turn does.
public struct Outbox: Sendable {
    let store: Store

    /// Effects of a lane that may be performed at `now`, at most `limit`.
    ///
    /// Of a line (a dock's commands, a receiver's notices of a case) only the oldest unsettled one
    /// is ready; urgent orders pass. Commands to a dock that is not in `heard` wait, urgent ones
    /// excepted; nil: all are heard. Of a receiver's notices at most `share` are ready, so that one who does
    /// not take them hides nobody else's; nil: any number. What was asked for by an input past `through` is left
    /// out; nil: nothing is. What the performer knows is not decoded again: a long queue is looked at often.
    public func due(
        in lane: Lane,
        at now: Timestamp,
        limit: Int,
        share: Int? = nil,
        heard: Set<DockID>? = nil,
        through sequence: Int? = nil,
        memory: LaneMemory = LaneMemory()
    ) throws(StoreError) -> DueEffects {
        try store.read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(sql: Self.readySQL),
                arguments: [lane.rawValue, now.milliseconds, now.milliseconds]
            )
            var ready: [PendingEffect] = []
            var shares: [Substring: Int] = [:]
            while ready.count < limit, let row = try rows.next() {
                if lane == .flight, row["urgent"] == 0, let heard,
                    let dock = row["dock"] as String?,
                    !heard.contains(DockID(dock))
                {
                    continue
                }
                if let sequence, row["journal"] > sequence { continue }
                let id = EffectID(row["id"])
                if memory.underWay[id] != nil { continue }
                if let share, let line = row["line"] as String? {
                    let receiver = OutboxPlace.receiver(ofLine: line)
                    guard shares[receiver, default: 0] < share else { continue }
                    shares[receiver, default: 0] += 1
                }
                if let same = memory.known[id], same.attempt == row["attempt"] {
                    ready.append(same)
                } else if let found = try database.pendingEffect(id) {
                    ready.append(found)
                }
            }
            let expired = try Int.fetchAll(
                database.cachedStatement(
                    sql: Self.laneExpiredSQL
                ),
                arguments: [lane.rawValue, now.milliseconds]
            )
            return DueEffects(ready: ready, expired: expired.map { EffectID($0) })
        }
    }

    /// Queued effects of every lane whose time ran out, at most 256.
    public func expired(at now: Timestamp) throws(StoreError) -> [EffectID] {
        try store.read { database in
            try Int.fetchAll(
                database.cachedStatement(sql: Self.expiredSQL),
                arguments: [now.milliseconds]
            ).map { EffectID($0) }.sorted()
        }
    }

    /// Marks queued effects as being performed before anything is done; answers those that may now be
    /// performed.
    ///
    /// The mark of what must not be tried twice is on disk then. Of what may, it outlives the process but
    /// is not waited for: ``recover()`` takes the mark away again, so a power cut changes nothing but the
    /// count of tries. Left out are effects that are not queued any more (begun by somebody else, settled)
    /// or ran out.
    ///
    /// The time is read when it is this one's turn at the store. Whoever looks there for what ran out has read
    /// the time before: so of one effect either this says no, or that one sees that it is being performed.
    public func begin(
        _ ids: [EffectID],
        at now: @autoclosure () -> Timestamp
    ) throws(StoreError) -> [PendingEffect] {
        guard !ids.isEmpty else { return [] }
        return try store.write(unsyncedIf: { try $0.mayRepeat(ids) }) { database in
            let now = now()
            return try ids.compactMap { id in
                try database.cachedStatement(
                    sql: """
                        UPDATE effect SET state = 'sending', attempt = attempt + 1
                        WHERE id = ? AND state = 'queued' AND expires_at > ?
                        """
                ).execute(arguments: [id.value, now.milliseconds])
                guard database.changesCount == 1 else { return nil }
                return try database.effectRecord(id)?.pending
            }
        }
    }

    /// Queues an effect again that is being performed: this try failed, and surely did nothing.
    ///
    /// False when it is not being performed (settled meanwhile).
    public func postpone(
        _ id: EffectID,
        until next: Timestamp,
        because trouble: String? = nil
    ) throws(StoreError) -> Bool {
        try store.write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE effect SET state = 'queued', next_at = ?, trouble = ?
                    WHERE id = ? AND state = 'sending'
                    """
            ).execute(arguments: [next.milliseconds, trouble, id.value])
            return database.changesCount == 1
        }
    }

    /// Counts the tries of an effect that was performed without a mark, and lets it wait: this try failed, and
    /// surely did nothing.
    ///
    /// False when it is not queued (settled meanwhile).
    func postpone(
        _ id: EffectID,
        until next: Timestamp,
        attempt: Int,
        because trouble: String? = nil
    ) throws(StoreError) -> Bool {
        try store.write { database in
            try database.cachedStatement(
                sql: """
                    UPDATE effect SET next_at = ?, attempt = ?, trouble = ?
                    WHERE id = ? AND state = 'queued'
                    """
            ).execute(arguments: [next.milliseconds, attempt, trouble, id.value])
            return database.changesCount == 1
        }
    }

    /// The next instant after `now` at which an effect becomes due or runs out; nil: nothing waits
    /// for time.
    public func nextChange(after now: Timestamp) throws(StoreError) -> Timestamp? {
        try store.read { database in
            try Int64.fetchOne(
                database.cachedStatement(
                    sql: Self.nextChangeSQL
                ),
                arguments: [now.milliseconds]
            ).map { Timestamp(milliseconds: $0) }
        }
    }

    /// An effect by its id; nil: pruned, or never asked for.
    public func find(_ id: EffectID) throws(StoreError) -> EffectRecord? {
        try store.read { try $0.effectRecord(id) }
    }

    /// An effect by its face outside the site, such as the `tid` of a late reply.
    public func find(wire: WireID) throws(StoreError) -> EffectRecord? {
        try store.read { database in
            try Row.fetchOne(
                database.cachedStatement(sql: "SELECT * FROM effect WHERE wire = ?"),
                arguments: [wire.description]
            ).map { try EffectRecord($0) }
        }
    }

    /// What is not settled in a lane, the oldest first.
    public func open(in lane: Lane, limit: Int) throws(StoreError) -> [EffectRecord] {
        try store.read { database in
            try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT * FROM effect WHERE lane = ? AND state <> 'settled'
                        ORDER BY id LIMIT ?
                        """
                ),
                arguments: [lane.rawValue, max(0, limit)]
            ).map { try EffectRecord($0) }
        }
    }

    /// Notices that were tried and not settled, the oldest first, at most `limit`: why each waits.
    public func tried(limit: Int) throws(StoreError) -> [EffectRecord] {
        try store.read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: Self.triedSQL),
                arguments: [Lane.notice.rawValue, max(0, limit)]
            ).map { try EffectRecord($0) }
        }
    }

    /// Lets queued effects that wait for their next try be due at once.
    ///
    /// One that is being performed stays so: it is never begun twice.
    func hurry(_ ids: [EffectID]) throws(StoreError) {
        guard !ids.isEmpty else { return }
        try store.write { database in
            for id in ids {
                try database.cachedStatement(
                    sql: "UPDATE effect SET next_at = 0 WHERE id = ? AND state = 'queued'"
                ).execute(arguments: [id.value])
            }
        }
    }

    /// How many effects of each lane are not settled.
    public func open() throws(StoreError) -> [(lane: Lane, count: Int)] {
        try store.read { database in
            try Lane.allCases.map { lane in
                let count = try Int.fetchOne(
                    database.cachedStatement(
                        sql: Self.openSQL
                    ),
                    arguments: [lane.rawValue]
                )
                return (lane, count ?? 0)
            }
        }
    }
}

extension Outbox {
    /// After a death of the process: what was being performed is queued again, or returned because
    /// it must not be tried twice.
    ///
    /// Returned, too, are commands that must not be tried twice and never left: they were decided on
    /// readings that are old by now (S02), and the new process decides again (S30).
    func recover() throws(StoreError) -> (requeued: Int, unknown: [EffectID], unsent: [EffectID]) {
        try store.write { database in
            let unsent = try Int.fetchAll(
                database,
                sql: """
                    SELECT id FROM effect WHERE state <> 'settled' AND state = 'queued'
                    AND retry = 'once' AND lane = 'flight' ORDER BY id
                    """
            )
            try database.execute(
                sql: """
                    UPDATE effect SET state = 'queued'
                    WHERE state <> 'settled' AND state = 'sending'
                    AND retry = 'untilExpiry'
                    """
            )
            let requeued = database.changesCount
            let unknown = try Int.fetchAll(
                database,
                sql: """
                    SELECT id FROM effect WHERE state <> 'settled' AND state = 'sending' ORDER BY id
                    """
            )
            return (requeued, unknown.map { EffectID($0) }, unsent.map { EffectID($0) })
        }
    }

    /// The highest number that an effect of this store ever had.
    func highest() throws(StoreError) -> EffectID {
        EffectID(
            try store.read { database in
                let open = try Int.fetchOne(database, sql: "SELECT max(id) FROM effect") ?? 0
                return max(open, try database.metaNumber("effect_pruned_id"))
            }
        )
    }
}
