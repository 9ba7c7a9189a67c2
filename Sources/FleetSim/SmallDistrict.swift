// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import DockSim
import FleetCore
import PatrolCore
import RoostModel
import SiteCore

/// A made-up district small enough to be flown in minutes: docks in a row, a short route at each.
enum SmallDistrict {
    /// 2026-05-12 06:59:15 in Shenzhen, a workday: the patrols begin at seven.
    static let start = Timestamp(milliseconds: 1_778_540_355_000)
    /// 07:00 local time.
    private static let band = 7 * 3600
    private static let grid = LocalGrid(origin: Coordinate(latitude: 22.56, longitude: 114.145))
    private static let times = FlightTimes(
        takeoffSeconds: 10,
        landingSeconds: 8,
        transitionSeconds: 2,
        turnaroundSeconds: 60
    )
    private static let calendar = DayCalendar(
        zone: "Asia/Shanghai",
        offsets: [DayCalendar.Offset(start: .epoch, offset: .hours(8))],
        knownYears: [2026]
    )

    static func name(_ text: String) -> Bilingual { Bilingual(en: text, zh: text) }

    /// Metres east and north of the middle.
    static func place(_ x: Double, _ y: Double) -> (Coordinate, GridPoint) {
        let coordinate = grid.coordinate(PlanePoint(x: x, y: y))
        return (coordinate, grid.grid(coordinate))
    }

    /// The row of docks, with a car that stays and one that leaves at each route.
    static func ground(_ options: WorldOptions) -> Ground {
        let configuration = configuration(options)
        let calmAt = start + .minutes(options.minutes) + .seconds(45)
        let setups = configuration.fleet.docks.enumerated().map { index, site in
            var setup = DockSetup(site: site, seed: 0)
            setup.organization = configuration.fleet.organization
            setup.healthPeriod = .seconds(10)
            if options.relays {
                setup.isEmpty = index == 1
                setup.correction = Correction(host: "rtk.example", port: "8002", mount: "A")
            }
            setup.scene = StreetScene(
                objects: [
                    car(index + 1, "stays", 70, 70, until: .never),
                    car(index + 1, "leaves", 84, 62, until: start + .minutes(options.minutes / 2)),
                ]
            )
            return setup
        }
        return Ground(
            configuration: configuration,
            setups: setups,
            start: start,
            calmAt: calmAt
        )
    }

    private static func car(
        _ dock: Int,
        _ word: String,
        _ x: Double,
        _ y: Double,
        until end: Timestamp
    ) -> SceneObject {
        SceneObject(
            id: "car-\(dock)-\(word)",
            label: "car",
            place: place(Double(dock - 1) * 1200 + x, y).0,
            plate: "测\(word == "stays" ? "S" : "L")000\(dock)",
            presence: [SceneObject.Presence(from: .epoch, until: end)]
        )
    }

    private static func cases(_ docks: Int) -> CaseConfiguration {
        let zones = (1...docks).map(zone)
        let rules = zones.enumerated().map { index, zone in
            var rule = Rule(
                id: RuleID("parking-\(index + 1)"),
                domain: "illegal_parking",
                zone: zone.id,
                mode: .revisit,
                labels: ["car"],
                receivers: ["hook", "journal"]
            )
            rule.graceSeconds = 120
            rule.evidence = ["wide"]
            // Of each two rules one asks a person.
            rule.review = index % 2 == 0 ? .auto : .human
            return rule
        }
        return CaseConfiguration(
            rules: rules,
            zones: zones,
            receivers: [
                Receiver(id: "hook", kind: .webhook, url: "http://hook/", plates: .full),
                Receiver(id: "journal", kind: .log),
            ],
            calendar: calendar,
            grid: grid
        )
    }

    private static func zone(_ number: Int) -> Area {
        let x = Double(number - 1) * 1200
        let corners = [(20.0, 20.0), (120, 20), (120, 130), (20, 130), (20, 20)]
            .map { place(x + $0.0, $0.1) }
        return Area(
            id: AreaID("zone-\(number)"),
            kind: .zone,
            name: name("Zone \(number)"),
            rings: [corners.map(\.0)],
            grid: [corners.map(\.1)]
        )
    }

