// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The ladder of a notice that nobody acknowledges (PIPELINE § 9): deadlines in the state, so that a restart
// keeps them.
extension CaseBook {
    /// Arms the first step of a notice that was just issued.
    mutating func watch(_ record: inout NoticeRecord) {
        record.escalation = 0
        arm(&record)
    }

    /// The step's deadline passed: tells its receiver and arms the next, unless somebody has the notice.
    mutating func escalate(_ id: NoticeID, _ turn: inout Turn) {
        guard var record = records[id], let number = record.escalation else { return }
        let severity = record.notice.severity
        guard let due = configuration?.escalation?.due(number, of: severity) else {
            record.escalation = nil
            records.insert(record, for: id)
            return
        }
        let at = record.notice.issuedAt + due.after
        // A changed ladder: the step is later than it was when it was armed.
        guard at <= turn.now else {
            wakes.insert(true, for: Wake(at: at, kind: .escalation, number: id.value))
            return
        }
        let step = number + 1
        // Who may not be told now is passed over: the notice itself stays listed.
        guard bar(on: record.notice, to: due.step.receiver, at: turn.now) == nil else {
            record.escalation = step
            arm(&record)
            records.insert(record, for: id)
            return
        }
        var progress = NoticeRecord.Progress(receiver: due.step.receiver, at: turn.now)
        progress.escalation = step
        hold(&progress, of: record.notice, &turn)
        if progress.state == .queued {
            send(record.notice, to: due.step.receiver, as: .escalation(step: step), &turn)
        }
        record.deliveries.append(progress)
        turn.tell(
            .noticeEscalated,
            Subject(
                violation: record.notice.violation,
                notice: id,
                receiver: due.step.receiver
            ),
            [
                FactValue("age", turn.now - record.notice.issuedAt),
                FactValue("round", due.round),
            ]
        )
        record.escalation = step
        arm(&record)
        records.insert(record, for: id)
    }

    private mutating func arm(_ record: inout NoticeRecord) {
        guard let number = record.escalation, record.notice.status != .withdrawn,
            let due = configuration?.escalation?.due(number, of: record.notice.severity)
        else {
            record.escalation = nil
            return
        }
        let at = record.notice.issuedAt + due.after
        let wake = Wake(at: at, kind: .escalation, number: record.notice.id.value)
        wakes.insert(true, for: wake)
    }
}
