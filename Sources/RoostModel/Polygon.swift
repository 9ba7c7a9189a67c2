// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Exact tests on closed rings of grid points; whole numbers, so no rounding.
public enum Polygon {
    /// Whether a point lies inside a ring; on an edge is inside.
    public static func contains(_ ring: [GridPoint], _ point: GridPoint) -> Bool {
        if isOnEdge(ring, point) { return true }
        var isInside = false
        for (start, end) in zip(ring, ring.dropFirst()) {
            let isBelow = start.northMillimetres <= point.northMillimetres
            guard isBelow != (end.northMillimetres <= point.northMillimetres) else { continue }
            let turn = cross(start, end, point)
            if isBelow ? turn > 0 : turn < 0 { isInside.toggle() }
        }
        return isInside
    }

    /// Whether a point lies on one of the ring's edges.
    public static func isOnEdge(_ ring: [GridPoint], _ point: GridPoint) -> Bool {
        zip(ring, ring.dropFirst()).contains { start, end in
            cross(start, end, point) == 0
                && min(start.eastMillimetres, end.eastMillimetres) <= point.eastMillimetres
                && point.eastMillimetres <= max(start.eastMillimetres, end.eastMillimetres)
                && min(start.northMillimetres, end.northMillimetres) <= point.northMillimetres
                && point.northMillimetres <= max(start.northMillimetres, end.northMillimetres)
        }
    }

    /// Shortest distance from a point to the ring's edges.
    public static func distanceToEdge(_ ring: [GridPoint], _ point: GridPoint) -> Metres {
        let best = zip(ring, ring.dropFirst())
            .map { Segment($0.plane, $1.plane).distance(to: point.plane) }.min()
        return Metres(best ?? .infinity)
    }

    /// Twice the signed area of the triangle; coordinates are below 2^31, products below 2^64.
    private static func cross(_ start: GridPoint, _ end: GridPoint, _ point: GridPoint) -> Int {
        (end.eastMillimetres - start.eastMillimetres)
            * (point.northMillimetres - start.northMillimetres)
            - (end.northMillimetres - start.northMillimetres)
            * (point.eastMillimetres - start.eastMillimetres)
    }
}

/// A straight piece of a line in the plane.
public struct Segment: Sendable {
    /// Where it begins.
    public let start: PlanePoint
    /// Where it ends.
    public let end: PlanePoint

    /// The piece between two places.
    public init(_ start: PlanePoint, _ end: PlanePoint) {
        self.start = start
        self.end = end
    }

    /// Metres from a place to the nearest place of the piece.
    public func distance(to point: PlanePoint) -> Double {
        let dx = end.x - start.x
        let dy = end.y - start.y
        let square = dx * dx + dy * dy
        guard square > 0 else { return start.distance(to: point) }
        let along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / square
        let share = min(1, max(0, along))
        return point.distance(to: PlanePoint(x: start.x + share * dx, y: start.y + share * dy))
    }

    /// Metres between the nearest places of two pieces; 0 when they cross.
    public func distance(to other: Segment) -> Double {
        if crosses(other) { return 0 }
        return min(
            min(distance(to: other.start), distance(to: other.end)),
            min(other.distance(to: start), other.distance(to: end))
        )
    }

    /// Whether two pieces have a place in common, ends included.
    public func crosses(_ other: Segment) -> Bool {
        let one = Self.turn(start, end, other.start)
        let two = Self.turn(start, end, other.end)
        let three = Self.turn(other.start, other.end, start)
        let four = Self.turn(other.start, other.end, end)
        if (one > 0) != (two > 0), (three > 0) != (four > 0), one != 0, two != 0, three != 0,
            four != 0
        {
            return true
        }
        return one == 0 && holds(other.start) || two == 0 && holds(other.end)
            || three == 0 && other.holds(start) || four == 0 && other.holds(end)
    }

    /// Whether a place on the piece's line lies between its ends.
    private func holds(_ point: PlanePoint) -> Bool {
        min(start.x, end.x) <= point.x && point.x <= max(start.x, end.x)
            && min(start.y, end.y) <= point.y && point.y <= max(start.y, end.y)
    }

    private static func turn(_ one: PlanePoint, _ two: PlanePoint, _ three: PlanePoint) -> Double {
        (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x)
    }
}
