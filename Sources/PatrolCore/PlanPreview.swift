// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the runs ahead would do to docks and batteries, counted from the docks as they are now (FEATURES B7).
///
/// It flies nothing and changes nothing: the same arithmetic as the plan's own check.
public struct PlanPreview: Equatable, Sendable {
    /// One run ahead.
    public struct Row: Equatable, Sendable {
        /// Which.
        public var run: PlannedRun
        /// Its route.
        public var route: RouteID
        /// Its band.
        public var band: String
        /// Who flies.
        public var dock: DockID
        /// When it leaves.
        public var start: Timestamp
        /// When it is back.
        public var end: Timestamp
        /// When its dock can answer a call again: turned round and charged.
        public var ready: Timestamp
        /// Battery when it leaves, permille.
        public var batteryAtStart: Int
        /// Battery when it is back, permille.
        public var batteryAtEnd: Int
        /// Whether its dock is barred now: it waits for the end of that, or for another plan.
        public var isBarredNow: Bool
    }

    /// The service day.
    public var date: CalendarDate
    /// Runs of it that are still to come, by start.
    public var rows: [Row]
    /// What a plan of these runs would break, as things are now.
    public var findings: [PlanFinding]
    /// Most runs that start in one minute.
    public var mostStarts: Int
    /// Whether its plan is not made yet: then these are the runs of a first draft.
    public var isDraft = false
}

extension PatrolBook {
    /// The runs from now on until `end`, day by day: of the plan in force, and of the one made ahead.
    ///
    /// - Parameters:
    ///   - docks: the docks as they are now.
    ///   - end: runs that start later are left out.
    /// - Returns: a preview a day; today's also where nothing is left of it.
    public func previews(docks: [DockAvailability], until end: Timestamp) -> [PlanPreview] {
        guard let configuration, let day else { return [] }
        var days = [preview(of: day, docks: docks, configuration)]
        if let next {
            days.append(
                preview(next.plan.sorties, next.problem, next.problem.date, [], configuration)
            )
        } else if let draft = draft(of: day.advanced(by: 1), configuration) {
            days.append(draft)
        }
        for index in days.indices { days[index].rows.removeAll { $0.start >= end } }
        return days.filter { !$0.rows.isEmpty || $0.date == day }
    }

    /// Docks up to which a day that is not planned yet is drafted: a hundredth of a second at fifteen.
    private static let draftDocks = 100

    /// A day that is not planned yet, as the planner's first plan would have it; nil: too large for a glance.
    private func draft(
        of date: CalendarDate,
        _ configuration: PatrolConfiguration
    ) -> PlanPreview? {
        guard configuration.docks.count <= Self.draftDocks else { return nil }
        let problem = configuration.problem(
            id: "draft",
            date: date,
            now: configuration.begin(of: date),
            availability: []
        )
        let plan = Planner.plan(problem, seed: 1, steps: 0)
        var draft = preview(plan.sorties, problem, date, [], configuration)
        draft.isDraft = true
        return draft
    }

    private func preview(
        of date: CalendarDate,
        docks: [DockAvailability],
        _ configuration: PatrolConfiguration
    ) -> PlanPreview {
        var problem = configuration.problem(
            id: "preview",
            date: date,
            now: now,
            availability: docks
        )
        let live = narrow(&problem, docks, from: configuration.seconds(of: now, on: date))
        let items = runs.compactMap { run, record -> Plan.Item? in
            guard run.date == date, record.status != .waiting, !record.status.isUnflown else {
                return nil
            }
            if case .dropped = record.status { return nil }
            return live.inProblem(Plan.Item(run, record))
        }
        let departed = problem.frozen.filter { $0.startSeconds < problem.now }
        problem.frozen = departed
        return preview(items, problem, date, docks, configuration, live)
    }

