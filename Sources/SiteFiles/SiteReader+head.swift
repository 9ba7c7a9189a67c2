// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

extension SiteReader {
    /// Reads `site.yaml`; nil when the file cannot be read at all.
    func readHead() -> SiteHead? {
        guard let top = file("site.yaml").top("site.yaml") else { return nil }
        let site: Name<AreaTag>? = top.name("site")
        let name = top.bilingual("name", id: site?.text ?? "")
        let safety = top.section("safety", "safety").flatMap(readSafety)
        let reserve = top.section("reserve", "reserve").flatMap(readReserve)
        let times = top.section("times", "times")
            .flatMap { readTimes($0, reserve: safety?.batteryReservePercent ?? 25) }
        // When it cannot be read, that is the fault; rules are not blamed for it.
        let isSimulated = top.truth("simulated") ?? true
        let calendar = readCalendar(top)
        let service = top.section("service", "service").flatMap(readService)
        let broker = top.section("broker", "broker").flatMap(readBroker)
        let http = top.section("http", "http").flatMap(readHTTP)
        if !isSimulated { warnUnreachable(top, broker, http) }
        let media = top.section("media", "media").flatMap(readMedia)
        let dji = top.section("dji", "dji").flatMap(readDJI)
        let retention = top.section("retention", "retention").flatMap(readRetention)
        let adapters = top.sections("adapters", "adapter").compactMap(readAdapter)
        var head = SiteHead(
            origin: top.position("origin"),
            safety: safety,
            times: times,
            isSimulated: isSimulated,
            hardware: top.has("hardware") ? top.text("hardware").map(beside) : nil
        )
        if let site, let name, let calendar, let service, let safety, let reserve, let times,
            let broker, let http, let media, let dji, let retention
        {
            head.base = SiteBase(
                site: site.text,
                name: name,
                isSimulated: isSimulated,
                calendar: calendar,
                service: service,
                safety: safety,
                reserve: reserve,
                times: times,
                broker: broker,
                http: http,
                media: media,
                dji: dji,
                retention: retention,
                adapters: adapters
            )
        }
        return head
    }

    /// A path as written in a file of the site's folder.
    func beside(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }

    private func readCalendar(_ top: Section) -> DayCalendar? {
        guard let zone = top.text("time_zone") else { return nil }
        guard let offsets = ZoneOffsets.table(of: zone, now: now) else {
            let known = TimeZone.knownTimeZoneIdentifiers
            let hint = EditDistance.nearest(to: zone, among: known) ?? "Asia/Shanghai"
            top.fault("time_zone", "is \(zone), must be an IANA zone; did you mean \(hint)?")
            return nil
        }
        var calendar = DayCalendar(zone: zone, offsets: offsets)
        guard top.has("calendar"), let name = top.text("calendar") else {
            top.warn("calendar", "is missing: every holiday counts by its weekday")
            return calendar
        }
        let own = name.contains("/") ? name : "../calendars/\(name).tsv"
        let installed = name.contains("/") ? nil : share.map { "\($0)/calendars/\(name).tsv" }
        let places = [own, installed].compactMap(\.self)
        guard let path = places.first(where: { FileManager.default.fileExists(atPath: beside($0)) })
        else {
            let folder = share.map { "\($0)/calendars" } ?? ""
            let other = FileManager.default.fileExists(atPath: folder) ? ", nor in \(folder)" : ""
            top.fault("calendar", "is \(name), but \(beside(own)) does not exist\(other)")
            return nil
        }
        guard let days = CalendarFile.read(file(path)) else { return nil }
        calendar.holidays = days.days
        calendar.knownYears = days.years
        let year = calendar.local(now).date.civil.year
        if !days.years.contains(year) {
            top.warn(
                "calendar",
                "\(name) has no days of \(year): holidays of that year count as "
                    + "weekdays until the table is extended"
            )
        }
        return calendar
    }

