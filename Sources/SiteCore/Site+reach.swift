// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import FleetCore
import PatrolCore
public import RoostModel

extension Site {
    /// The places of the promise: the configured coverage.
    public var promised: [Coordinate] { patrols.configuration?.coverage ?? [] }

    /// How soon an aircraft is at each promised place; nil: the promise does not hold now, or nothing is promised.
    public func reach(at now: Timestamp) -> ReachMap? {
        guard let grid = configuration?.grid, fleet.isInService(at: now), !promised.isEmpty else {
            return nil
        }
        return fleet.reach(of: promised.map(grid.grid), at: now)
    }

    /// Looks at the promise when its time has come, and tells what fell out of it and what is back.
    mutating func watchReach(_ outcome: inout Outcome) {
        guard !promised.isEmpty else { return reachWatch = nil }
        var watch = reachWatch ?? ReachWatch(dueAt: now)
        guard watch.dueAt <= now else { return }
        watch.dueAt = now + ReachWatch.period
        defer { reachWatch = watch }
        // Out of hours nothing is promised; what was out is looked at anew in the morning.
        guard let map = reach(at: now) else {
            (watch.out, watch.suspected, watch.unknown) = ([], [], 0)
            return
        }
        let before = Set(watch.out)
        let suspected = map.covers.indices.filter { map.covers[$0] == .out && !before.contains($0) }
            .map { place in
                watch.suspected.first { $0.place == place }
                    ?? ReachWatch.Suspect(place: place, since: now)
            }
        let new = suspected.filter { now - $0.since >= ReachWatch.period }.map(\.place)
        watch.suspected = suspected.filter { !new.contains($0.place) }
        watch.unknown = map.covers.count { $0 == .unknown }
        // What is unknown is not back.
        let back = watch.out.filter { index in
            guard map.covers.indices.contains(index) else { return false }
            if case .covered = map.covers[index] { return true }
            return false
        }
        let still = watch.out.filter { map.covers.indices.contains($0) && !back.contains($0) }
        watch.out = (still + new).sorted()
        let values = [
            FactValue("lost", watch.out.count), FactValue("all", map.covers.count),
            FactValue("unknown", watch.unknown),
            FactValue("limit", TimeSpan.seconds(map.limitSeconds)),
        ]
        if let first = new.first {
            let place = FactValue("place", promised[first])
            outcome.facts.append(Fact(.reachLost, Subject(), values + [place]))
        }
        if !back.isEmpty {
            let value = FactValue("back", back.count)
            outcome.facts.append(Fact(.reachRestored, Subject(), values + [value]))
        }
    }
}
