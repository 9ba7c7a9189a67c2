// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// The ground that a frame shows (PIPELINE 5.5).
public enum Footprint {
    /// Share of width and height that is left out on each side (PIPELINE 5.5).
    static let inset = 0.05

    /// A closed ring on the grid; empty when the frame shows no ground steeply enough.
    ///
    /// What lies flatter than 8 degrees below the horizon is cut off.
    public static func ring(pose: CameraPose, grid: LocalGrid) -> [GridPoint] {
        let (low, high) = (inset, 1 - inset)
        let corners = [(low, low), (high, low), (high, high), (low, high)]
        var ring: [GridPoint] = []
        for (index, corner) in corners.enumerated() {
            let next = corners[(index + 1) % corners.count]
            let here = ground(corner, pose, grid)
            if let here { ring.append(here) }
            if (here == nil) != (ground(next, pose, grid) == nil),
                let edge = horizon(between: corner, and: next, pose, grid)
            {
                ring.append(edge)
            }
        }
        guard ring.count >= 3, let first = ring.first else { return [] }
        return ring + [first]
    }

    private static func ground(
        _ point: (u: Double, v: Double),
        _ pose: CameraPose,
        _ grid: LocalGrid
    ) -> GridPoint? {
        Georeference.locate(u: point.u, v: point.v, centreHeight: 0, pose: pose)
            .map { grid.grid($0.place) }
    }

    /// The last place on an edge of the picture that is steep enough, to 1/2^20 of the edge.
    private static func horizon(
        between one: (u: Double, v: Double),
        and other: (u: Double, v: Double),
        _ pose: CameraPose,
        _ grid: LocalGrid
    ) -> GridPoint? {
        var (steep, flat) = ground(one, pose, grid) == nil ? (other, one) : (one, other)
        for _ in 0..<20 {
            let middle = (u: (steep.u + flat.u) / 2, v: (steep.v + flat.v) / 2)
            if ground(middle, pose, grid) == nil { flat = middle } else { steep = middle }
        }
        return ground(steep, pose, grid)
    }
}
