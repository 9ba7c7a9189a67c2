// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension DayWindow {
    /// The window in seconds after midnight of the day on which it begins; may end on the next.
    var planning: PlanningProblem.Window {
        PlanningProblem.Window(
            startSeconds,
            endSeconds > startSeconds ? endSeconds : endSeconds + 86_400
        )
    }
}

extension PatrolConfiguration {
    /// Whether the holiday table covers the date's year (MODEL § 1: otherwise a warning, not a guess).
    public func knowsYear(of date: CalendarDate) -> Bool {
        calendar.knownYears.contains(date.civil.year)
    }

    /// The service day that an instant belongs to: the local date, or the day before while a service that
    /// crosses midnight still lasts.
    public func serviceDate(at instant: Timestamp) -> CalendarDate {
        let (date, time) = calendar.local(instant)
        let yesterday = date.advanced(by: -1)
        return time.wholeSeconds + 86_400 < service.planning.to ? yesterday : date
    }

    /// Whole seconds of local time since midnight of a service day.
    public func seconds(of instant: Timestamp, on date: CalendarDate) -> Int {
        let local = calendar.local(instant)
        return (local.date.dayNumber - date.dayNumber) * 86_400 + local.time.wholeSeconds
    }

    /// The demands of a date by its day type (MODEL § 1).
    ///
    /// A make-up workday flies the workday's rules and bands, and rules that name it. A holiday flies the
    /// rules that name it, or the rest day's where none does. A type's own band table comes first; a band it
    /// lacks is looked up in the table of the type that it stands for. A rule whose band is in neither asks
    /// for nothing; the loader refuses such a file. The id is `route-band`, with `-2`, `-3` where rules share.
    /// Second looks come last, by the name of their route.
    public func demands(on date: CalendarDate) -> [DayDemand] {
        let day = calendar.dayType(of: date)
        var found: [DayDemand] = []
        for rule in patrols where isInForce(rule, on: day) {
            guard let window = window(of: rule.band, on: day), rule.times > 0 else { continue }
            let name = "\(rule.route)-\(rule.band)"
            let before = found.count {
                $0.demand.route == rule.route && $0.demand.band == rule.band
            }
            let demand = PlanningProblem.Demand(
                id: before == 0 ? name : "\(name)-\(before + 1)",
                route: rule.route,
                band: rule.band,
                window: window,
                reps: rule.times,
                spacingSeconds: rule.apartSeconds,
                weight: rule.weight
            )
            found.append(
                DayDemand(demand: demand, missed: rule.missed, latestSeconds: rule.latestSeconds)
            )
        }
        return found + lookDemands(on: date)
    }

    /// A route of the site, or one that is flown once for a second look.
    func route(_ id: RouteID) -> Route? {
        routes.first { $0.id == id } ?? look(id)?.route
    }

    private func isInForce(_ rule: PatrolDemand, on day: DayType) -> Bool {
        switch day {
        case .workday, .restday: rule.days.contains(day)
        case .makeup: rule.days.contains(.makeup) || rule.days.contains(.workday)
        case .holiday:
            patrols.contains { $0.days.contains(.holiday) }
                ? rule.days.contains(.holiday) : rule.days.contains(.restday)
        }
    }

    private func window(of band: String, on day: DayType) -> PlanningProblem.Window? {
        let model: DayType =
            switch day {
            case .workday, .makeup: .workday
            case .restday, .holiday: .restday
            }
        let own = bands.first { $0.day == day }
        let table = bands.first { $0.day == model } ?? .standard(for: model)
        let all = (own?.bands ?? []) + table.bands
        return all.first { $0.name == band }?.window.planning
    }

    /// No-fly areas, height limits and approvals as closures of a date.
    ///
    /// An approval closes its area while it is not in force. Holes of an area are closed too.
    func closures(on date: CalendarDate) -> [PlanningProblem.Closure] {
        areas.flatMap { area -> [PlanningProblem.Closure] in
            guard let ring = area.rings.first, ring.count > 3 else { return [] }
            let low = area.heights.lowerBound.value
            let high: Double
            var windows = windows(of: area, on: date)
            switch area.kind {
            case .district, .coverage, .zone: return []
            case .noFly: high = area.heights.upperBound.value
            case .heightLimit: high = PlanningProblem.Heights.all.high
            case .approval:
                high = area.heights.upperBound.value
                windows = gaps(between: windows)
            }
            return windows.map { window in
                PlanningProblem.Closure(
                    id: area.id.text,
                    kind: .nofly,
                    window: window,
                    area: ring.dropLast().map { PlanningProblem.Position($0) },
                    heights: PlanningProblem.Heights(low, high)
                )
            }
        }
    }

    /// When an area is in force, in seconds after midnight of `date` up to the end of the next day.
    private func windows(of area: Area, on date: CalendarDate) -> [PlanningProblem.Window] {
        var windows: [PlanningProblem.Window] = []
        for day in -1...1 {
            let type = calendar.dayType(of: date.advanced(by: day))
            guard area.days.isEmpty || area.days.contains(type) else { continue }
            let hours =
                area.hours.isEmpty
                ? [PlanningProblem.Window(0, 86_400)] : area.hours.map(\.planning)
            for window in hours {
                let from = max(0, window.from + day * 86_400)
                let to = min(172_800, window.to + day * 86_400)
                if from < to { windows.append(PlanningProblem.Window(from, to)) }
            }
        }
        return windows
    }

    private func gaps(between windows: [PlanningProblem.Window]) -> [PlanningProblem.Window] {
        var gaps: [PlanningProblem.Window] = []
        var from = 0
        for window in windows.sorted(by: { $0.from < $1.from }) {
            if from < window.from { gaps.append(PlanningProblem.Window(from, window.from)) }
            from = max(from, window.to)
        }
        if from < 172_800 { gaps.append(PlanningProblem.Window(from, 172_800)) }
        return gaps
    }
}
