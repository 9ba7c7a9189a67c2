// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A rectangle of the plane, for quick noes.
struct PlaneBox: Sendable {
    var west: Double
    var south: Double
    var east: Double
    var north: Double

    init(_ points: [PlanePoint]) {
        west = points.map(\.x).min() ?? 0
        south = points.map(\.y).min() ?? 0
        east = points.map(\.x).max() ?? 0
        north = points.map(\.y).max() ?? 0
    }

    /// Whether the rectangles are farther apart than `gap` metres in x or in y.
    func isFar(from other: PlaneBox, gap: Double) -> Bool {
        west > other.east + gap || other.west > east + gap || south > other.north + gap
            || other.south > north + gap
    }

    mutating func join(_ other: PlaneBox) {
        west = min(west, other.west)
        south = min(south, other.south)
        east = max(east, other.east)
        north = max(north, other.north)
    }
}
