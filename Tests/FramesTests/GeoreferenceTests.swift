// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import RoostModel
import Testing

@Suite("Georeferencing")
struct GeoreferenceTests {
    /// One row of PIPELINE 3.6.
    struct Example: Sendable, CustomStringConvertible {
        var name: String
        var gimbal: (Double, Double, Double)
        var point: (Double, Double)
        var centre: Double
        var depression: Double
        var east: Double
        var north: Double
        var place: (Double, Double)
        var camera = (22.543, 113.958, 60.0)

        var description: String { name }

        var pose: CameraPose {
            CameraPose(
                place: Coordinate(latitude: camera.0, longitude: camera.1),
                height: camera.2,
                gimbal: (gimbal.0, gimbal.1, gimbal.2),
                view: (73.74, 45.75)
            )
        }
    }

    static let examples = [
        Example(
            name: "G1",
            gimbal: (0, -90, 0),
            point: (0.5, 0.5),
            centre: 0,
            depression: 90,
            east: 0,
            north: 0,
            place: (22.5430000, 113.9580000)
        ),
        Example(
            name: "G2",
            gimbal: (0, -45, 0),
            point: (0.5, 0.5),
            centre: 0,
            depression: 45,
            east: 0,
            north: 60,
            place: (22.5435418, 113.9580000)
        ),
        Example(
            name: "G3",
            gimbal: (90, -45, 0),
            point: (0.5, 0.5),
            centre: 0,
            depression: 45,
            east: 60,
            north: 0,
            place: (22.5430000, 113.9585833)
        ),
        Example(
            name: "G4",
            gimbal: (30, -52, 0),
            point: (0.62, 0.41),
            centre: 0.75,
            depression: 46.6774,
            east: 39.457,
            north: 39.567,
            place: (22.5433573, 113.9583836)
        ),
        Example(
            name: "G5",
            gimbal: (30, -52, 5),
            point: (0.62, 0.41),
            centre: 0.75,
            depression: 47.4897,
            east: 38.849,
            north: 37.954,
            place: (22.5433427, 113.9583777)
        ),
        Example(
            name: "G7",
            gimbal: (0, -90, 0),
            point: (1, 0.5),
            centre: 0,
            depression: 53.1302,
            east: 45,
            north: 0,
            place: (22.5430000, 113.9584375)
        ),
        Example(
            name: "G8",
            gimbal: (225, -60, 0),
            point: (0.25, 0.75),
            centre: 1.5,
            depression: 63.1767,
            east: 3.296,
            north: -39.556,
            place: (-33.8603566, 151.2100356),
            camera: (-33.86, 151.21, 80)
        ),
    ]

    @Test("the worked examples come out to 0.01 m and 1e-7 degrees", arguments: examples)
    func worked(example: Example) throws {
        let fix = try #require(
            Georeference.locate(
                u: example.point.0,
                v: example.point.1,
                centreHeight: example.centre,
                pose: example.pose
            )
        )
        #expect(abs(fix.depression - example.depression) <= 3e-4)
        #expect(abs(fix.east - example.east) <= 0.01)
        #expect(abs(fix.north - example.north) <= 0.01)
        #expect(abs(fix.place.latitude - example.place.0) <= 1e-7)
        #expect(abs(fix.place.longitude - example.place.1) <= 1e-7)
    }

    private func pose(
        pitch: Double,
        height: Double = 60,
        sigma: CameraPose.Sigma = .standard
    ) -> CameraPose {
        CameraPose(
            place: Coordinate(latitude: 22.543, longitude: 113.958),
            height: height,
            gimbal: (0, pitch, 0),
            view: (73.74, 45.75),
            sigma: sigma
        )
    }

    @Test("G6: a line of sight above the horizon, or flatter than 8 degrees, says nothing")
    func refused() {
        let centre = { (pose: CameraPose, v: Double, height: Double) in
            Georeference.locate(u: 0.5, v: v, centreHeight: height, pose: pose)
        }
        #expect(centre(pose(pitch: -5), 0.1, 0) == nil)
        #expect(centre(pose(pitch: -7.99), 0.5, 0) == nil)
        #expect(centre(pose(pitch: -8.01), 0.5, 0) != nil)
        #expect(centre(pose(pitch: -90, height: 2.7), 0.5, 0.75) == nil)
        #expect(centre(pose(pitch: -90, height: 2.75), 0.5, 0.75) != nil)
        #expect(centre(pose(pitch: -10, height: 1000), 0.5, 0) == nil)
    }

    @Test(
        "the 95 % radius at 60 m is that of PIPELINE 3.6",
        arguments: [
            (90.0, 1.339, 3.782), (52, 2.067, 4.840), (45, 2.444, 5.438), (30, 4.013, 8.064),
        ]
    )
    func errors(depression: Double, fixed: Double, standard: Double) throws {
        for (sigma, error) in [(CameraPose.Sigma.fixed, fixed), (.standard, standard)] {
            let fix = Georeference.locate(
                u: 0.5,
                v: 0.5,
                centreHeight: 0,
                pose: pose(pitch: -depression, sigma: sigma)
            )
            #expect(abs(try #require(fix).error - error) < 0.001)
        }
    }

    @Test("a box is taken at its centre and at half the height of its label")
    func box() throws {
        let box = [0.6, 0.4, 0.04, 0.02]
        let pose = Self.examples[3].pose
        let car = try #require(Georeference.locate(box: box, label: "car", pose: pose))
        let point = try #require(
            Georeference.locate(u: 0.62, v: 0.41, centreHeight: 0.75, pose: pose)
        )
        #expect(abs(car.east - point.east) < 1e-9)
        #expect(abs(car.north - point.north) < 1e-9)
        let bus = try #require(Georeference.locate(box: box, label: "bus", pose: pose))
        #expect(bus.east < car.east)
        #expect(Georeference.locate(box: [], label: "car", pose: Self.examples[3].pose) == nil)
    }

    @Test("the footprint is the inset picture on the ground, cut off at 8 degrees")
    func footprint() {
        let grid = LocalGrid(origin: Coordinate(latitude: 22.543, longitude: 113.958))
        let down = Footprint.ring(pose: pose(pitch: -90), grid: grid)
        // 60 m x tan(36.87) = 45 m to each side, 90 % of it.
        #expect(down.count == 5)
        #expect(down.first == down.last)
        #expect(abs((down.map(\.eastMillimetres).max() ?? 0) - 40_500) < 20)
        #expect(abs((down.map(\.eastMillimetres).min() ?? 0) + 40_500) < 20)
        let flat = Footprint.ring(pose: pose(pitch: -20), grid: grid)
        let farthest = flat.map(\.northMillimetres).max() ?? 0
        // 60 m / tan(8) = 427 m along the line of sight.
        #expect(farthest > 300_000 && farthest < 427_100)
        #expect(Polygon.contains(flat, GridPoint(eastMillimetres: 0, northMillimetres: 200_000)))
        #expect(Footprint.ring(pose: pose(pitch: 40), grid: grid).isEmpty)
    }
}
