// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

@testable import PatrolCore

/// A small site: two docks, one route, one rule, Shanghai time.
enum Example {
    static let calendar = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))],
        holidays: [
            DayCalendar.Exception(date: date("2026-10-01"), type: .holiday, name: "国庆节"),
            DayCalendar.Exception(date: date("2026-10-10"), type: .makeup, name: "国庆节调休"),
        ],
        knownYears: [2026]
    )

    static func date(_ text: String) -> CalendarDate {
        guard let date = CalendarDate(text) else { preconditionFailure("\(text) is no date") }
        return date
    }

    /// An instant by its local clock.
    static func local(_ day: String, _ time: String) -> Timestamp {
        guard let instant = Timestamp("\(day)T\(time)+08:00") else {
            preconditionFailure("\(day) \(time) is no time")
        }
        return instant
    }

    static func dock(_ id: DockID, _ latitude: Double, _ longitude: Double) -> DockSite {
        DockSite(
            id: id,
            name: Bilingual(en: "dock", zh: "机场"),
            serial: id.text,
            envelope: DockEnvelope(
                model: "dock-3",
                name: "Dock",
                modelKey: "3-3-0",
                windLimit: 12,
                temperature: nil,
                chargePermillePerMinute: 29,
                chargeToPermille: 950
            ),
            position: Coordinate(latitude: latitude, longitude: longitude),
            grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
            groundHeight: 10,
            ferryHeight: 90,
            radius: 8000,
            aircraft: DockSite.Aircraft(
                id: "A01",
                serial: "S",
                envelope: AircraftEnvelope(
                    model: "m4td",
                    name: "Aircraft",
                    modelKey: "0-100-1",
                    enduranceSeconds: 2400,
                    speedLimit: 15,
                    cameras: []
                )
            )
        )
    }

    static func route(_ id: RouteID, east: Double = 0) -> Route {
        Route(
            id: id,
            name: Bilingual(en: "route", zh: "航线"),
            domain: "traffic",
            path: [
                Coordinate(latitude: 22.600, longitude: 114.100 + east),
                Coordinate(latitude: 22.601, longitude: 114.110 + east),
            ],
            grid: [],
            height: 60,
            speed: 6
        )
    }

    static func rule(
        _ route: RouteID = "R01",
        days: [DayType] = [.workday],
        band: String = "am_peak",
        times: Int = 3,
        missed: PatrolDemand.Missed = .skip
    ) -> PatrolDemand {
        PatrolDemand(
            route: route,
            days: days,
            band: band,
            times: times,
            apartSeconds: 1800,
            weight: 10,
            missed: missed
        )
    }

    static func configuration(_ patrols: [PatrolDemand] = [rule()]) -> PatrolConfiguration {
        PatrolConfiguration(
            origin: Coordinate(latitude: 22.6, longitude: 114.1),
            docks: [dock("D01", 22.598, 114.098), dock("D02", 22.604, 114.108)],
            routes: [route("R01"), route("R02")],
            areas: [],
            bands: [],
            patrols: patrols,
            calendar: calendar,
            service: DayWindow(startSeconds: 6 * 3600, endSeconds: 23 * 3600),
            reserve: ReservePolicy(minReady: 1),
            coverage: [Coordinate(latitude: 22.6, longitude: 114.1)],
            times: FlightTimes()
        )
    }
}
