// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// A notice that nobody acknowledges is told again each four hours (PIPELINE § 7): only while nobody has it, only
// to people, and no longer than the link in its message works (PIPELINE § 9).
extension CaseBook {
    /// Why a notice goes to a receiver.
    enum Occasion: Equatable {
        /// For the first time, or as a new revision.
        case first
        /// A step of its escalation, from 1.
        case escalation(step: Int)
        /// A reminder, from 1.
        case reminder(round: Int)

        var step: Int? { if case .escalation(let step) = self { step } else { nil } }

        var round: Int? { if case .reminder(let round) = self { round } else { nil } }
    }

    /// So long after its issue a notice is reminded of: while its link works (PIPELINE § 9).
    private static let remindedFor = TimeSpan.hours(72)
    /// Reminders of one interval that are due within this share of it leave together.
    private static let gathering: Int64 = 8

    /// Arms the next reminder of a notice; none where nobody is to be reminded.
    mutating func remindLater(of record: inout NoticeRecord, at now: Timestamp) {
        stopReminding(of: &record)
        guard let interval = configuration?.grouping?.reminder,
            now + interval <= record.notice.issuedAt + Self.remindedFor
        else { return }
        let at = now + interval
        record.remindAt = at
        wakes.insert(true, for: Wake(at: at, kind: .reminder, number: record.notice.id.value))
    }

    /// It is acknowledged or taken back.
    mutating func stopReminding(of record: inout NoticeRecord) {
        guard let at = record.remindAt else { return }
        record.remindAt = nil
        wakes.remove(Wake(at: at, kind: .reminder, number: record.notice.id.value))
    }

    /// A reminder is due: it and those that would be soon leave as one message a receiver.
    mutating func remind(of id: NoticeID, _ turn: inout Turn) {
        guard let at = records[id]?.remindAt, at <= turn.now else { return }
        let interval = configuration?.grouping?.reminder ?? .zero
        let soon = turn.now + TimeSpan(milliseconds: interval.milliseconds / Self.gathering)
        let due = records.filter { $0.value.remindAt.map { $0 <= soon } ?? false }.map(\.id)
        var groups: [ReceiverID: Int] = [:]
        for id in due {
            guard var record = records[id] else { continue }
            // Switched off meanwhile: nobody is reminded any more.
            if interval > .zero { remind(of: &record, &groups, &turn) }
            remindLater(of: &record, at: turn.now)
            records.insert(record, for: id)
        }
    }

    private mutating func remind(
        of record: inout NoticeRecord,
        _ groups: inout [ReceiverID: Int],
        _ turn: inout Turn
    ) {
        let told = record.deliveries.filter { $0.isFirst && $0.state == .delivered }.map(\.receiver)
        let meant = told.filter { mayRemind($0, of: record.notice, at: turn.now) }
        guard !meant.isEmpty else { return }
        let round = (record.reminders ?? 0) + 1
        record.reminders = round
        for receiver in meant {
            if groups[receiver] == nil {
                lastGroup += 1
                groups[receiver] = lastGroup
            }
            var progress = NoticeRecord.Progress(receiver: receiver, at: turn.now)
            progress.reminder = round
            record.deliveries.removeAll { $0.receiver == receiver && $0.reminder != nil }
            record.deliveries.append(progress)
            let group = groups[receiver]
            send(record.notice, to: receiver, as: .reminder(round: round), group: group, &turn)
        }
        turn.tell(
            .noticeReminded,
            Subject(violation: record.notice.violation, notice: record.notice.id),
            [
                FactValue("age", turn.now - record.notice.issuedAt),
                FactValue("receivers", meant.map(\.text).joined(separator: ", ")),
                FactValue("round", round),
            ]
        )
    }

    /// Whether people read it there, and nothing keeps the notice from them now; else the next round comes.
    private func mayRemind(_ id: ReceiverID, of notice: Notice, at now: Timestamp) -> Bool {
        receiver(id)?.kind.isRead == true && disabledReceivers[id] == nil
            && bar(on: notice, to: id, at: now) == nil
    }
}

extension NoticeRecord.Progress {
    /// Why it goes there.
    var occasion: CaseBook.Occasion {
        if let escalation { return .escalation(step: escalation) }
        return reminder.map { .reminder(round: $0) } ?? .first
    }
}
