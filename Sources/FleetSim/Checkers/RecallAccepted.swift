// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A recall is accepted in every state of a sortie, brings an order home where it is in the air, and
/// goes ahead of everything in the lane (ARCHITECTURE § 5.9, S15).
struct RecallAccepted: Checker {
    static let name = "recall accepted"
    static let promises = ["A9", "S15"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .turned(let turned): recalled(turned)
        case .ready(let effects): order(effects)
        case .tried, .sent, .delivered, .acknowledged, .posted, .sealed, .stepped, .restarted,
            .dock:
            nil
        }
    }

    private func recalled(_ turned: Turned) -> String? {
        for (input, receipt) in turned.taken {
            guard case .request(let request) = input, case .fleet(let verb) = request.verb,
                let scope = Self.scope(of: verb)
            else { continue }
            if let refusal = receipt.refusal { return "a recall is refused: \(refusal.code)" }
            for (id, sortie) in turned.after.fleet.sorties
            where scope == .fleet || scope == .dock(sortie.dock) {
                guard sortie.state.isInTheAir, turned.before.fleet.sorties[id] != nil else {
                    continue
                }
                if receipt.effects.isEmpty || sortie.returnOrder == nil {
                    return "\(id) is \(sortie.state) and recalled, and no order follows"
                }
            }
        }
        return nil
    }

    /// Where aircraft must come home; nil: it is no such word.
    private static func scope(of verb: FleetRequest) -> HoldScope? {
        switch verb {
        case .recall(let dock): dock.map { .dock($0) } ?? .fleet
        case .stop(let scope, _): scope
        case .dispatch, .patrol, .relay, .pause, .resume, .cancelReturn, .flyTo, .cancel, .hold,
            .release,
            .confirmClock, .payload, .maintain:
            nil
        }
    }

    private func order(_ effects: [PendingEffect]) -> String? {
        let urgency = effects.map { pending in
            if case .command(let command) = pending.effect.action {
                command.order.isUrgent
            } else {
                false
            }
        }
        let isOrdered = zip(urgency, urgency.dropFirst()).allSatisfy { $0 || !$1 }
        return isOrdered ? nil : "an urgent order waits behind another: \(effects.map(\.effect.id))"
    }
}
