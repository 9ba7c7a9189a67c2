// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What was said is not said again (S35): a stay keeps this to itself, this keeps it over stays and places.
extension CaseBook {
    /// The notice that says the same of the same vehicle within the rule's `suppress` time: same rule, plates
    /// that PIPELINE 5.3 calls the same; nil: none, or no plate was read.
    func earlierNotice(of violation: Case) -> NoticeID? {
        guard let plate = violation.plate?.text, let rule = active(violation.rule)?.rule else {
            return nil
        }
        let quiet = TimeSpan.seconds(rule.suppressSeconds)
        return records.values.last { record in
            guard record.notice.rule == violation.rule, record.notice.violation != violation.id,
                violation.openedAt - record.notice.observedLast < quiet
            else { return false }
            return Plate.compare(record.notice.plate?.text, plate) == .same
        }?.notice.id
    }

    /// Closes a case whose notice is out already by another case's; false: there is none.
    mutating func closeIfSaid(_ id: CaseID, _ turn: inout Turn) -> Bool {
        guard let violation = openCases[id], let earlier = earlierNotice(of: violation) else {
            return false
        }
        close(id, as: .dismissed, because: CaseWords.saidAlready(by: earlier), &turn)
        return true
    }
}
