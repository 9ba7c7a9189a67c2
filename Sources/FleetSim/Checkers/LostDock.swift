// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// When a dock falls silent, or the broker is lost, what was not launched there is cancelled in that
/// very turn (S24, S25).
struct LostDock: Checker {
    static let name = "lost dock"
    static let promises = ["S24", "S25"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for (input, _) in turned.taken {
            switch input {
            case .dock(let report):
                guard case .silent = report.said else { continue }
                if let fault = left(turned, at: report.dock) { return fault }
            case .controller(let health) where !health.hasBroker:
                if let fault = left(turned, at: nil) { return fault }
            case .controller, .tick, .started, .clock, .configure, .frame, .request, .settled:
                continue
            }
        }
        return nil
    }

    /// A sortie that was on the ground before the turn and still is on its way after it.
    private func left(_ turned: Turned, at lost: DockID?) -> String? {
        for (id, sortie) in turned.after.fleet.sorties {
            guard let old = turned.before.fleet.sorties[id], !old.state.isInTheAir,
                !sortie.state.isInTheAir,
                lost == nil || lost == sortie.dock || lost == sortie.relay?.landing
            else { continue }
            return "\(id) is \(sortie.state), and \(lost ?? sortie.dock) is lost"
        }
        return nil
    }
}
