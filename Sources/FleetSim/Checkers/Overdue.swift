// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// What was launched and is not heard of in time is unknown: a start that takes longer than five minutes, a
/// flight that should be over for as long and is quiet for a minute (S19).
struct Overdue: Checker {
    static let name = "overdue"
    static let promises = ["S19"]
    /// The longest that a start may take, and a flight over its plan.
    private static let patience = TimeSpan.minutes(5)
    /// So long nothing came of a flight before it counts as quiet.
    private static let quiet = TimeSpan.seconds(60)
    private static let grace = TimeSpan.seconds(2)
    private var words: [DockID: Timestamp] = [:]
    /// Launched before the wall clock was stepped: how long ago is not known.
    private var stepped: Set<SortieID> = []

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input, report.mayTellOfItsFlight else {
                    continue
                }
                words[report.dock] = max(words[report.dock] ?? .epoch, report.receivedAt)
            }
        case .turned(let turned): return late(turned)
        case .stepped:
            for (id, _) in scene.site?.fleet.sorties ?? Table(limit: 1) { stepped.insert(id) }
        case .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .restarted, .dock: break
        }
        return nil
    }

    private func late(_ turned: Turned) -> String? {
        guard turned.taken.contains(where: { if case .tick = $0.input { true } else { false } })
        else { return nil }
        for (id, sortie) in turned.after.fleet.sorties where !stepped.contains(id) {
            guard let launched = sortie.launchedAt, !sortie.isForeign,
                turned.before.fleet.sorties[id]?.state == sortie.state
            else { continue }
            let age = turned.at - launched
            switch sortie.state {
            case .starting where age > Self.patience + Self.grace:
                return "\(id) is starting for \(age)"
            case .airborne, .returning:
                let over = .seconds(sortie.profile?.durationSeconds ?? 0) + Self.patience
                let heard =
                    [sortie.dock, sortie.relay?.landing].compactMap { $0.flatMap { words[$0] } }
                    .max() ?? launched
                guard age > over + Self.grace, turned.at - heard > Self.quiet + Self.grace else {
                    continue
                }
                return "\(id) is \(sortie.state) for \(age), and quiet for \(turned.at - heard)"
            default: continue
            }
        }
        return nil
    }
}

extension DockReport {
    /// Whether it may say something of a flight; a dock's own readings and alarms do not.
    fileprivate var mayTellOfItsFlight: Bool {
        switch said {
        case .readings(let readings): readings.aircraft != AircraftReadings()
        case .silent, .alarmed: false
        case .topology, .progressed, .homing, .repliedLate, .asked, .stored, .jobStepped, .spoke,
            .ready, .startStuck, .liveControl, .equipped, .areas, .relayLink, .other:
            true
        }
    }
}
