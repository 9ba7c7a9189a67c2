// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What stands in the streets below, for the camera of a simulated aircraft.
public struct StreetScene: Codable, Equatable, Sendable {
    /// The things.
    public var objects: [SceneObject]

    /// A scene of these things.
    public init(objects: [SceneObject] = []) { self.objects = objects }

    /// Cars parked beside a path: of each two one stays, the other leaves at `leaving`.
    ///
    /// Drawn from the seed alone: places up to 6 m beside the path, invented plates of region 测.
    public static func parked(
        along path: [Coordinate],
        count: Int,
        seed: UInt64,
        from: Timestamp,
        leaving: Timestamp
    ) -> StreetScene {
        guard let first = path.first, path.count > 1 else { return StreetScene() }
        var dice = SeededGenerator(seed)
        let grid = LocalGrid(origin: first)
        let line = path.map { grid.plane($0) }
        let objects = (0..<max(0, count)).map { index in
            let leg = dice.pick(0...line.count - 2)
            let share = dice.fraction()
            let place = PlanePoint(
                x: line[leg].x + (line[leg + 1].x - line[leg].x) * share
                    + dice.fraction() * 12 - 6,
                y: line[leg].y + (line[leg + 1].y - line[leg].y) * share
                    + dice.fraction() * 12 - 6
            )
            let until = index % 2 == 0 ? Timestamp.never : leaving
            return SceneObject(
                id: "car-\(index + 1)",
                label: "car",
                place: grid.coordinate(place),
                plate: plate(&dice),
                presence: [SceneObject.Presence(from: from, until: until)]
            )
        }
        return StreetScene(objects: objects)
    }

    /// An invented plate that no real vehicle has.
    private static func plate(_ dice: inout SeededGenerator) -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        let signs = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        var text = "测" + String(letters[dice.pick(0...letters.count - 1)])
        for _ in 0..<5 { text.append(signs[dice.pick(0...signs.count - 1)]) }
        return text
    }
}
