// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostAPI
import RoostModel
import SiteCore

extension PlanResource {
    /// The plan in force as the API shows it.
    init(_ site: Site) {
        self.init()
        guard let planDate = site.patrols.planDate else { return }
        fill(planDate, site)
        isInForce = true
        servedWeight = site.patrols.plan?.objective.servedWeight
        reserve = site.patrols.plan?.objective.reserve
        fill(site.patrols.plan?.unserved ?? [])
    }

    /// The plan of a date: in force, made ahead, or what is left of the day before; none of another.
    init(_ site: Site, on wanted: CalendarDate) throws {
        guard wanted != site.patrols.planDate else {
            self.init(site)
            return
        }
        self.init()
        if let next = site.patrols.nextPlan, next.date == wanted,
            let configuration = site.patrols.configuration
        {
            fill(wanted, site)
            servedWeight = next.plan.objective.servedWeight
            reserve = next.plan.objective.reserve
            runs = next.plan.sorties.compactMap {
                RunResource($0, next.problem, configuration)
            }
            runs.sort { ($0.start, $0.route) < ($1.start, $1.route) }
            planned = runs.count { $0.band != SecondLook.band }
            fill(next.plan.unserved)
            return
        }
        fill(wanted, site)
        if let past = site.patrols.past, past.date == wanted {
            servedWeight = past.servedWeight
            reserve = past.reserve
            fill(past.unserved)
        }
        guard !runs.isEmpty else {
            throw Refused(
                404,
                "unknown_subject",
                en: "There is no plan for \(wanted): kept are yesterday's and today's, and from "
                    + "the evening on tomorrow's.",
                zh: "没有 \(wanted) 的计划：保留昨日和当日计划，傍晚起有次日计划。"
            )
        }
    }

    private mutating func fill(_ planDate: CalendarDate, _ site: Site) {
        guard let configuration = site.patrols.configuration else { return }
        date = planDate.description
        dayType = configuration.calendar.dayType(of: planDate).rawValue
        let demands = configuration.demands(on: planDate).filter { $0.errand == nil }
        let ids = Set(demands.map(\.demand.id))
        let patrols = site.patrols.runs.filter {
            $0.id.date == planDate && $0.value.errand == nil && $0.value.isAskedNoMore != true
        }
        // What was flown of a rule that asks no more was asked for, too.
        asked =
            demands.reduce(0) { $0 + $1.demand.reps }
            + patrols.count { !ids.contains($0.id.demand) }
        reserveAsked = configuration.reserve.minReady
        runs = site.patrols.runs.filter { $0.id.date == planDate }
            .sorted { ($0.value.start, $0.value.route) < ($1.value.start, $1.value.route) }
            .map {
                var run = RunResource($0.id, $0.value, configuration)
                run.stand($0.id, $0.value, site)
                return run
            }
        planned = patrols.count
    }

    private mutating func fill(_ rows: [Plan.Unserved]) {
        unserved = rows.map {
            UnservedResource(
                demand: $0.demand,
                number: $0.repetition + 1,
                reason: $0.reason,
                text: TextResource(UnservedReason.text(of: $0.reason))
            )
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
        case .waiting:
            state = "waiting"
            reason = run.missedBecause.map { TextResource($0) }
        case .dropped(let why):
            state = "dropped"
            reason = TextResource(why)
        case .departed: state = "handed_over"
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
        first = run.first.map { "\($0.dock) \($0.timeOfDay)" }
        moved = run.moved.map { TextResource($0) }
        isPinned = run.isPinned
    }

    /// The same with its name and how long it flies.
    init(_ id: PlannedRun, _ run: RunRecord, _ configuration: PatrolConfiguration) {
        self.init(run, calendar: configuration.calendar)
        name = id.name
        durationS = configuration.profile(of: run.route, from: run.dock)?.durationSeconds
    }

    /// A run of a plan that is not in force yet; nil: its demand is not of the problem.
    init?(
        _ item: Plan.Item,
        _ problem: PlanningProblem,
        _ configuration: PatrolConfiguration
    ) {
        guard let demand = problem.demands.first(where: { $0.id == item.demand }) else {
            return nil
        }
        let record = RunRecord(
            route: demand.route,
            band: demand.band ?? "",
            dock: item.dock,
            startSeconds: item.startSeconds,
            start: configuration.calendar.instant(
                of: problem.date,
                time: .seconds(item.startSeconds)
            )
        )
        let run = PlannedRun(
            date: problem.date,
            demand: item.demand,
            repetition: item.repetition
        )
        self.init(run, record, configuration)
    }
}

extension PreviewResource {
    /// The next 24 hours, counted from the docks as they are now.
    init(_ site: Site, at now: Timestamp) {
        let calendar = site.patrols.configuration?.calendar
        func clock(_ instant: Timestamp) -> String {
            String(instant.text(in: calendar).dropFirst(11).prefix(8))
        }
        let docks = site.fleet.availability(at: now)
        let days = site.patrols.previews(docks: docks, until: now + .hours(24)).map { day in
            var shown = Day(
                date: day.date.description,
                runs: day.rows.map { row in
                    var run = PreviewRun(
                        route: row.route.text,
                        band: row.band,
                        dock: row.dock.text
                    )
                    (run.start, run.end) = (clock(row.start), clock(row.end))
                    run.ready = clock(row.ready)
                    run.batteryAtStart = row.batteryAtStart / 10
                    run.batteryAtEnd = row.batteryAtEnd / 10
                    run.isBarredNow = row.isBarredNow
                    return run
                },
                conflicts: day.findings.map { TextResource($0.bilingual) },
                mostStarts: day.mostStarts
            )
            shown.isDraft = day.isDraft
            return shown
        }
        let barred = docks.filter(\.isBarred).map { dock in
            let open = site.fleet.openInterlocks(of: dock.dock, at: now).map(\.text).joined
            return TextResource(
                en: "\(dock.dock): \(open.en)",
                zh: "\(dock.dock)：\(open.zh)"
            )
        }
        self.init(now: now.text(in: calendar), days: days, barred: barred)
    }
}
