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
    /// Settled by a turn whose commit is in doubt: the place of the last input that surely came before it.
    private var doubtful: [EffectID: Int] = [:]
    /// Place of the last input that was seen on disk.
    private var last = 0

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings) where scene.engine?.isInDoubt != false:
            for posting in postings {
                guard case .settled(let id, _) = posting.input else { continue }
                doubtful[id] = doubtful[id] ?? last
            }
            return nil
        case .turned(let turned): return seen(turned, in: scene)
        case .tried, .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .stepped,
            .restarted, .dock:
            return nil
        }
    }

    private mutating func seen(_ turned: Turned, in scene: Scene) -> String? {
        defer { last = scene.engine?.sequence ?? last }
        let first = turned.taken.first?.receipt.sequence ?? last
        for (posting, answer) in turned.answers {
            guard case .settled(let id, _) = posting.input else { continue }
            let before = doubtful.removeValue(forKey: id)
            if case .ignored = answer {
                // Settled by a turn whose commit was in doubt, or before.
                settled.insert(id)
            } else if !settled.insert(id).inserted {
                return "\(id) is settled a second time"
            } else if let before {
                let fault = Self.fault(of: id, between: before, first) { sequence in
                    try scene.store.input(at: sequence)?.input
                }
                if let fault { return fault }
            }
        }
        for id in turned.taken.flatMap(\.receipt.effects) where !asked.insert(id).inserted {
            return "\(id) is asked for a second time"
        }
        return nil
    }

    /// What is wrong where the store has an end of an effect between two places, or cannot be asked.
    static func fault(
        of id: EffectID,
        between place: Int,
        _ next: Int,
        asking input: (Int) throws -> Input?
    ) -> String? {
        for sequence in place..<max(place, next) where sequence > place {
            do {
                // Facts have places of their own among the inputs'.
                guard case .settled(id, _)? = try input(sequence) else { continue }
                return "\(id) was settled by a commit in doubt, and is a second time"
            } catch { return "the store does not answer: \(error)" }
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
