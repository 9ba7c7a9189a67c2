// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import PatrolCore
import FleetCore
import RoostAPI
import RoostModel
import SiteCore

extension Server {
    /// The plan in force.
    func addPlan(to group: RouterGroup<SiteContext>) {
        let door = doorForRoutes
        group.get("plan") { _, context in
            _ = try context.requiredReader()
            return try answer(PlanResource(door.site()))
        }
    }
}

extension PlanResource {
    /// The plan in force as the API shows it.
    init(_ site: Site) {
        self.init()
        let patrols = site.patrols
        guard let planDate = patrols.planDate, let calendar = site.configuration?.fleet.calendar
        else { return }
        date = planDate.description
        dayType = calendar.dayType(of: planDate).rawValue
        servedWeight = patrols.plan?.objective.servedWeight
        reserve = patrols.plan?.objective.reserve
        runs = patrols.runs.filter { $0.id.date == planDate }
            .sorted { ($0.value.start, $0.value.route) < ($1.value.start, $1.value.route) }
            .map { RunResource($0.value, calendar: calendar) }
        unserved = (patrols.plan?.unserved ?? []).map {
            UnservedResource(demand: $0.demand, number: $0.repetition + 1, reason: $0.reason)
        }
    }
}

extension RunResource {
    /// A planned run as the API shows it.
    init(_ run: RunRecord, calendar: DayCalendar) {
        let text = run.start.text(in: calendar)
        let clock = String(text.dropFirst(11).prefix(8))
        let state: String
        var reason: TextResource?
        switch run.status {
        case .planned: state = "planned"
        case .waiting: state = "waiting"
        case .dropped(let why):
            state = "dropped"
            reason = TextResource(why)
        case .departed: state = "departed"
        case .ended(let outcome, let why, _):
            state = outcome.rawValue
            reason = TextResource(why)
        }
        self.init(
            id: "\(run.route)@\(clock.prefix(5))",
            route: run.route.text,
            band: run.band,
            dock: run.dock.text,
            start: text,
            localStart: clock,
            state: state,
            reason: reason
        )
    }
}
