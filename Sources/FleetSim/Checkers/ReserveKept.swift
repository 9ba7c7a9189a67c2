// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// A patrol is launched only while enough other docks could answer a call (S11).
///
/// What a dock could do is counted from what it said itself, heard by this checker; only where the fleet is
/// counted as one, as in made-up worlds, and not place by place.
struct ReserveKept: Checker {
    static let name = "reserve kept"
    static let promises = ["S11"]
    /// A dock at rest is listened to slowly; older words count for nothing.
    private static let heardWithin = TimeSpan.seconds(30)

    /// What a dock last said of itself.
    private struct Word {
        var at = Timestamp.epoch
        var charge = Told<Int>()
        var isAircraftIn = Told<Bool>()
    }

    private var words: [DockID: Word] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried(let postings):
            for posting in postings {
                guard case .dock(let report) = posting.input,
                    case .readings(let readings) = report.said
                else { continue }
                hear(readings.dock, report)
            }
        case .turned(let turned):
            // A turn of many inputs may have lost the reserve after its launch.
            guard turned.taken.count == 1, let receipt = turned.taken.first?.receipt else { break }
            for record in receipt.facts where record.fact.code == .interlockVerdict {
                guard let id = record.fact.subject.sortie,
                    let sortie = turned.after.fleet.sorties[id], sortie.isPatrol,
                    let sentence = lack(sortie, turned)
                else { continue }
                return sentence
            }
        case .stepped: words = [:]
        case .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .restarted, .dock: break
        }
        return nil
    }

    private mutating func hear(_ readings: DockReadings, _ report: DockReport) {
        var word = words[report.dock] ?? Word()
        defer { words[report.dock] = word }
        word.at = max(word.at, report.receivedAt)
        word.charge.hear(readings.chargePercent, report)
        word.isAircraftIn.hear(readings.isAircraftInDock, report)
    }

    private func lack(_ sortie: Sortie, _ turned: Turned) -> String? {
        guard let configuration = turned.after.configuration?.fleet,
            configuration.coverage?.isEmpty ?? true
        else { return nil }
        let least = min(configuration.reserve.minReady, configuration.docks.count - 1)
        let ready = configuration.docks.filter { site in
            guard site.id != sortie.dock, let word = words[site.id],
                let dock = turned.after.fleet.docks[site.id]
            else { return false }
            return dock.sortie == nil && dock.link == .online
                && turned.after.fleet.holds(on: site.id).isEmpty
                && !dock.alarms.contains { $0.level >= 2 }
                && word.isAircraftIn.value == true && turned.at - word.at <= Self.heardWithin
                && (word.charge.value ?? 0) * 10 >= configuration.times.dispatchPermille
        }
        guard ready.count < least else { return nil }
        return "\(sortie.id) leaves, and \(ready.count) other docks could answer a call of "
            + "\(least) that must"
    }
}

extension Sortie {
    /// Whether it flies a route rather than to a point.
    fileprivate var isPatrol: Bool { if case .wayline = assignment { true } else { false } }
}
