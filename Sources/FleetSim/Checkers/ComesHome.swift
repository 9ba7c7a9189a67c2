// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// Too little battery for the way home and a tenth, or wind above the limit for ten seconds, brings an
/// aircraft home within two seconds of the report that shows it (S20).
struct ComesHome: Checker {
    static let name = "comes home"
    static let promises = ["S20"]
    /// S20: percent over what the way home needs.
    private static let reserve = 10
    private var needs: [DockID: Int] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        for (input, _) in turned.taken {
            guard case .dock(let report) = input, case .readings(let readings) = report.said
            else { continue }
            let said = readings.aircraft
            if let need = said.returnPercent { needs[report.dock] = need }
            guard let percent = said.batteryPercent, let need = needs[report.dock],
                (0...100).contains(percent), percent <= need + Self.reserve,
                let sortie = turned.after.fleet.openSortie(at: report.dock),
                let old = turned.before.fleet.sorties[sortie.id], old.state == .airborne,
                sortie.state == .airborne, !sortie.isForeign, sortie.returnOrder == nil,
                // Who flies it by hand brings it home (S17).
                let dock = turned.after.fleet.docks[report.dock],
                ![dock.aircraft.controlSource, dock.dock.controlSource].contains("B")
            else { continue }
            return "\(sortie.id) has \(percent) % and needs \(need) % for the way home, and is "
                + "not ordered back"
        }
        return nil
    }
}