    private func preview(
        _ items: [Plan.Item],
        _ problem: PlanningProblem,
        _ date: CalendarDate,
        _ docks: [DockAvailability],
        _ configuration: PatrolConfiguration,
        _ live: LiveRuns = LiveRuns()
    ) -> PlanPreview {
        let barred = Set(docks.filter(\.isBarred).map(\.dock))
        let plan = Plan(instance: problem.id, sorties: items, unserved: [], objective: .nothing)
        let findings = PlanCheck.findings(plan, for: problem).filter { $0.rule != .honesty }
        let numbered = live.inBook(plan).sorties
        var rows: [PlanPreview.Row] = []
        var batteries: [DockID: DockBattery] = [:]
        for dock in problem.docks { batteries[dock.id] = DockBattery(dock) }
        let index = PlanIndex(problem)
        for item in numbered.sorted(by: { ($0.startSeconds, $0.dock) < ($1.startSeconds, $1.dock) })
        where item.startSeconds >= problem.now {
            guard let demand = index.demands[item.demand], var battery = batteries[item.dock],
                let profile = configuration.profile(of: demand.route, from: item.dock)
            else { continue }
            let flown = battery.fly(
                at: item.startSeconds,
                profile,
                problem.params
            )
            batteries[item.dock] = battery
            func instant(_ seconds: Int) -> Timestamp {
                configuration.instant(of: date, seconds: seconds)
            }
            rows.append(
                PlanPreview.Row(
                    run: PlannedRun(item, on: date),
                    route: demand.route,
                    band: demand.band ?? "",
                    dock: item.dock,
                    start: instant(item.startSeconds),
                    end: instant(item.startSeconds + profile.durationSeconds),
                    ready: instant(flown.ready),
                    batteryAtStart: flown.start,
                    batteryAtEnd: flown.end,
                    isBarredNow: barred.contains(item.dock)
                )
            )
        }
        var starts: [Int: Int] = [:]
        for row in rows { starts[row.start.wholeMinute, default: 0] += 1 }
        return PlanPreview(
            date: date,
            rows: rows,
            findings: findings,
            mostStarts: starts.values.max() ?? 0
        )
    }
}

/// The battery of one dock through a day (MODEL § 2).
private struct DockBattery {
    let dock: PlanningProblem.Dock
    var seconds: Int
    var level: Int

    init(_ dock: PlanningProblem.Dock) {
        self.dock = dock
        (seconds, level) = (dock.battery.atSeconds, dock.battery.permille)
    }

    /// Flies once; returns the levels and when the dock is ready for a call again.
    mutating func fly(
        at start: Int,
        _ profile: FlightProfile,
        _ times: FlightTimes
    ) -> (start: Int, end: Int, ready: Int) {
        // What flies already is counted in what is known of the battery: its level is of after the flight.
        guard start >= dock.battery.atSeconds else {
            return (level + profile.energyPermille, level, readyAt(times))
        }
        let rate = max(1, dock.chargePermillePerMinute)
        let charged = level + max(0, start - seconds) * rate / 60
        let before = max(level, min(dock.chargeToPermille, charged))
        level = before - profile.energyPermille
        seconds = start + profile.durationSeconds + times.turnaroundSeconds
        return (before, level, readyAt(times))
    }

    /// When it is charged so far that its dock can answer a call.
    private func readyAt(_ times: FlightTimes) -> Int {
        let rate = max(1, dock.chargePermillePerMinute)
        let lacking = max(0, times.dispatchPermille - level)
        return seconds + (lacking * 60 + rate - 1) / rate
    }
}

extension Timestamp {
    fileprivate var wholeMinute: Int { Int(milliseconds / 60_000) }
}

extension PatrolConfiguration {
    /// The legs of a route flown from a dock, as planning counts them; nil: one is not known.
    public func profile(of route: RouteID, from dock: DockID) -> FlightProfile? {
        guard let route = self.route(route),
            let site = docks.first(where: { $0.id == dock }),
            let endurance = site.aircraft.envelope.enduranceSeconds, endurance > 0
        else { return nil }
        let plane = PlanningPlane(origin: origin)
        return FlightProfile(
            path: route.path.map(plane.point),
            height: route.height.value,
            speed: route.speed.value,
            hoverSeconds: route.hoverSeconds,
            home: FlightHome(
                point: plane.point(site.position),
                ferryHeight: site.ferryHeight.value,
                enduranceSeconds: endurance
            ),
            times: times
        )
    }
}
