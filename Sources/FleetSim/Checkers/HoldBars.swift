// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// After a hold no launch leaves its scope until it is released (FEATURES, invariants 1).
struct HoldBars: Checker {
    static let name = "hold bars"
    static let promises = ["I1"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isLaunch, let site = scene.site,
            let hold = site.fleet.holds(on: command.dock).first
        else { return nil }
        return "\(command.order.word) leaves for \(command.dock), which \(hold.id) bars"
    }
}
