// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Which notice may go to which receiver now, and what waits (PIPELINE § 7). Nothing is lost: a delivery ends
// delivered, dead, unknown, silenced or not sent, or is held and listed.
extension CaseBook {
    /// What keeps a notice from a receiver.
    enum Bar {
        case silence(Silence)
        case inhibition(by: CaseID)
        case mute(until: Timestamp, ofRule: Bool, isDigest: Bool)
    }

    /// What keeps a notice from a receiver now; nil: nothing.
    func bar(on notice: Notice, to receiver: ReceiverID, at now: Timestamp) -> Bar? {
        let ground = violation(notice.violation)?.ground
        if let silence = silenceTable.values.first(where: {
            $0.holds(notice, at: ground, to: receiver, now: now)
        }) {
            return .silence(silence)
        }
        if let source = firings.first(where: {
            $0.id != notice.violation && $0.value.holds(notice, at: ground, now: now)
        }) {
            return .inhibition(by: source.id)
        }
        guard let calendar = configuration?.calendar else { return nil }
        let mutes = [
            (active(notice.rule)?.rule.mute, true), (self.receiver(receiver)?.mute, false),
        ]
        for (mute, isOfRule) in mutes {
            guard let mute, let end = mute.end(of: notice.severity, at: now, calendar) else {
                continue
            }
            return .mute(until: end, ofRule: isOfRule, isDigest: mute.isDigest)
        }
        return nil
    }

    /// Brings a delivery as far as it may go; one that waited for its group does not wait again.
    mutating func dispatch(
        _ progress: inout NoticeRecord.Progress,
        of notice: Notice,
        hasWaited: Bool,
        group: Int? = nil,
        _ turn: inout Turn
    ) {
        let receiver = progress.receiver
        switch bar(on: notice, to: receiver, at: turn.now) {
        case .silence(var silence):
            silence.kept += 1
            silenceTable.insert(silence, for: silence.id)
            progress.state = .silenced
            progress.silence = silence.id
            progress.heldUntil = silence.terms.deliversAfter ? silence.terms.until : nil
            progress.settledAt = silence.terms.deliversAfter ? nil : turn.now
            let values = [FactValue("silence", silence.id)]
            turn.tell(.noticeSilenced, Subject(of: notice, to: receiver), values)
        case .inhibition(let source):
            progress.state = .inhibited
            progress.inhibitor = source
            progress.heldUntil = firings[source]?.end
            tellHeld(notice, receiver, CaseWords.inhibited(by: source), &turn)
        case .mute(let until, let isOfRule, let isDigest):
            let rule = isOfRule ? notice.rule : nil
            let key = Batch.Key(receiver: receiver, rule: rule, zone: nil, isMute: true)
            let batch = Batch(key: key, dueAt: until, notices: [], isDigest: isDigest)
            guard let due = join(notice.id, batch) else {
                return leave(&progress, of: notice, group: group, &turn)
            }
            progress.state = .muted
            progress.heldUntil = due
            tellHeld(notice, receiver, CaseWords.muted(until: due), &turn)
        case nil:
            guard !hasWaited, let due = wait(notice, for: receiver, &turn) else {
                return leave(&progress, of: notice, group: group, &turn)
            }
            progress.state = .waiting
            progress.heldUntil = due
        }
    }

    /// Puts a delivery in the outbox, or among the dead letters of a receiver that is gone.
    private mutating func leave(
        _ progress: inout NoticeRecord.Progress,
        of notice: Notice,
        group: Int?,
        _ turn: inout Turn
    ) {
        progress.state = .queued
        progress.queuedAt = turn.now
        hold(&progress, of: notice, &turn)
        guard progress.state == .queued else { return }
        send(notice, to: progress.receiver, group: group, &turn)
    }

    /// Until when a notice waits for others of its group; nil: it does not.
    private mutating func wait(
        _ notice: Notice,
        for receiver: ReceiverID,
        _ turn: inout Turn
    ) -> Timestamp? {
        guard let wait = configuration?.grouping?.wait(of: notice.severity) else { return nil }
        let key = Batch.Key(
            receiver: receiver,
            rule: notice.rule,
            zone: notice.zone,
            isMute: false
        )
        return join(
            notice.id,
            Batch(key: key, dueAt: turn.now + wait, notices: [], isDigest: true)
        )
    }

