// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// While a person's controller holds an aircraft in the air, by its own word, roost sends it nothing of its
/// own accord: no way home, no steering, no launch (S17).
struct HandsOff: Checker {
    static let name = "hands off"
    static let promises = ["S17"]
    /// Since when a person holds the aircraft of each dock.
    private var held: [DockID: Timestamp] = [:]
    /// Docks whose aircraft is off by the dock's last word: nobody holds it, whatever is repeated meanwhile.
    private var asleep: Set<DockID> = []
    /// Who holds it by the aircraft's last word: docks repeat what was not answered.
    private var said: [DockID: Told<String>] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .turned(let turned):
            for (input, _) in turned.taken { hear(input, at: turned.at) }
        // What is tried may come to disk by a commit in doubt: of that nothing is known.
        case .tried where scene.engine?.isInDoubt != false: held = [:]
        case .stepped, .restarted: held = [:]
        case .sent(let message):
            guard let command = message.command, let since = held[command.dock],
                scene.now > since, let site = scene.site,
                let sortie = site.fleet.openSortie(at: command.dock), sortie.relay == nil
            else { break }
            let isOwn =
                switch command.order {
                case .returnHome: sortie.returnOrder.map { $0.by == nil } ?? false
                case .pause, .resume, .cancelReturn, .flyTo, .look, .photo, .zoom, .execute,
                    .takeOff:
                    true
                case .prepare, .undo, .relay, .receive, .stopHalf, .returnTo, .grab, .speak,
                    .volume, .voice, .liveControl, .set, .job:
                    false
                }
            guard isOwn else { break }
            return "\(command.order.word) leaves for \(command.dock), whose aircraft a person "
                + "holds since \(since)"
        case .tried, .ready, .delivered, .acknowledged, .posted, .sealed, .dock: break
        }
        return nil
    }

    private mutating func hear(_ input: Input, at now: Timestamp) {
        switch input {
        case .started: held = [:]
        case .dock(let report):
            switch report.said {
            case .silent: held[report.dock] = nil
            case .topology(let topology):
                held[report.dock] = nil
                if topology.aircraftSerial == nil {
                    asleep.insert(report.dock)
                } else {
                    asleep.remove(report.dock)
                }
            case .readings(let readings):
                if readings.dock.isAircraftOn == true { asleep.remove(report.dock) }
                if readings.aircraft.controlSource == nil, readings.aircraft != AircraftReadings() {
                    said[report.dock, default: Told()].hear(other: report)
                }
                let isLast = said[report.dock, default: Told()]
                    .hear(readings.aircraft.controlSource, report)
                guard isLast else { break }
                let isB = said[report.dock]?.value == "B" && !asleep.contains(report.dock)
                held[report.dock] = isB ? held[report.dock] ?? now : nil
            default: break
            }
        case .clock, .configure, .controller, .frame, .request, .settled, .tick: break
        }
    }
}
