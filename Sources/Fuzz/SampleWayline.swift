// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Waylines and commands that inputs are made from.
enum SampleWayline {
    static let flight = WireID(at: .fuzzed, siteKey: 7, kind: 2, counter: 118)

    /// A patrol for a Dock 2, a Dock 3 and a Dock 1.
    static let all = [
        patrol("0-91-1", "81-0-0", points: 3), patrol("0-100-1", "99-0-0", points: 12),
        patrol("0-67-0", "52-0-0", points: 2),
    ]

    static func patrol(_ model: String, _ payload: String, points: Int) -> Wayline {
        let lenses = ["wide", "zoom"]
        return Wayline(
            route: "R04",
            aircraftModelKey: model,
            payloadIndex: payload,
            takeOffSecurityHeight: 60,
            transitSpeed: 12,
            returnHeight: 80,
            gimbalPitch: -45,
            points: (0..<points).map { index in
                Wayline.Point(
                    place: Coordinate(
                        latitude: 22.54 + Double(index) / 1000,
                        longitude: 114.13 + Double(index) / 2000
                    ),
                    height: 60,
                    speed: 8,
                    actions: index.isMultiple(of: 2)
                        ? [
                            .gimbal(pitch: -90), .zoom(factor: 7), .hover(seconds: 3),
                            .photo(lenses: lenses),
                        ] : []
                )
            }
        )
    }

    /// Every order once.
    static var commands: [DockCommand] {
        let point = FlightToPoint(
            sortie: SortieID(118),
            flight: flight,
            place: Coordinate(latitude: 22.5441, longitude: 114.1322),
            ellipsoidHeight: 120,
            securityHeight: 60,
            returnHeight: 80,
            speed: 12
        )
        let tasks = all.map { wayline in
            Order.prepare(
                FlightTask(
                    sortie: SortieID(118),
                    flight: flight,
                    wayline: wayline,
                    executeAt: .fuzzed + .seconds(20),
                    returnHeight: 80
                )
            )
        }
        let orders: [Order] = [
            .execute(SortieID(118)), .undo(SortieID(118)), .pause(SortieID(118)),
            .resume(SortieID(118)), .returnHome, .cancelReturn, .takeOff(point), .flyTo(point),
            .stopHalf(isAbnormal: true), .returnTo(serial: "8UUXN00DOCK003"),
            .photo(payloadIndex: "99-0-0"), .zoom(payloadIndex: "99-0-0", factor: 7),
            .look(LookAt(payloadIndex: "99-0-0", place: point.place, ellipsoidHeight: 30)),
            .speak(Announcement(speakerIndex: 2, name: "A01", text: "请勿随意停放")),
            .set(DockSetting(path: ["height_limit"], value: 120)),
            .set(DockSetting(path: ["obstacle_avoidance", "horizon"], value: 1)),
            .job(MaintenanceJob(method: "cover_open")),
            .job(MaintenanceJob(method: "sdr_workmode_switch", action: 1)),
        ]
        return (tasks + orders).map { DockCommand(dock: "D03", order: $0, flight: flight) }
    }
}
