// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A cancel or recall that is on disk before a launch is handed over wins: that launch never leaves; a cancel
/// after it is a way home at once (S16).
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
                if let left = Self.leftInTheAir(by: verb, turned) { return left }
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

    /// One that left before it was cancelled comes home at once; nil: so it does.
    private static func leftInTheAir(by verb: FleetRequest, _ turned: Turned) -> String? {
        guard case .cancel(let mission) = verb else { return nil }
        for (id, old) in turned.before.fleet.sorties
        where old.mission == mission && old.state.isInTheAir {
            if let sortie = turned.after.fleet.sorties[id] {
                guard sortie.state.isInTheAir, sortie.returnOrder == nil else { continue }
                return "\(id) is \(sortie.state) and cancelled, and no way home is ordered"
            }
            let isSaid = turned.taken.contains { input, _ in
                if case .dock(let report) = input { report.dock == old.dock } else { false }
            }
            if !isSaid { return "\(id) was \(old.state) when it was cancelled, and is forgotten" }
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
