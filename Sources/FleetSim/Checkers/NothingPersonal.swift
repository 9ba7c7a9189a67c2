// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// Facts and refusals, which go to logs and screens, carry no number plate (ARCHITECTURE § 5.13, S37).
struct NothingPersonal: Checker {
    static let name = "nothing personal"
    static let promises = ["A13", "S37"]
    /// The invented region of every plate in a simulated street.
    private static let region = "测"

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for (_, receipt) in turned.taken {
            for record in receipt.facts {
                // Only cases and their notices can know a plate.
                guard record.fact.subject.violation != nil || record.fact.subject.notice != nil
                else { continue }
                let text = record.fact.text
                if text.zh.contains(Self.region) || text.en.contains(Self.region) {
                    return "\(record.fact.code.rawValue) says a plate"
                }
            }
        }
        return nil
    }
}
