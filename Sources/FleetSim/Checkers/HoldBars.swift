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
            command.order.isLaunch, let site = scene.site
        else { return nil }
        let landing = site.fleet.openSortie(at: command.dock)?.relay?.landing
        let docks = [command.dock, landing].compactMap(\.self)
        guard let hold = docks.lazy.flatMap({ site.fleet.holds(on: $0) }).first else { return nil }
        let word = "\(command.order.word) leaves for \(command.dock)"
        return "\(word), and \(hold.id) bars it or where it lands"
    }
}
