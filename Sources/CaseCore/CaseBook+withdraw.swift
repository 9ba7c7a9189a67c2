// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// After the notice: it is taken back, or late looks speak against it (PIPELINE § 2.2, 6).
extension CaseBook {
    /// Takes a notice back: a revision goes to every receiver of the first.
    mutating func withdraw(
        _ id: CaseID,
        _ reason: String,
        _ person: Person,
        _ turn: inout Turn
    ) {
        guard var violation = violation(id) else {
            return turn.refuse(.unknownSubject, Subject(violation: id), [FactValue("what", id)])
        }
        guard violation.state == .noticed, let number = violation.notice,
            var record = records[number]
        else {
            return turn.refuse(
                .wrongState,
                Subject(violation: id, person: person.name),
                [FactValue("what", id), FactValue("state", violation.state.name)]
            )
        }
        stopReminding(of: &record)
        record.notice.revision += 1
        record.notice.status = .withdrawn
        record.notice.reviewedBy = person.name
        violation.step(to: .withdrawn, at: turn.now, by: person.name, because: Bilingual(reason))
        store(violation)
        forget(number)
        turn.tell(
            .noticeWithdrawn,
            Subject(violation: id, notice: number, person: person.name),
            [FactValue("reason", reason)]
        )
        record.deliveries = withdrawals(of: record, &turn)
        records.insert(record, for: number)
        end(id, &turn)
    }

    /// One a receiver: who was told is told that it was wrong, to the others nothing leaves any more.
    private mutating func withdrawals(
        of record: NoticeRecord,
        _ turn: inout Turn
    ) -> [NoticeRecord.Progress] {
        var ended: [NoticeRecord.Progress] = []
        for delivery in record.deliveries
        where !ended.contains(where: { $0.receiver == delivery.receiver }) {
            let receiver = delivery.receiver
            let own = record.deliveries.filter { $0.receiver == receiver }
            var progress = NoticeRecord.Progress(receiver: receiver, at: turn.now)
            if own.contains(where: { !$0.isHeld && $0.state != .silenced }) {
                send(record.notice, to: receiver, &turn)
            } else {
                progress.state = .notSent
                progress.settledAt = turn.now
                progress.silence = delivery.silence
                turn.tell(.noticeNotSent, Subject(of: record.notice, to: receiver))
            }
            ended.append(progress)
        }
        return ended
    }

    /// A look that came late speaks against a notice that is out: a person is told once, the notice stays.
    mutating func contradict(_ violation: Case, _ turn: inout Turn) {
        guard !violation.isContradicted else { return }
        var violation = violation
        violation.isContradicted = true
        store(violation)
        turn.tell(.caseReviewAgain, Subject(violation: violation.id, notice: violation.notice))
    }
}
