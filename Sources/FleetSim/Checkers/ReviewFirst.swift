// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

/// No notice is issued without the review that its rule demands, and it names who approved it (S34;
/// FEATURES, invariants 5).
struct ReviewFirst: Checker {
    static let name = "review first"
    static let promises = ["S34", "I5"]
    private var approvals: [CaseID: Set<String>] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        // What is tried may come to disk by a commit in doubt.
        if case .tried(let postings) = sight, scene.engine?.isInDoubt == true {
            for posting in postings {
                guard case .request(let request) = posting.input,
                    case .cases(.approve(let id, _)) = request.verb
                else { continue }
                approvals[id, default: []].insert(request.person.name)
            }
        }
        guard case .turned(let turned) = sight else { return nil }
        for (input, receipt) in turned.taken {
            if case .request(let request) = input,
                case .cases(.approve(let id, _)) = request.verb, receipt.refusal == nil
            {
                approvals[id, default: []].insert(request.person.name)
            }
            for record in receipt.facts where record.fact.code == .noticeIssued {
                guard let id = record.fact.subject.notice,
                    let notice = turned.after.cases.notice(id)?.notice,
                    let rule = turned.after.configuration?.cases.rules
                        .first(where: { $0.id == notice.rule })
                else { continue }
                switch rule.review {
                case .auto where notice.reviewedBy == "auto": continue
                case .human where rule.onTimeout == .notice && notice.reviewedBy == "auto":
                    continue
                case .auto, .human, .twoPerson:
                    let names = Set(
                        (notice.reviewedBy ?? "").split(separator: ", ").map(String.init)
                    )
                    let needed = rule.review == .twoPerson ? 2 : 1
                    guard names.count >= needed,
                        approvals[notice.violation]?.isSuperset(of: names) == true
                    else { return "\(id) is issued, and nobody approved \(notice.violation)" }
                }
            }
        }
        return nil
    }
}
