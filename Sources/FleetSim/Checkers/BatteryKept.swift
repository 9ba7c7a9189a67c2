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
    private var said: [DockID: Told<Int>] = [:]
    /// What the dock had said when the gate was asked for a launch.
    private var atVerdict: [SortieID: Int] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        // What is tried may come to disk by a commit in doubt: of that nothing is known.
        case .tried where scene.engine?.isInDoubt != false: (said, atVerdict) = ([:], [:])
        case .turned(let turned):
            for (input, receipt) in turned.taken { note(input, receipt) }
        case .stepped: said = [:]
        case .sent(let message):
            guard let command = message.command, command.order.isLaunch,
                let sortie = scene.site?.fleet.openSortie(at: command.dock),
                let percent = atVerdict[sortie.id], let need = sortie.profile?.energyPermille
            else { break }
            let left = Double(percent * 10) - Double(need)
            // Rounding: one percent of grace.
            guard left < Double(Self.reserve * 10 - 10) else { break }
            return "\(command.order.word) leaves for \(command.dock), and \(left) permille "
                + "would be left"
        case .tried, .ready, .delivered, .acknowledged, .posted, .sealed, .restarted, .dock:
            break
        }
        return nil
    }

    private mutating func note(_ input: Input, _ receipt: TurnReceipt) {
        switch input {
        case .started: said = [:]
        case .dock(let report):
            switch report.said {
            case .silent: said[report.dock] = nil
            case .readings(let readings):
                said[report.dock, default: Told()].hear(readings.dock.chargePercent, report)
            default: break
            }
        case .clock, .configure, .controller, .frame, .request, .settled, .tick: break
        }
        for record in receipt.facts where record.fact.code == .interlockVerdict {
            guard let sortie = record.fact.subject.sortie, let dock = record.fact.subject.dock
            else { continue }
            atVerdict[sortie] = said[dock]?.value
        }
    }
}
