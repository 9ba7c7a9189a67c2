// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension PatrolConfiguration {
    /// How long a dock that is barred now is taken to stay so; a longer bar meets the launch gate.
    static let barredSeconds = 3600

    /// The planning problem of a service day as things are now.
    ///
    /// - Parameters:
    ///   - id: the instance's name.
    ///   - date: the service day.
    ///   - now: the instant at which docks are as `availability` says.
    ///   - availability: what the fleet knows of its docks. Of a dock whose battery is not known the level
    ///     `dispatch_permille` is assumed, from which a dock counts as ready: the launch gate has the last
    ///     word. A dock that is barred now is closed for the next hour, one that is on call until it is back.
    /// - Returns: a problem without frozen sorties and plan in force. Docks whose charging or endurance is
    ///   unknown are not in it.
    public func problem(
        id: String,
        date: CalendarDate,
        now: Timestamp,
        availability: [DockAvailability]
    ) -> PlanningProblem {
        var problem = PlanningProblem(id: id, date: date)
        let seconds = max(0, seconds(of: now, on: date))
        switch calendar.dayType(of: date) {
        case .workday, .makeup: problem.dayType = .workday
        case .restday: problem.dayType = .restday
        case .holiday: problem.dayType = .holiday
        }
        problem.origin = PlanningProblem.Position(origin)
        problem.service = service.planning
        problem.params = times
        problem.coverage = PlanningProblem.Coverage(
            reserve,
            points: coverage.map { PlanningProblem.Position($0) }
        )
        problem.closures = closures(on: date)
        for site in docks {
            let known = availability.first { $0.dock == site.id }
            guard let dock = dock(site, known, seconds: seconds, date: date) else { continue }
            problem.docks.append(dock)
            if let known, known.isBarred || known.isOnCall {
                problem.closures.append(closure(known, seconds: seconds, date: date))
            }
        }
        let asked = demands(on: date).filter { route($0.demand.route) != nil }
        problem.demands = asked.map(\.demand)
        let looks = asked.filter { $0.errand != nil }.compactMap { route($0.demand.route) }
        problem.routes = (routes + looks).map { route in
            PlanningProblem.Route(
                id: route.id,
                name: route.name.en,
                altitude: route.height.value,
                speed: route.speed.value,
                hoverSeconds: route.hoverSeconds,
                path: route.path.map { PlanningProblem.Position($0) },
                docks: route.docks
            )
        }
        return problem
    }

    /// A dock that is barred, or whose aircraft is out for a call until its estimated end (MODEL § 7).
    private func closure(
        _ known: DockAvailability,
        seconds: Int,
        date: CalendarDate
    ) -> PlanningProblem.Closure {
        let from = min(seconds, 172_799)
        let back = self.seconds(of: known.availableAt, on: date)
        let to = known.isBarred ? max(back, seconds + Self.barredSeconds) : back
        return PlanningProblem.Closure(
            kind: known.isBarred ? .offline : .dispatch,
            window: PlanningProblem.Window(from, min(max(to, from + 1), 172_800)),
            docks: [known.dock]
        )
    }

    private func dock(
        _ site: DockSite,
        _ known: DockAvailability?,
        seconds: Int,
        date: CalendarDate
    ) -> PlanningProblem.Dock? {
        guard let rate = site.envelope.chargePermillePerMinute,
            let full = site.envelope.chargeToPermille,
            let endurance = site.aircraft.envelope.enduranceSeconds
        else { return nil }
        let from = known.map { self.seconds(of: $0.availableAt, on: date) } ?? seconds
        return PlanningProblem.Dock(
            id: site.id,
            position: PlanningProblem.Position(site.position),
            ferryAltitude: site.ferryHeight.value,
            radius: site.radius.value,
            enduranceSeconds: endurance,
            chargePermillePerMinute: rate,
            chargeToPermille: full,
            battery: PlanningProblem.Dock.Battery(
                // The day after the next is out of any plan's sight.
                atSeconds: min(max(from, seconds), 172_800),
                permille: min(max(known?.batteryPermille ?? times.dispatchPermille, 0), 1000)
            ),
            groundHeight: site.groundHeight.value
        )
    }
}

extension PlanningProblem {
    /// A dock tells its battery in whole percents.
    private static let roundingPermille = 10

    /// Counts a battery that charges a percent lower than the dock says.
    ///
    /// A reading may stay up to a percent behind the charging that a plan counts on; without this a plan
    /// that nothing disturbed would break its own coverage (H8) at the next look at it.
    mutating func allowForRounding(of known: [DockAvailability]) {
        let told = Set(known.filter { $0.batteryPermille != nil }.map(\.dock))
        for index in docks.indices where told.contains(docks[index].id) {
            let battery = docks[index].battery.permille
            guard battery < docks[index].chargeToPermille else { continue }
            docks[index].battery.permille = max(0, battery - Self.roundingPermille)
        }
    }
}
