// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

/// A notice names only pictures that are in the vault, and what was once sealed of a case stays as it
/// was (ARCHITECTURE § 5.10, S31; FEATURES, invariants 6).
struct EvidenceSealed: Checker {
    static let name = "evidence sealed"
    static let promises = ["A10", "S31", "I6"]
    private var sealed: Set<String> = []
    private var named: [NoticeID: [String]] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .sealed(let digest): sealed.insert(digest)
        case .turned(let turned):
            for (_, receipt) in turned.taken {
                for record in receipt.facts where record.fact.code == .noticeIssued {
                    guard let id = record.fact.subject.notice else { continue }
                    if let fault = issued(id, turned.after) { return fault }
                }
            }
        case .posted(let delivery, _):
            let digests = delivery.notice.evidence.map(\.digest)
            // Of a notice from a commit in doubt nobody saw the fact.
            if named[delivery.notice.id] == nil {
                // In doubt, the site may lack what the store has: then it is held to this from now on.
                let isKnown = scene.engine?.isInDoubt != true
                let fault =
                    isKnown ? issued(delivery.notice.id, scene.site) : issued(delivery.notice)
                if let fault { return fault }
            }
            guard named[delivery.notice.id] == digests else {
                return "\(delivery.notice.id) leaves with other evidence than it was issued with"
            }
        case .tried, .ready, .sent, .delivered, .acknowledged, .stepped, .restarted, .dock: break
        }
        return nil
    }

    private mutating func issued(_ id: NoticeID, _ site: Site?) -> String? {
        site?.cases.notice(id).flatMap { issued($0.notice) }
    }

    private mutating func issued(_ notice: Notice) -> String? {
        let digests = notice.evidence.map(\.digest)
        named[notice.id] = digests
        if let missing = digests.first(where: { !sealed.contains($0) }) {
            return "\(notice.id) names \(missing), which is not in the vault"
        }
        return nil
    }

    func end(_ end: World.End) -> String? {
        for record in end.engine.site.cases.notices {
            let digests = record.notice.evidence.map(\.digest)
            if let known = named[record.notice.id], known != digests {
                return "the evidence of \(record.notice.id) is not what it was issued with"
            }
            if let missing = digests.first(where: { !end.pictures.sealed.contains($0) }) {
                return "\(record.notice.id) names \(missing), which is not in the vault"
            }
        }
        return nil
    }
}
