// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// What docks ask of the flight areas that are pushed to them (FEATURES, rule values).
extension Ground {
    /// Corners that one ring of an area may have.
    static let cornersAtMost = 255
    /// How far a dock stands from the edges of an area.
    private static let margin = Metres(10)

    /// What is wrong with a dock's place for the areas around it; nil: nothing.
    func fenceFault(_ place: Coordinate) -> String? {
        let point = grid.grid(place)
        if let outline = district?.area.grid.first {
            let distance = Polygon.distanceToEdge(outline, point)
            if distance < Self.margin {
                return "\(place) is \(distance) inside the district's edge, must be at least "
                    + "\(Self.margin)"
            }
        }
        for area in closed {
            guard let ring = area.grid.first else { continue }
            if area.contains(point) { return "\(place) lies in the no-fly area \(area.id)" }
            let distance = Polygon.distanceToEdge(ring, point)
            guard distance < Self.margin else { continue }
            return "\(place) is \(distance) from the no-fly area \(area.id), must be at least "
                + "\(Self.margin)"
        }
        return nil
    }
}
