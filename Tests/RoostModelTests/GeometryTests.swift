// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@Suite("Geometry")
struct GeometryTests {
    static func ring(_ points: [(Int, Int)]) -> [GridPoint] {
        (points + points.prefix(1)).map { GridPoint(eastMillimetres: $0.0, northMillimetres: $0.1) }
    }

    @Test(
        "a point on the edge is inside, one past it is not",
        arguments: [
            (0, 0, true), (5000, 5000, true), (10_000, 5000, true), (10_001, 5000, false),
            (-1, 0, false), (10_000, 10_000, true), (5000, 10_001, false),
        ]
    )
    func edges(east: Int, north: Int, isInside: Bool) {
        let square = Self.ring([(0, 0), (10_000, 0), (10_000, 10_000), (0, 10_000)])
        let point = GridPoint(eastMillimetres: east, northMillimetres: north)
        #expect(Polygon.contains(square, point) == isInside)
        #expect(Polygon.contains(square.reversed(), point) == isInside)
    }

    @Test("a hole is outside, its edge inside")
    func holes() {
        let area = Area(
            id: "z",
            kind: .zone,
            name: Bilingual(en: "z", zh: "z"),
            rings: [],
            grid: [
                Self.ring([(0, 0), (100, 0), (100, 100), (0, 100)]),
                Self.ring([(40, 40), (60, 40), (60, 60), (40, 60)]),
            ]
        )
        #expect(area.contains(GridPoint(eastMillimetres: 10, northMillimetres: 10)))
        #expect(!area.contains(GridPoint(eastMillimetres: 50, northMillimetres: 50)))
        #expect(area.contains(GridPoint(eastMillimetres: 40, northMillimetres: 50)))
    }

    @Test(
        "an area is in force in its hours of its days",
        arguments: [
            ("2026-05-12T07:45:00+08:00", true), ("2026-05-12T08:00:00+08:00", false),
            ("2026-05-10T07:45:00+08:00", false),
        ]
    )
    func force(text: String, isInForce: Bool) throws {
        let area = Area(
            id: "z",
            kind: .noFly,
            name: Bilingual(en: "z", zh: "z"),
            rings: [],
            grid: [],
            hours: [try #require(DayWindow("07:30-08:00"))],
            days: [.workday, .makeup]
        )
        let instant = try #require(Timestamp(text))
        #expect(area.isInForce(at: instant, calendar: TimeTests.shanghai) == isInForce)
    }

    @Test("distances of pieces are symmetric, and zero when they cross", arguments: 0..<200)
    func segments(seed: Int) {
        var random = SeededGenerator(UInt64(seed))
        let point = {
            PlanePoint(x: Double(random.pick(-50...50)), y: Double(random.pick(-50...50)))
        }
        let one = Segment(point(), point())
        let other = Segment(point(), point())
        #expect(one.distance(to: other) == other.distance(to: one), "seed \(seed)")
        #expect(one.crosses(other) == other.crosses(one), "seed \(seed)")
        // No sampled pair of places is nearer than the distance says.
        let least = one.distance(to: other)
        for step in 0...20 {
            let share = Double(step) / 20
            let place = PlanePoint(
                x: one.start.x + share * (one.end.x - one.start.x),
                y: one.start.y + share * (one.end.y - one.start.y)
            )
            #expect(other.distance(to: place) >= least - 1e-9, "seed \(seed)")
        }
    }

    @Test("the grid goes to degrees and back within a millimetre")
    func grid() {
        let grid = LocalGrid(origin: Coordinate(latitude: 22.56, longitude: 114.145))
        let place = Coordinate(latitude: 22.5512, longitude: 114.118)
        let point = grid.grid(place)
        let back = grid.grid(grid.coordinate(point))
        #expect(back == point)
        // One minute of arc to the north is 1845.6 m here (M = 6344801 m, PIPELINE 3.3).
        let north = grid.grid(Coordinate(latitude: 22.56 + 1.0 / 60, longitude: 114.145))
        #expect(abs(north.northMillimetres - 1_845_617) < 200)
        #expect(north.eastMillimetres == 0)
    }

    @Test(
        "implausible places are known",
        arguments: [
            (0.0, 0.0, false), (22.5, 114.1, true), (91, 0.1, false), (Double.nan, 1, false),
            (1, 181, false),
        ]
    )
    func plausible(latitude: Double, longitude: Double, isPlausible: Bool) {
        let place = Coordinate(latitude: latitude, longitude: longitude)
        #expect(place.isPlausible == isPlausible)
    }
}
