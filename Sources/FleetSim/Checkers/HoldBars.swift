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
        let holds = site.fleet.holds.map(\.value)
        guard let hold = holds.first(where: { Self.bars($0, docks) }) else { return nil }
        let word = "\(command.order.word) leaves for \(command.dock)"
        return "\(word), and \(hold.id) bars it or where it lands"
    }

    /// By the words of the hold alone; a zone is the gate's to measure.
    private static func bars(_ hold: Hold, _ docks: [DockID]) -> Bool {
        switch hold.scope {
        case .fleet: true
        case .dock(let id): docks.contains(id)
        case .zone: false
        }
    }
}
