// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostAPI
import RoostModel
import SiteCore

extension SortieResource {
    /// Open sorties, then the last one of each dock, newest first.
    static func all(_ site: Site) -> [SortieResource] {
        let calendar = site.configuration?.fleet.calendar
        return site.fleet.knownSorties.map { SortieResource($0, calendar: calendar) }
    }

    /// A sortie as the API shows it.
    init(_ sortie: Sortie, calendar: DayCalendar?) {
        self.init(
            id: sortie.id.description,
            wireId: sortie.wire.description,
            state: sortie.state.rawValue,
            dock: sortie.dock.text,
            since: sortie.since.text(in: calendar)
        )
        if let relay = sortie.relay { landAt = (relay.landedAt ?? relay.home).text }
        mission = sortie.mission?.description
        detail = sortie.detail.map { TextResource($0) }
        if case .wayline(let task) = sortie.assignment { route = task.wayline.route?.text }
        percent = sortie.percent
        launchedAt = sortie.launchedAt?.text(in: calendar)
    }
}

extension MissionResource {
    /// Missions that have not ended.
    static func all(_ site: Site) -> [MissionResource] {
        let calendar = site.configuration?.fleet.calendar
        return site.fleet.missions.values.map { mission in
            var resource = MissionResource(
                id: mission.id.description,
                state: mission.state.rawValue,
                start: mission.start.text(in: calendar)
            )
            switch mission.purpose {
            case .route(let route): resource.route = route.text
            case .point(let place, _):
                resource.place = PlaceResource(lat: place.latitude, lon: place.longitude)
            }
            resource.dock = mission.dock.text
            resource.landAt = mission.landing?.text
            resource.sortie = mission.sortie?.description
            resource.by = mission.by
            resource.when = mission.when.map {
                ConditionsResource(
                    batteryPercent: $0.battery,
                    from: $0.from.text(in: calendar),
                    until: $0.until.text(in: calendar)
                )
            }
            if !mission.open.isEmpty {
                resource.reason = TextResource(mission.open.map(\.text).joined)
            }
            return resource
        }
    }
}