    static func configuration(_ options: WorldOptions) -> SiteConfiguration {
        var docks = (1...options.docks).map(dock)
        if options.relays {
            for index in docks.indices { docks[index].envelope.relayReach = 15_000 }
        }
        let routes = (1...options.docks).map(route)
        let service = DayWindow(startSeconds: 6 * 3600, endSeconds: 23 * 3600)
        var reserve = ReservePolicy(minReady: options.docks / 3)
        reserve.preemption = .airborne
        return SiteConfiguration(
            site: "small",
            name: name("Small district"),
            isSimulated: true,
            grid: grid,
            fleet: FleetConfiguration(
                docks: docks,
                routes: routes,
                areas: [],
                safety: SafetyLimits(highestObstacle: 60),
                times: times,
                calendar: calendar,
                service: service,
                reserve: reserve,
                organization: "small"
            ),
            cases: cases(options.docks),
            patrols: patrols(docks, routes, service, options)
        )
    }

    private static func patrols(
        _ docks: [DockSite],
        _ routes: [Route],
        _ service: DayWindow,
        _ options: WorldOptions
    ) -> PatrolConfiguration {
        // A patrol must be over when the faults end, so that its outcome can be asked for.
        let length = max(1, options.minutes - 1) * 60
        let window = DayWindow(startSeconds: band, endSeconds: band + length + 120)
        return PatrolConfiguration(
            origin: grid.origin,
            docks: docks,
            routes: routes,
            areas: [],
            bands: [
                BandTable(day: .workday, bands: [TimeBand(name: "morning", window: window)])
            ],
            patrols: routes.dropFirst(options.relays ? 2 : 0).map { route in
                PatrolDemand(
                    route: route.id,
                    days: [.workday],
                    band: "morning",
                    times: max(1, length / 400),
                    apartSeconds: 300,
                    weight: 10,
                    missed: .catchUpOnce
                )
            },
            calendar: calendar,
            service: service,
            reserve: ReservePolicy(minReady: 0),
            coverage: [],
            times: times
        )
    }

    private static func dock(_ number: Int) -> DockSite {
        let (position, point) = place(Double(number - 1) * 1200, 0)
        return DockSite(
            id: DockID("D0\(number)"),
            name: name("Dock \(number)"),
            serial: "8UUXN3A00A000\(number)",
            envelope: DockEnvelope(
                model: "dock-3",
                name: "DJI Dock 3",
                modelKey: "3-3-0",
                windLimit: 12,
                rainStepLimit: 1,
                temperature: -30...50,
                chargePermillePerMinute: 29,
                chargeToPermille: 950
            ),
            position: position,
            grid: point,
            groundHeight: 15,
            ferryHeight: Metres(Double([90, 105, 120][number % 3])),
            radius: 5000,
            aircraft: aircraft(number)
        )
    }

    private static func aircraft(_ number: Int) -> DockSite.Aircraft {
        DockSite.Aircraft(
            id: AircraftID("A0\(number)"),
            serial: "1581F8HGX25C00\(number)",
            envelope: AircraftEnvelope(
                model: "m4td",
                name: "Matrice 4TD",
                modelKey: "0-100-1",
                enduranceSeconds: 2700,
                speedLimit: 15,
                cameras: [
                    CameraModel(
                        lens: "wide",
                        payloadIndex: "99-0-0",
                        horizontalView: 69.6,
                        verticalView: 55.1,
                        widthPixels: nil,
                        heightPixels: nil
                    )
                ]
            )
        )
    }

    private static func route(_ number: Int) -> Route {
        let x = Double(number - 1) * 1200
        let points = [place(x + 40, 40), place(x + 90, 60), place(x + 60, 100)]
        return Route(
            id: RouteID("R0\(number)"),
            name: name("Route \(number)"),
            domain: "traffic",
            path: points.map(\.0),
            grid: points.map(\.1),
            height: 60,
            speed: 8
        )
    }
}
