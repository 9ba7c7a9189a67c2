// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostEngine
import RoostModel
import SiteCore

// What people and authorities do in the bad hour (FEATURES); what breaks is in `Swarm+badHour`.
extension World {
    /// Two dispatchers want one dock, fifteen patrols are to start at half past seven, and the approval for
    /// the middle of one route is withdrawn while an aircraft is out there.
    mutating func inviteBadHour() {
        let fleet = ground.configuration.fleet
        let date = fleet.calendar.local(ground.start).date
        let seven = fleet.calendar.instant(of: date, time: .hours(7))
        for name in ["lin", "wu"] {
            let (place, grid) = drawPlace(near: fleet.docks[0])
            let verb = FleetRequest.dispatch(place: place, grid: grid, dock: fleet.docks[0].id)
            invite(name, verb, key: "two", at: seven + .minutes(15))
        }
        for route in fleet.routes.prefix(15) {
            let verb = FleetRequest.patrol(route: route.id, dock: nil)
            invite("lin", verb, key: "half-past-\(route.id)", at: seven + .minutes(30))
        }
        let withdrawn = ground.configuration.withdrawing(fleet.routes[0])
        agenda.add(.configured(withdrawn), at: seven + .minutes(33))
        agenda.add(.configured(ground.configuration), at: seven + .minutes(50))
    }

    private mutating func invite(
        _ name: String,
        _ verb: FleetRequest,
        key: String,
        at: Timestamp
    ) {
        let person = Person(name: name, role: .dispatcher)
        let request = OperatorRequest(person: person, verb: .fleet(verb))
        agenda.add(.ask(request, key: key, tries: 0), at: at)
    }

    /// The site's folder is read again.
    mutating func configure(_ configuration: SiteConfiguration) throws(WorldFailure) {
        guard shell != nil else {
            return agenda.add(.configured(configuration), at: now + .seconds(3))
        }
        tell("site    is read again")
        shell?.backlog.append(Posting(.configure(configuration)))
        try turnRoost()
    }
}

extension SiteConfiguration {
    /// The same site with an approval around the middle of a route that is in force for a minute after
    /// midnight only.
    func withdrawing(_ route: Route) -> SiteConfiguration {
        var changed = self
        let middle = grid.plane(route.path[route.path.count / 2])
        let ring = [(-80.0, -80.0), (80, -80), (80, 80), (-80, 80), (-80, -80)].map {
            grid.coordinate(PlanePoint(x: middle.x + $0.0, y: middle.y + $0.1))
        }
        changed.fleet.areas.append(
            Area(
                id: "approval-withdrawn",
                kind: .approval,
                name: Bilingual(en: "Approval withdrawn", zh: "许可撤销"),
                rings: [ring],
                grid: [ring.map { grid.grid($0) }],
                hours: [DayWindow(startSeconds: 0, endSeconds: 60)]
            )
        )
        changed.patrols.areas = changed.fleet.areas
        return changed
    }
}
