// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A launch leaves with enough for its flight and the reserve on top, by what the dock last said
/// (S06).
struct BatteryKept: Checker {
    static let name = "battery kept"
    static let promises = ["S06"]
    /// Percent that must be left after the way home (S06).
    private static let reserve = 25
    private var said: [DockID: Int] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input,
                    case .readings(let readings) = report.said,
                    let percent = readings.dock.chargePercent
                else { continue }
                said[report.dock] = percent
            }
        case .sent(let message):
            guard let command = message.command, command.order.isLaunch,
                let sortie = scene.site?.fleet.openSortie(at: command.dock),
                let need = sortie.profile?.energyPermille
            else { break }
            let left = Double((said[command.dock] ?? 0) * 10) - Double(need)
            // Readings of one turn may be older and newer than the verdict: one percent of grace.
            guard left < Double(Self.reserve * 10 - 10) else { break }
            return "\(command.order.word) leaves for \(command.dock), and \(left) permille "
                + "would be left"
        case .turned, .ready, .delivered, .acknowledged, .posted, .sealed, .stepped, .restarted,
            .dock:
            break
        }
        return nil
    }
}
