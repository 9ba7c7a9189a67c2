// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Docks that the same places of the promise are in reach of, and how many of them must stay ready
/// (MODEL § 4).
public struct ReserveGroup: Codable, Equatable, Sendable {
    /// The docks, in the configuration's order.
    public var docks: [DockID]
    /// `min(min_ready, docks - 1)`.
    public var need: Int
}

extension FleetConfiguration {
    /// Each set of docks that reaches a place of the promise, once.
    var reserveGroups: [ReserveGroup] {
        var groups: [ReserveGroup] = []
        var seen: Set<[DockID]> = []
        for place in coverage ?? [] {
            let reach = docks.filter { dock in
                let distance = dock.grid.distance(to: place)
                let seconds = Double(reserve.overheadSeconds) + distance.value / reserve.speed.value
                return distance <= dock.radius && seconds <= Double(reserve.maxResponseSeconds)
            }.map(\.id)
            guard !reach.isEmpty, seen.insert(reach).inserted else { continue }
            let need = min(reserve.minReady, reach.count - 1)
            groups.append(ReserveGroup(docks: reach, need: need))
        }
        return groups
    }
}

// Reserve coverage with the docks as they really are now (S11, MODEL § 4 H8).
extension Gate {
    /// Whether enough docks stay ready for a call at every place in this dock's reach; a call is not held.
    var reserve: InterlockReading {
        guard !candidate.isCall else { return answer(.reserve, .yes, .good) }
        guard let groups = fleet.reserveGroups, !groups.isEmpty else { return fleetReserve }
        var states: [DockID: (isOpen: Bool, isReady: Bool)] = [:]
        fleet.docks.forEach { id, dock in
            states[id] = (!fleet.isClosed(dock), fleet.isReadyForCall(dock, at: now))
        }
        var least: (spare: Int, busy: Int, allowed: Int)?
        for group in groups where group.docks.contains(candidate.dock) {
            let open = group.docks.filter { states[$0]?.isOpen == true }
            let busy = open.count { $0 == candidate.dock || states[$0]?.isReady != true }
            let allowed = max(0, open.count - group.need)
            if least.map({ allowed - busy < $0.spare }) ?? true {
                least = (allowed - busy, busy, allowed)
            }
        }
        guard let least else { return answer(.reserve, .yes, .good) }
        let text = Bilingual(
            en: "\(least.busy) busy around a place, \(least.allowed) may be",
            zh: "某地周边忙碌 \(least.busy)，允许 \(least.allowed)"
        )
        return answer(.reserve, least.spare >= 0 ? .yes : .no, text)
    }

    /// Without places of the promise the fleet is counted as one: a fleet of n docks is asked for at most
    /// n - 1.
    private var fleetReserve: InterlockReading {
        var adopted = 0
        var ready = 0
        fleet.docks.forEach { id, dock in
            guard dock.isAdopted else { return }
            adopted += 1
            if id != candidate.dock, fleet.isReadyForCall(dock, at: now) { ready += 1 }
        }
        let least = min(configuration.reserve.minReady, adopted - 1)
        return answer(.reserve, ready >= least ? .yes : .no, .limited("\(ready)", "\(least)"))
    }
}

extension Fleet {
    /// Whether a dock is closed to everybody: it then neither flies nor stands ready (MODEL § 4).
    func isClosed(_ dock: DockState) -> Bool {
        !dock.isAdopted || dock.link != .online || dock.isWeatherHeld || dock.isBetweenDocks
            || dock.alarms.contains { $0.level >= 2 } || !holds(on: dock.id).isEmpty
    }

    /// Whether a dock counts as ready for a call: by its last word, not the gate's 6 s, since docks
    /// at rest are listened to more slowly.
    func isReadyForCall(_ dock: DockState, at now: Timestamp) -> Bool {
        guard !isClosed(dock), dock.sortie == nil || standby(at: dock) != nil,
            dock.dock.isAircraftInDock == true,
            let charge = dock.dock.chargePercent, let configuration,
            charge * 10 >= configuration.times.dispatchPermille,
            let heardAt = dock.times.dock
        else { return false }
        return now - heardAt <= FleetTimes.shownFor
    }
}
