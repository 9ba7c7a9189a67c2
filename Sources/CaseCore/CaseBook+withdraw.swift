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
        for index in record.deliveries.indices {
            let receiver = record.deliveries[index].receiver
            record.deliveries[index] = NoticeRecord.Progress(receiver: receiver, at: turn.now)
            send(record.notice, to: receiver, &turn)
        }
        records.insert(record, for: number)
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
