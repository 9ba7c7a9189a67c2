// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// Every effect is settled exactly once (ARCHITECTURE § 5.4).
struct SettledOnce: Checker {
    static let name = "settled once"
    static let promises = ["A4", "S33"]
    private var settled: Set<EffectID> = []
    private var asked: Set<EffectID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for (posting, answer) in turned.answers {
            guard case .settled(let id, _) = posting.input else { continue }
            if case .ignored = answer {
                // Settled by a turn whose commit was in doubt, or before.
                settled.insert(id)
            } else if !settled.insert(id).inserted {
                return "\(id) is settled a second time"
            }
        }
        for id in turned.taken.flatMap(\.receipt.effects) where !asked.insert(id).inserted {
            return "\(id) is asked for a second time"
        }
        return nil
    }

    func end(_ end: World.End) -> String? {
        do {
            for id in asked.sorted() {
                guard let record = try end.engine.outbox.find(id) else {
                    return "\(id) is not in the store"
                }
                guard record.state == .settled, record.settlement != nil else {
                    return "\(id) was never settled, it is \(record.state)"
                }
            }
            return nil
        } catch { return "the store does not answer: \(error)" }
    }
}
