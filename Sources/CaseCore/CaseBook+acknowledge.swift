// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Who has a notice (PIPELINE § 9): the first counts, later ones are kept.
extension CaseBook {
    /// Most acknowledgements of a notice that are kept.
    static let acknowledgementLimit = 20

    mutating func acknowledge(
        _ id: NoticeID,
        over way: Acknowledgement.Way,
        by person: Person,
        _ turn: inout Turn
    ) {
        guard var record = records[id] else {
            return turn.refuse(.unknownSubject, Subject(notice: id), [FactValue("what", id)])
        }
        let isFirst = record.acknowledgements.isEmpty
        if record.acknowledgements.count < Self.acknowledgementLimit {
            let one = Acknowledgement(by: person.name, at: turn.now, way: way)
            record.acknowledgements.append(one)
        }
        record.escalation = nil
        stopReminding(of: &record)
        records.insert(record, for: id)
        guard isFirst else { return }
        turn.tell(
            .noticeAcknowledged,
            Subject(violation: record.notice.violation, notice: id, person: person.name),
            [FactValue("way", way.name)]
        )
    }
}
