// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

/// The same plate in the same zone is noticed once within the rule's `suppress` time, however many
/// frames, flights or replays show it (S35).
struct OneCase: Checker {
    static let name = "one case"
    static let promises = ["S35"]
    private struct Key: Hashable {
        var rule: RuleID
        var plate: String
    }
    private var noticed: [Key: (at: Timestamp, notice: NoticeID)] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for record in turned.taken.flatMap(\.receipt.facts)
        where record.fact.code == .noticeIssued {
            guard let id = record.fact.subject.notice,
                let notice = turned.after.cases.notice(id)?.notice, let plate = notice.plate,
                let rule = turned.after.configuration?.cases.rules
                    .first(where: { $0.id == notice.rule })
            else { continue }
            let key = Key(rule: notice.rule, plate: plate.text)
            if let last = noticed[key],
                notice.observedFirst - last.at < .seconds(rule.suppressSeconds)
            {
                return "\(id) says again what \(last.notice) said"
            }
            noticed[key] = (notice.observedLast, id)
        }
        return nil
    }
}
