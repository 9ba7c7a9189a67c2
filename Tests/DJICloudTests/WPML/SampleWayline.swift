// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

@testable import DJICloud

/// Waylines for tests.
enum SampleWayline {
    /// Three points in Luohu with every action.
    static let patrol = Wayline(
        route: "R04",
        aircraftModelKey: "0-100-1",
        payloadIndex: "99-0-0",
        takeOffSecurityHeight: 80,
        transitSpeed: 12,
        returnHeight: 100,
        gimbalPitch: -52,
        points: [
            Wayline.Point(
                place: Coordinate(latitude: 22.5405, longitude: 114.1201),
                height: 60,
                speed: 8
            ),
            Wayline.Point(
                place: Coordinate(latitude: 22.5431, longitude: 114.1225),
                height: 60.5,
                speed: 8,
                actions: [
                    .gimbal(pitch: -90), .zoom(factor: 7), .hover(seconds: 3),
                    .photo(lenses: ["wide", "zoom", "ir"]),
                ]
            ),
            Wayline.Point(
                place: Coordinate(latitude: 22.5455, longitude: 114.1203),
                height: 60,
                speed: 8,
                actions: [.photo(lenses: ["wide"])]
            ),
        ]
    )

    /// A valid wayline drawn from a seed.
    static func random(_ seed: UInt64) -> Wayline {
        var dice = SeededGenerator(seed)
        let model = WaylineModel.all[dice.pick(0...WaylineModel.all.count - 1)]
        func number(_ low: Double, _ high: Double, _ dice: inout SeededGenerator) -> Double {
            low + (high - low) * dice.fraction()
        }
        var points: [Wayline.Point] = []
        for _ in 0..<dice.pick(2...40) {
            var actions: [Wayline.PointAction] = []
            for _ in 0..<dice.pick(0...4) {
                switch dice.pick(0...3) {
                case 0:
                    actions.append(.photo(lenses: model.hasInfrared ? ["wide", "ir"] : ["zoom"]))
                case 1: actions.append(.zoom(factor: Double(dice.pick(10...2000)) / 10))
                case 2: actions.append(.hover(seconds: dice.pick(1...60)))
                default: actions.append(.gimbal(pitch: Degrees(number(-90, 30, &dice))))
                }
            }
            points.append(
                Wayline.Point(
                    place: Coordinate(
                        latitude: number(-90, 90, &dice),
                        longitude: number(-180, 180, &dice)
                    ),
                    height: Metres(number(-5, 500, &dice)),
                    speed: MetresPerSecond(number(1, 15, &dice)),
                    actions: actions
                )
            )
        }
        return Wayline(
            route: dice.happens(0.5) ? RouteID("R\(dice.pick(1...99))") : nil,
            aircraftModelKey: model.key,
            payloadIndex: model.payloadIndex,
            takeOffSecurityHeight: Metres(number(8, 1500, &dice)),
            transitSpeed: MetresPerSecond(number(1, 15, &dice)),
            returnHeight: Metres(number(20, 1500, &dice)),
            gimbalPitch: Degrees(number(-90, 30, &dice)),
            points: points
        )
    }
}