    /// Puts a notice into the batch of its key, or begins that batch; nil: there is no room.
    private mutating func join(_ id: NoticeID, _ new: Batch) -> Timestamp? {
        if let known = batches.first(where: { $0.value.key == new.key }) {
            guard known.value.notices.count < Batch.sizeLimit || new.key.isMute else { return nil }
            batches.update(known.id) { $0.notices.append(id) }
            return known.value.dueAt
        }
        guard !batches.isFull else { return nil }
        lastBatch += 1
        var batch = new
        batch.notices = [id]
        batches.insert(batch, for: lastBatch)
        wakes.insert(true, for: Wake(at: batch.dueAt, kind: .batch, number: lastBatch))
        return batch.dueAt
    }

    /// A batch is due: it leaves; a group that had something to say is open for another interval.
    mutating func leave(batch number: Int, _ turn: inout Turn) {
        guard var batch = batches.remove(number) else { return }
        let ids = batch.notices
        let receiver = batch.key.receiver
        let state: NoticeRecord.Progress.State = batch.key.isMute ? .muted : .waiting
        if !batch.key.isMute, !ids.isEmpty, let grouping = configuration?.grouping {
            batch.notices = []
            batch.dueAt = turn.now + grouping.interval
            batches.insert(batch, for: number)
            wakes.insert(true, for: Wake(at: batch.dueAt, kind: .batch, number: number))
        }
        release(ids, joins: batch.isDigest, &turn) {
            $0.receiver == receiver && $0.state == state && $0.isFirst
        }
    }

    /// Sends what was held, as far as nothing else holds it; `joins`: as one message a receiver.
    mutating func release(
        _ ids: [NoticeID],
        joins: Bool,
        _ turn: inout Turn,
        where isMeant: (NoticeRecord.Progress) -> Bool
    ) {
        var groups: [ReceiverID: Int] = [:]
        for id in ids {
            guard var record = records[id], record.deliveries.contains(where: isMeant) else {
                continue
            }
            for index in record.deliveries.indices where isMeant(record.deliveries[index]) {
                var progress = record.deliveries[index]
                progress.heldUntil = nil
                progress.silence = nil
                progress.inhibitor = nil
                let receiver = progress.receiver
                if joins, groups[receiver] == nil {
                    lastGroup += 1
                    groups[receiver] = lastGroup
                }
                dispatch(
                    &progress,
                    of: record.notice,
                    hasWaited: true,
                    group: groups[receiver],
                    &turn
                )
                record.deliveries[index] = progress
            }
            records.insert(record, for: id)
        }
    }

    /// What waits for the end of a mute that was changed or removed waits no longer than the new one says.
    mutating func releaseMutes(changedFrom old: CaseConfiguration?, _ turn: inout Turn) {
        for (number, batch) in batches where batch.key.isMute {
            guard old?.mute(batch.key) != configuration?.mute(batch.key) else { continue }
            wakes.remove(Wake(at: batch.dueAt, kind: .batch, number: number))
            leave(batch: number, &turn)
        }
    }

    private func tellHeld(
        _ notice: Notice,
        _ receiver: ReceiverID,
        _ why: Bilingual,
        _ turn: inout Turn
    ) {
        turn.tell(.noticeHeld, Subject(of: notice, to: receiver), [FactValue("why", why)])
    }
}

extension Subject {
    /// A notice at a receiver.
    init(of notice: Notice, to receiver: ReceiverID) {
        self.init(violation: notice.violation, notice: notice.id, receiver: receiver)
    }
}

extension CaseConfiguration {
    /// The mute that a batch waits for: its rule's, else its receiver's.
    fileprivate func mute(_ key: Batch.Key) -> Mute? {
        if let rule = key.rule { return rules.first { $0.id == rule }?.mute }
        return receivers.first { $0.id == key.receiver }?.mute
    }
}
