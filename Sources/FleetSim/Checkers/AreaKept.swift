// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// No launch is decided whose legs lead through an area that is closed then (S08).
///
/// Counted from points of the legs and corners of the areas, not by the gate's own geometry.
struct AreaKept: Checker {
    static let name = "area kept"
    static let promises = ["S08"]
    /// Metres between two points that are looked at.
    private static let step = 5.0

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight, let fleet = turned.after.configuration?.fleet,
            !fleet.areas.isEmpty,
            !turned.taken.contains(where: { if case .configure = $0.input { true } else { false } })
        else { return nil }
        for record in turned.taken.flatMap(\.receipt.facts)
        where record.fact.code == .interlockVerdict {
            guard let id = record.fact.subject.sortie,
                let sortie = turned.after.fleet.sorties[id], let start = sortie.launchedAt,
                let profile = sortie.profile
            else { continue }
            for area in fleet.areas {
                for leg in profile.legs where Self.isClosed(area, for: leg, start, fleet) {
                    guard
                        let point = leg.points(every: Self.step).first(where: { Self.has(area, $0) }
                        )
                    else { continue }
                    return "\(id) is launched through \(area.id) at \(point)"
                }
            }
        }
        return nil
    }

    /// Whether an area is closed at the heights of a leg from its start to its end.
    private static func isClosed(
        _ area: Area,
        for leg: Leg,
        _ start: Timestamp,
        _ fleet: FleetConfiguration
    ) -> Bool {
        let ends = [leg.startSeconds, leg.endSeconds].map { start + .seconds($0) }
        let isInForce = ends.map { area.isInForce(at: $0, calendar: fleet.calendar) }
        switch area.kind {
        case .noFly: return isInForce == [true, true] && isAtHeight(area, leg)
        case .approval: return isInForce == [false, false] && isAtHeight(area, leg)
        case .heightLimit:
            return isInForce == [true, true]
                && leg.heights.upperBound > area.heights.lowerBound.value
        case .district, .coverage, .zone: return false
        }
    }

    private static func isAtHeight(_ area: Area, _ leg: Leg) -> Bool {
        leg.heights.upperBound > area.heights.lowerBound.value
            && leg.heights.lowerBound < area.heights.upperBound.value
    }

    /// Whether a point lies well inside an area: on its edge either answer is right.
    private static func has(_ area: Area, _ point: PlanePoint) -> Bool {
        let around = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)]
            .map { PlanePoint(x: point.x + $0.0, y: point.y + $0.1) }
        return around.allSatisfy { spot in
            area.grid.reduce(false) { isInside, ring in
                let corners = ring.map(\.plane)
                return zip(corners, corners.dropFirst()).reduce(isInside) { isInside, edge in
                    guard (edge.0.y > spot.y) != (edge.1.y > spot.y) else { return isInside }
                    let share = (spot.y - edge.0.y) / (edge.1.y - edge.0.y)
                    let isLeft = spot.x < edge.0.x + share * (edge.1.x - edge.0.x)
                    return isLeft ? !isInside : isInside
                }
            }
        }
    }
}

extension Leg {
    /// Points of its line, ends included, at most so many metres apart.
    func points(every step: Double) -> [PlanePoint] {
        zip(line, line.dropFirst()).flatMap { from, to in
            let count = max(1, Int((from.distance(to: to) / step).rounded(.up)))
            return (0...count).map { number in
                let share = Double(number) / Double(count)
                return PlanePoint(
                    x: from.x + (to.x - from.x) * share,
                    y: from.y + (to.y - from.y) * share
                )
            }
        }
    }
}
