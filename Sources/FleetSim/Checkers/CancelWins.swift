// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A cancel or recall that is on disk before a launch is handed over wins: that launch never leaves
/// (S16).
struct CancelWins: Checker {
    static let name = "cancel wins"
    static let promises = ["S16"]
    private var barred: Set<WireID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .turned(let turned):
            for (input, receipt) in turned.taken where receipt.refusal == nil {
                guard case .request(let request) = input, case .fleet(let verb) = request.verb
                else { continue }
                for (_, sortie) in turned.before.fleet.sorties where Self.ends(verb, sortie) {
                    guard sortie.launchedAt == nil || sortie.state == .starting else { continue }
                    barred.insert(sortie.wire)
                }
            }
        case .sent(let message):
            guard let command = message.command, command.order.isLaunch,
                let flight = command.flight, barred.contains(flight)
            else { break }
            return "\(command.order.word) leaves for \(command.dock) after it was cancelled"
        case .tried, .ready, .delivered, .acknowledged, .posted, .sealed, .stepped, .restarted,
            .dock:
            break
        }
        return nil
    }

    private static func ends(_ verb: FleetRequest, _ sortie: Sortie) -> Bool {
        switch verb {
        case .recall(let dock):
            dock == nil || dock == sortie.dock || dock == sortie.relay?.landing
        case .cancel(let mission): mission == sortie.mission
        // What has not left stays in, held: that is HoldBars.
        case .dispatch, .patrol, .relay, .pause, .resume, .cancelReturn, .flyTo, .hold, .stop,
            .release,
            .confirmClock, .payload, .maintain:
            false
        }
    }
}
