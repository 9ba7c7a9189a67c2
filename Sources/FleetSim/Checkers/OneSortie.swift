// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// At most one sortie a dock, and with it an aircraft, is open (ARCHITECTURE § 5.7, S01).
struct OneSortie: Checker {
    static let name = "one sortie"
    static let promises = ["A7", "S01", "I3"]

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        let fleet = turned.after.fleet
        var open: Set<DockID> = []
        for (id, sortie) in fleet.sorties {
            guard sortie.state.isOpen else { return "\(id) is \(sortie.state) and still listed" }
            guard open.insert(sortie.dock).inserted else {
                return "\(sortie.dock) has a second open sortie, \(id)"
            }
            guard fleet.docks[sortie.dock]?.sortie == id else {
                return "\(sortie.dock) does not know of its sortie \(id)"
            }
            guard let landing = sortie.relay?.landing else { continue }
            guard open.insert(landing).inserted, fleet.docks[landing]?.sortie == id else {
                return "\(landing) is not kept free for \(id)"
            }
        }
        let isMissing = fleet.docks.contains { id, dock in
            dock.sortie != nil && !open.contains(id)
        }
        return isMissing ? "a dock names a sortie that is not there" : nil
    }
}
