// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel

@testable import DockSim

/// A dock in Luohu, its route and what stands beside it.
enum Example {
    static let position = Coordinate(latitude: 22.5400, longitude: 114.1200)
    static let grid = LocalGrid(origin: position)

    static func place(_ x: Double, _ y: Double) -> Coordinate {
        grid.coordinate(PlanePoint(x: x, y: y))
    }

    static let site = DockSite(
        id: "D03",
        name: Bilingual(en: "Station roof", zh: "站顶"),
        serial: "8UUXN00000D03",
        envelope: DockEnvelope(
            model: "dock-3",
            name: "DJI Dock 3",
            modelKey: "3-3-0",
            windLimit: 12,
            temperature: -20...45,
            chargePermillePerMinute: 29,
            chargeToPermille: 950
        ),
        position: position,
        grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
        groundHeight: 34.2,
        ferryHeight: 80,
        radius: 5000,
        aircraft: DockSite.Aircraft(
            id: "A03",
            serial: "1581F800000A03",
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
                        horizontalView: 72,
                        verticalView: nil,
                        widthPixels: 4000,
                        heightPixels: 3000
                    )
                ]
            )
        ),
        hasSpeaker: true
    )

    static let points = [(200.0, 100.0), (200, 500), (600, 500), (600, 200)]

    static let wayline = Wayline(
        route: "R04",
        aircraftModelKey: "0-100-1",
        payloadIndex: "99-0-0",
        takeOffSecurityHeight: 80,
        transitSpeed: 12,
        returnHeight: 80,
        gimbalPitch: -60,
        points: points.enumerated().map { index, point in
            Wayline.Point(
                place: place(point.0, point.1),
                height: 60,
                speed: 8,
                actions: index == 1 ? [.hover(seconds: 5), .photo(lenses: ["wide"])] : []
            )
        }
    )

    /// Seconds of the flight by MODEL § 2 with the example's times.
    static var modelSeconds: Double {
        let way = points.map { PlanePoint(x: $0.0, y: $0.1) }
        let home = PlanePoint(x: 0, y: 0)
        let route = zip(way, way.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
        let ferry = home.distance(to: way[0]) + home.distance(to: way[3])
        return 60 + ferry / 12 + 10 + route / 8 + 5 + 10 + 60
    }

    static func setup(seed: UInt64 = 7) -> DockSetup { DockSetup(site: site, seed: seed) }

    /// A cloud with the wayline's file and a dock that has introduced itself.
    static func online(
        _ setup: DockSetup = setup(),
        hearsTelemetry: Bool = false
    ) throws -> ScriptedCloud {
        var cloud = ScriptedCloud(setup)
        cloud.hearsTelemetry = hearsTelemetry
        cloud.file = try WaylineKMZ.write(wayline)
        cloud.start()
        cloud.run(.seconds(3))
        return cloud
    }
}
