// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel

extension SiteReader {
    /// Reads `patrols.yaml`.
    func readPatrols(routes: Listed<Route>) -> PatrolDay {
        var day = PatrolDay()
        guard let top = file("patrols.yaml").top("patrols.yaml") else { return day }
        day.bands = top.section("bands", "bands").map(readBands) ?? []
        day.overrides = top.sections("overrides", "override").compactMap(readOverride)
        for section in top.sections("patrols", "patrol") {
            guard let demand = readDemand(section, routes: routes) else { continue }
            check(demand, section, bands: day.bands, routes: routes)
            day.patrols.append(demand)
        }
        return day
    }

    /// Every day type has its bands; what is left out follows MODEL § 1.
    private func readBands(_ section: Section) -> [BandTable] {
        var given: [BandTable] = []
        for type in DayType.allCases {
            guard section.has(type.rawValue),
                let table = section.section(type.rawValue, "bands.\(type.rawValue)")
            else { continue }
            let bands = table.keys.map { name in
                let window = table.entry(name)?.text.flatMap { DayWindow($0) }
                if window == nil || window?.startSeconds == window?.endSeconds {
                    table.fault(name, "must be two times of day such as \"07:00-09:30\"")
                }
                // After a fault the name stays known, so that patrols are not blamed for it.
                let whole = DayWindow(startSeconds: 0, endSeconds: 86_400)
                return TimeBand(name: name, window: window ?? whole)
            }
            given.append(
                BandTable(
                    day: type,
                    bands: bands.sorted { $0.window.startSeconds < $1.window.startSeconds }
                )
            )
        }
        func bands(_ type: DayType) -> [TimeBand]? { given.first { $0.day == type }?.bands }
        let workday = bands(.workday) ?? Self.workdayBands
        let restday = bands(.restday) ?? Self.restdayBands
        return [
            BandTable(day: .workday, bands: workday),
            BandTable(day: .restday, bands: restday),
            BandTable(day: .holiday, bands: bands(.holiday) ?? restday),
            BandTable(day: .makeup, bands: bands(.makeup) ?? workday),
        ]
    }

    /// MODEL § 1, default bands.
    private static let workdayBands = table([
        ("night", 6, 0, 7, 0), ("am_peak", 7, 0, 9, 30), ("midday", 9, 30, 17, 0),
        ("pm_peak", 17, 0, 19, 30), ("evening", 19, 30, 23, 0),
    ])

    /// MODEL § 1, default bands.
    private static let restdayBands = table([
        ("morning", 6, 0, 10, 0), ("day_peak", 10, 0, 18, 0), ("evening", 18, 0, 23, 0),
    ])

    private static func table(_ rows: [(String, Int, Int, Int, Int)]) -> [TimeBand] {
        rows.map { name, fromHour, fromMinute, toHour, toMinute in
            TimeBand(
                name: name,
                window: DayWindow(
                    startSeconds: fromHour * 3600 + fromMinute * 60,
                    endSeconds: toHour * 3600 + toMinute * 60
                )
            )
        }
    }

    private func readOverride(_ section: Section) -> DayCalendar.Exception? {
        guard let date = section.date("date"), let type = section.choice("day", DayType.self),
            let why = section.text("why")
        else { return nil }
        return DayCalendar.Exception(date: date, type: type, name: why)
    }

    private func readDemand(_ section: Section, routes: Listed<Route>) -> PatrolDemand? {
        let route: RouteID? = section.name("route")
        if let route, !routes.mayKnow(route.text) {
            let hint =
                EditDistance.nearest(to: route.text, among: routes.names ?? [])
                .map { "; did you mean \($0)?" } ?? ""
            section.fault("route", "\(route) is not in routes.geojson\(hint)")
        }
        let days = section.choices("days", DayType.self)
        let times = section.integer("times", in: 1...100)
        let apart = section.integer("apart_s", in: 0...86_400)
        let weight = section.integer("weight", in: 1...10_000)
        let missed = section.choice("missed", PatrolDemand.Missed.self)
        // Stricter than S07's 120 s is free, looser is not.
        let late = section.integer("late_s", in: 0...120)
        guard let route, let band = section.text("band"), let times, let apart, let weight,
            let missed, let late
        else { return nil }
        var demand = PatrolDemand(
            route: route,
            days: days,
            band: band,
            times: times,
            apartSeconds: apart,
            weight: weight,
            missed: missed
        )
        demand.latestSeconds = late == 120 ? nil : late
        return demand
    }

    private func check(
        _ demand: PatrolDemand,
        _ section: Section,
        bands: [BandTable],
        routes: Listed<Route>
    ) {
        for type in demand.days {
            let table = bands.first { $0.day == type }?.bands ?? []
            guard let band = table.first(where: { $0.name == demand.band }) else {
                let known = table.map(\.name).joined(separator: ", ")
                section.fault("band", "is \(demand.band), bands of \(type.rawValue) are \(known)")
                return
            }
            guard let route = routes.values.first(where: { $0.id == demand.route }) else {
                continue
            }
            let length = zip(route.grid, route.grid.dropFirst())
                .reduce(0) { $0 + $1.0.distance(to: $1.1).value }
            let onTask = Int((length / route.speed.value).rounded(.up)) + route.hoverSeconds
            let needed = (demand.times - 1) * demand.apartSeconds + onTask
            var room = band.window.endSeconds - band.window.startSeconds
            if room <= 0 { room += 86_400 }
            guard needed > room else { continue }
            section.fault(
                "times",
                "\(demand.times) flights \(demand.apartSeconds) s apart of \(onTask) s each take "
                    + "\(needed) s, \(demand.band) on a \(type.rawValue) has \(room) s"
            )
            return
        }
    }
}
