// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Hummingbird
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// Where an aircraft can be in the promised time.
    func addReach(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("reach") { _, context in
            _ = try context.requiredReader()
            return try answer(ReachResource(door.site(), at: door.now()))
        }
    }
}

extension ReachResource {
    /// The map of a site now.
    init(_ site: Site, at now: Timestamp) {
        let calendar = site.configuration?.fleet.calendar
        let map = site.reach(at: now)
        self.init(now: now.text(in: calendar), isPromised: map != nil)
        guard let map else { return }
        limitS = map.limitSeconds
        let promised = site.promised
        cellM = Self.step(of: promised, on: site.configuration?.grid)
        places = zip(promised, map.covers).map { place, cover in
            let at = PlaceResource(lat: place.latitude, lon: place.longitude)
            switch cover {
            case .covered(let dock, let seconds):
                var covered = Place(place: at, state: "covered")
                (covered.dock, covered.seconds) = (dock.text, seconds)
                return covered
            case .out: return Place(place: at, state: "out")
            case .unknown: return Place(place: at, state: "unknown")
            }
        }
        docks = map.docks.compactMap { id, answer in
            guard let place = site.fleet.docks[id]?.site.position else { return nil }
            let at = PlaceResource(lat: place.latitude, lon: place.longitude)
            switch answer {
            case .ready(let speed, let radius):
                var dock = Dock(dock: id.text, place: at, state: "ready")
                (dock.speedMps, dock.radiusM) = (speed.value, Int(radius.value))
                return dock
            case .barred(let why):
                var dock = Dock(dock: id.text, place: at, state: "barred")
                dock.reason = TextResource(why)
                return dock
            case .unknown(let why):
                var dock = Dock(dock: id.text, place: at, state: "unknown")
                dock.reason = TextResource(why)
                return dock
            }
        }
    }

    /// How far apart the places are, in whole metres: they stand on a square grid.
    private static func step(of places: [Coordinate], on grid: LocalGrid?) -> Int {
        guard let grid else { return 0 }
        let points = places.prefix(200).map(grid.grid)
        let gaps = zip(points, points.dropFirst()).map { $0.distance(to: $1).value }
        return gaps.min().map { Int($0.rounded()) } ?? 0
    }
}
