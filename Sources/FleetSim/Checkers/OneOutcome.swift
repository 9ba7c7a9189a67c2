// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostEngine
import RoostModel
import SiteCore

/// Every mission ends once, and every planned run has exactly one outcome with a reason (FEATURES,
/// invariants 4).
struct OneOutcome: Checker {
    static let name = "one outcome"
    static let promises = ["I4"]
    private var ended: Set<MissionID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for record in turned.taken.flatMap(\.receipt.facts) {
            guard record.fact.code == .missionEnded || record.fact.code == .missionNotFlown,
                let mission = record.fact.subject.mission
            else { continue }
            guard ended.insert(mission).inserted else { return "\(mission) ends a second time" }
        }
        let (before, after) = (turned.before.patrols.runs, turned.after.patrols.runs)
        guard !before.sharesRows(with: after) else { return nil }
        for (run, record) in before {
            guard case .ended(let outcome, _, _) = record.status else { continue }
            // A person took it out and puts it back, or a rule asks for it again.
            if record.isTakenOut == true, after[run]?.isTakenOut != true { continue }
            if record.isAskedNoMore == true, after[run]?.isAskedNoMore != true { continue }
            guard case .ended(let now, let reason, _) = after[run]?.status,
                now == outcome
            else { return "the outcome of \(run.demand)/\(run.repetition) changes" }
            if reason.en.isEmpty { return "\(run.demand)/\(run.repetition) ends without a reason" }
        }
        return nil
    }
}
