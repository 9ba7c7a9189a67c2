// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The geometry of H9 and H11, with the sign rules of `check_plan.py`.
enum PlanGeometry {
    /// Pieces of a line; a single point is a piece without length.
    static func pieces(_ line: [PlanePoint]) -> [Segment] {
        guard line.count > 1 else { return line.map { Segment($0, $0) } }
        return zip(line, line.dropFirst()).map { Segment($0, $1) }
    }

    /// Whether two lines come nearer than `limit` metres.
    static func isNear(_ one: [PlanePoint], _ other: [PlanePoint], limit: Double) -> Bool {
        let theirs = pieces(other)
        return pieces(one).contains { piece in
            theirs.contains { piece.distance(to: $0) < limit }
        }
    }

    /// Whether a line has a point inside a ring, or crosses one of its edges.
    static func enters(_ line: [PlanePoint], ring: [PlanePoint]) -> Bool {
        if line.contains(where: { isInside($0, ring) }) { return true }
        let edges = zip(ring, ring.dropFirst() + ring.prefix(1)).map { Segment($0, $1) }
        return pieces(line).contains { piece in
            piece.start != piece.end && edges.contains { hits(piece, $0) }
        }
    }

    private static func isInside(_ point: PlanePoint, _ ring: [PlanePoint]) -> Bool {
        guard var last = ring.last else { return false }
        var isInside = false
        for corner in ring {
            if (corner.y > point.y) != (last.y > point.y) {
                let x =
                    (last.x - corner.x) * (point.y - corner.y) / (last.y - corner.y) + corner.x
                if point.x < x { isInside.toggle() }
            }
            last = corner
        }
        return isInside
    }

    private static func hits(_ one: Segment, _ other: Segment) -> Bool {
        let first = cross(other.start, other.end, one.start)
        let second = cross(other.start, other.end, one.end)
        let third = cross(one.start, one.end, other.start)
        let fourth = cross(one.start, one.end, other.end)
        return (first > 0) != (second > 0) && (third > 0) != (fourth > 0)
    }

    private static func cross(_ one: PlanePoint, _ two: PlanePoint, _ three: PlanePoint) -> Double {
        (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x)
    }
}
