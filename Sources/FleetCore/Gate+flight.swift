// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// The answers about the flight itself.
extension Gate {
    var height: InterlockReading {
        let ferry = candidate.site.ferryHeight
        guard let obstacle = candidate.highestObstacle else {
            return answer(
                .height,
                .unknown,
                Bilingual(en: "highest obstacle not known", zh: "最高障碍物未知")
            )
        }
        let least = obstacle + FleetTimes.obstacleMargin
        let most = configuration.safety.ceiling
        return answer(
            .height,
            least <= ferry && ferry <= most ? .yes : .no,
            .limited("\(ferry)", "\(least) … \(most)")
        )
    }

    var area: InterlockReading {
        guard let profile = candidate.profile else { return answer(.area, .unknown, .noLimit) }
        let airspace = Airspace(configuration: configuration)
        guard let area = airspace.areaMet(by: profile.legs, start: candidate.start) else {
            return answer(.area, .yes, .good)
        }
        return answer(.area, .no, Bilingual("\(area.kind.rawValue) \(area.id)"))
    }

    var separation: InterlockReading {
        guard let profile = candidate.profile else {
            return answer(.separation, .unknown, .noLimit)
        }
        let airspace = Airspace(configuration: configuration)
        let ground = candidate.site.groundHeight.value
        let own = airspace.stretches(of: profile.legs, start: candidate.start, ground: ground)
        for (_, other) in fleet.sorties where other.dock != candidate.dock {
            guard let dock = fleet.docks[other.dock] else { continue }
            let theirs = airspace.corridor(of: other, at: dock, now: now)
            if airspace.isConflict(own, theirs) {
                return answer(.separation, .no, Bilingual("\(other.id) \(other.dock)"))
            }
        }
        return answer(.separation, .yes, .good)
    }

    /// Simplified S11: docks of the whole fleet that stay ready with this one gone.
    ///
    /// The count for each point (MODEL § 4) belongs to planning; a fleet of n docks is asked for at
    /// most n - 1.
    var reserve: InterlockReading {
        guard !candidate.isCall else { return answer(.reserve, .yes, .good) }
        var adopted = 0
        var ready = 0
        for (id, dock) in fleet.docks where dock.isAdopted {
            adopted += 1
            if id != candidate.dock, fleet.isReadyForCall(dock, at: now) { ready += 1 }
        }
        let least = min(configuration.reserve.minReady, adopted - 1)
        return answer(.reserve, ready >= least ? .yes : .no, .limited("\(ready)", "\(least)"))
    }
}

extension Fleet {
    /// Whether a dock counts as ready for a call: by its last word, not the gate's 6 s, since docks
    /// at rest are listened to more slowly.
    func isReadyForCall(_ dock: DockState, at now: Timestamp) -> Bool {
        guard dock.isAdopted, dock.link == .online, dock.sortie == nil,
            holds(on: dock.id).isEmpty, dock.dock.isAircraftInDock == true,
            let charge = dock.dock.chargePercent, let configuration,
            charge * 10 >= configuration.times.dispatchPermille,
            let heardAt = dock.times.dock, now - heardAt <= FleetTimes.shownFor
        else { return false }
        return !dock.alarms.contains { $0.level >= 2 }
    }
}
