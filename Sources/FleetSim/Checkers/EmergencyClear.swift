// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// No launch is decided whose way comes near an aircraft in emergency, at any time of it (S23).
///
/// Emergency is the aircraft's own word that it broke its way home off, until it says otherwise; where it
/// hangs is the place that it said last.
struct EmergencyClear: Checker {
    static let name = "emergency clear"
    static let promises = ["S23"]

    private struct Hanging {
        var sortie: SortieID
        var place: PlanePoint?
        var seenAt = Timestamp.epoch
    }

    /// Metres between two points of the way that are looked at.
    private static let step = 5.0
    /// A place that is older counts for nothing here: then its whole way is closed (S21).
    private static let fresh = TimeSpan.seconds(5)
    private var hanging: [DockID: Hanging] = [:]

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        switch sight {
        case .tried where scene.engine?.isInDoubt != false: hanging = [:]
        case .restarted, .stepped: hanging = [:]
        case .turned(let turned):
            for (input, receipt) in turned.taken {
                hear(input, turned)
                for record in receipt.facts where record.fact.code == .interlockVerdict {
                    if let near = near(record.fact.subject.sortie, turned) { return near }
                }
            }
        case .tried, .ready, .sent, .delivered, .acknowledged, .posted, .sealed, .dock: break
        }
        return nil
    }

    private mutating func hear(_ input: Input, _ turned: Turned) {
        guard case .dock(let report) = input else { return }
        switch report.said {
        case .homing(let word):
            let open = turned.before.fleet.openSortie(at: report.dock)
            guard word.isBrokenOff, let open, open.state.isInTheAir else {
                return hanging[report.dock] = nil
            }
            hanging[report.dock] = Hanging(sortie: open.id, place: nil)
        case .readings(let readings):
            guard let grid = readings.aircraft.grid else { return }
            hanging[report.dock]?.place = grid.plane
            hanging[report.dock]?.seenAt = report.receivedAt
        default: break
        }
    }

    private func near(_ id: SortieID?, _ turned: Turned) -> String? {
        guard let own = id.flatMap({ turned.after.fleet.sorties[$0] }), let profile = own.profile,
            let times = turned.after.configuration?.fleet.times,
            let floor = turned.after.floor(of: own.dock)
        else { return nil }
        for (dock, other) in hanging where dock != own.dock {
            guard let sortie = turned.after.fleet.sorties[other.sortie], sortie.state.isInTheAir,
                sortie.isInEmergency, let place = other.place,
                turned.at - other.seenAt <= Self.fresh,
                let ground = turned.after.floor(of: dock),
                let elevation = turned.after.fleet.docks[dock]?.aircraft.elevation?.value
            else { continue }
            // Below it too: its way home leads down.
            let top = ground + elevation + times.separationVerticalMetres - 1
            for leg in profile.legs where floor + leg.heights.lowerBound < top {
                guard
                    let point = leg.points(every: Self.step).first(where: {
                        $0.distance(to: place) < times.separationHorizontalMetres - Self.step
                    })
                else { continue }
                return "\(own.id) is launched by \(point), where \(other.sortie) of \(dock) hangs"
            }
        }
        return nil
    }
}

extension Site {
    /// Height of a dock's ground above the ellipsoid, in metres.
    fileprivate func floor(of dock: DockID) -> Double? {
        fleet.docks[dock]?.site.groundHeight.value
    }
}
