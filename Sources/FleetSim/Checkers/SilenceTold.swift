// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// An aircraft in the air from which nothing came for ten seconds is told as lost (S21).
struct SilenceTold: Checker {
    static let name = "silence told"
    static let promises = ["S21"]
    /// S21's ten seconds, and one for the turn that tells it.
    private static let patience = TimeSpan.seconds(11)
    /// When anything was last said of a dock's aircraft, or we began to listen.
    private var words: [DockID: Timestamp] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input, report.isOfItsAircraft else {
                    continue
                }
                words[report.dock] = max(words[report.dock] ?? .epoch, report.receivedAt)
            }
        case .turned(let turned): return untold(turned)
        case .stepped, .restarted: words = [:]
        case .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .dock: break
        }
        return nil
    }

    private mutating func untold(_ turned: Turned) -> String? {
        let isTick = turned.taken.contains { if case .tick = $0.input { true } else { false } }
        for (id, sortie) in turned.after.fleet.sorties {
            guard sortie.isFlying else { continue }
            let old = turned.before.fleet.sorties[id]
            guard old?.isFlying == true else {
                // The dock's word that it left begins the count.
                if old?.state == .starting { words[sortie.dock] = turned.at }
                continue
            }
            guard let last = words[sortie.dock] else {
                words[sortie.dock] = turned.at
                continue
            }
            guard isTick, !sortie.isTelemetryLost, turned.at - last > Self.patience else {
                continue
            }
            return "nothing came from the aircraft of \(id) for \(turned.at - last), and nobody "
                + "is told"
        }
        return nil
    }
}

extension Sortie {
    /// Known to be in the air, its task not over by the dock's word.
    fileprivate var isFlying: Bool {
        (state == .airborne || state == .returning) && ending == nil && !isForeign
    }
}

extension DockReport {
    /// Whether it says something of the aircraft: its own readings, or how far it is with its task.
    fileprivate var isOfItsAircraft: Bool {
        switch said {
        case .readings(let readings): readings.aircraft.mode != nil
        case .progressed, .homing: true
        case .topology, .silent, .repliedLate, .asked, .alarmed, .stored, .jobStepped, .spoke,
            .ready, .startStuck, .liveControl, .equipped, .areas, .relayLink, .other:
            false
        }
    }
}
