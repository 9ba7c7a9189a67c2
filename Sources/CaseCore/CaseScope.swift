// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Where an exemption or a silence holds.
public enum CaseScope: Codable, Equatable, Sendable {
    /// In a zone of the site.
    case zone(AreaID)
    /// So far around a point of the grid.
    case circle(GridPoint, radius: Metres)
    /// In a closed ring of the grid; on its edge is inside.
    case polygon([GridPoint])

    /// Whether something in a zone, at a point of the grid, lies in it; what has no place lies in no circle.
    func holds(zone: AreaID, ground: GridPoint?) -> Bool {
        switch self {
        case .zone(let id): return id == zone
        case .circle(let middle, let radius):
            return ground.map { middle.distance(to: $0).value <= radius.value } ?? false
        case .polygon(let ring): return ground.map { Polygon.contains(ring, $0) } ?? false
        }
    }
}