    private func readService(_ section: Section) -> DayWindow? {
        guard let from = section.timeOfDay("from"), let to = section.timeOfDay("to") else {
            return nil
        }
        guard from < to else {
            section.fault("to", "must be later than from, on the same day")
            return nil
        }
        return DayWindow(startSeconds: from, endSeconds: to)
    }

    private func readSafety(_ section: Section) -> SafetyLimits? {
        let obstacle = section.number("highest_obstacle_m", in: 0...500)
        if !section.has("highest_obstacle_m") {
            section.warn(
                "highest_obstacle_m",
                "is missing: nothing flies but routes with a highest_obstacle_m of their own (S10)"
            )
        }
        guard let ceiling = section.number("ceiling_m", in: 20...500),
            let reserve = section.integer("battery_reserve_percent", in: 15...80),
            let wind = section.number("wind_mps", in: 0.5...12),
            let rain = section.integer("rain_step", in: 0...1),
            let margin = section.number("wind_margin_mps", in: 0...5),
            let calm = section.integer("calm_s", in: 60...3600)
        else { return nil }
        var limits = SafetyLimits(
            highestObstacle: obstacle.map { Metres($0) },
            ceiling: Metres(ceiling),
            batteryReservePercent: reserve,
            windLimit: MetresPerSecond(wind),
            rainStepLimit: rain
        )
        limits.windMargin = MetresPerSecond(margin)
        limits.calmSeconds = calm
        limits.batteryTemperature = readBatteryTemperature(section)
        return limits
    }

    /// Both limits, or none.
    private func readBatteryTemperature(_ section: Section) -> ClosedRange<Celsius>? {
        let given = ["battery_min_c", "battery_max_c"].filter { section.has($0) }
        guard let first = given.first else { return nil }
        guard given.count == 2 else {
            section.fault(first, "needs the other of battery_min_c and battery_max_c beside it")
            return nil
        }
        guard let least = section.number("battery_min_c", in: -40...60),
            let most = section.number("battery_max_c", in: -40...80)
        else { return nil }
        guard least < most else {
            section.fault("battery_max_c", "must be above battery_min_c, \(least.plain)")
            return nil
        }
        return Celsius(least)...Celsius(most)
    }

    private func readReserve(_ section: Section) -> ReservePolicy? {
        guard let ready = section.integer("min_ready", in: 0...1000),
            let response = section.integer("max_response_s", in: 60...7200),
            let speed = section.number("speed_mps", in: 1...25),
            let overhead = section.integer("overhead_s", in: 0...600)
        else { return nil }
        guard let preemption = section.choice("preempt", ReservePolicy.Preemption.self) else {
            return nil
        }
        var policy = ReservePolicy(
            minReady: ready,
            maxResponseSeconds: response,
            speed: MetresPerSecond(speed),
            overheadSeconds: overhead
        )
        policy.preemption = preemption
        return policy
    }

    private func readTimes(_ section: Section, reserve: Int) -> FlightTimes? {
        guard let takeoff = section.integer("takeoff_s", in: 10...600),
            let landing = section.integer("landing_s", in: 10...600),
            let transition = section.integer("transition_s", in: 0...300),
            let ferry = section.number("ferry_mps", in: 1...15),
            let turnaround = section.integer("turnaround_s", in: 0...3600),
            let dispatch = section.integer("dispatch_permille", in: 200...1000),
            let horizontal = section.number("separation_horizontal_m", in: 30...1000),
            let vertical = section.number("separation_vertical_m", in: 10...200),
            let time = section.integer("separation_s", in: 30...600)
        else { return nil }
        return FlightTimes(
            takeoffSeconds: takeoff,
            landingSeconds: landing,
            transitionSeconds: transition,
            ferryMetresPerSecond: ferry,
            turnaroundSeconds: turnaround,
            reservePermille: reserve * 10,
            dispatchPermille: dispatch,
            separationHorizontalMetres: horizontal,
            separationVerticalMetres: vertical,
            separationSeconds: time
        )
    }
}
