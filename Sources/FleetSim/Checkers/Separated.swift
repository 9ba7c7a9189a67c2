// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// A launch comes near no aircraft in the air, nor its place within a minute of it, by both predicted ways
/// sampled each few seconds (S09).
///
/// Counted from the legs, not by the gate's own geometry.
struct Separated: Checker {
    static let name = "separated"
    static let promises = ["S09"]
    /// Seconds between two looks; at 15 m/s each moves less than the separation.
    private static let step = 3

    func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .sent(let message) = sight, let command = message.command,
            command.order.isLaunch, let site = scene.site,
            let times = site.configuration?.fleet.times,
            let own = site.fleet.openSortie(at: command.dock), let profile = own.profile,
            let start = own.launchedAt, let ground = site.ground(of: own)
        else { return nil }
        for other in site.fleet.sorties.values where other.id != own.id && other.state.isInTheAir {
            guard let theirs = other.profile, let begun = other.launchedAt,
                let floor = site.ground(of: other)
            else { continue }
            let mine = profile.spots(every: Self.step, from: start, over: ground)
            for spot in theirs.spots(every: Self.step, from: begun, over: floor) {
                guard let near = mine.first(where: { Self.areNear($0, spot, times) }) else {
                    continue
                }
                return "\(command.order.word) leaves for \(command.dock), whose way meets "
                    + "\(other.id) of \(other.dock) after \(near.at - start)"
            }
        }
        return nil
    }

    /// Whether two spots come too near in time, height and distance, by more than a rounding.
    private static func areNear(_ one: Spot, _ other: Spot, _ times: FlightTimes) -> Bool {
        let gap = max(one.at - other.at, other.at - one.at)
        return gap < .seconds(times.separationSeconds - 1)
            && abs(one.height - other.height) < times.separationVerticalMetres - 1
            && one.place.distance(to: other.place) < times.separationHorizontalMetres - 1
    }
}

/// Where an aircraft is by plan at an instant.
private struct Spot {
    var at: Timestamp
    var place: PlanePoint
    var height: Double
}

extension Site {
    fileprivate func ground(of sortie: Sortie) -> Double? {
        fleet.docks[sortie.dock]?.site.groundHeight.value
    }
}

extension FlightProfile {
    /// Where a flight is by plan, each few seconds.
    fileprivate func spots(every step: Int, from start: Timestamp, over ground: Double) -> [Spot] {
        stride(from: 0, through: durationSeconds, by: step).compactMap { second in
            spot(at: .seconds(second), over: ground).map {
                Spot(at: start + .seconds(second), place: $0.place, height: $0.height)
            }
        }
    }

    /// Where a flight is by plan, this long after its start; nil: not under way, or on its polyline,
    /// where only the planner's legs say when.
    fileprivate func spot(
        at elapsed: TimeSpan,
        over ground: Double
    ) -> (place: PlanePoint, height: Double)? {
        let second = elapsed.wholeSeconds
        guard second >= 0,
            let leg = legs.first(where: { $0.startSeconds <= second && second < $0.endSeconds }),
            let first = leg.line.first, let last = leg.line.last, leg.line.count <= 2
        else { return nil }
        let share = Double(second - leg.startSeconds) / Double(leg.endSeconds - leg.startSeconds)
        let isUp = leg.kind == .climb
        let (low, high) = (leg.heights.lowerBound, leg.heights.upperBound)
        let height =
            isUp
            ? low + (high - low) * share : leg.kind == .land ? high - (high - low) * share : low
        let place = PlanePoint(
            x: first.x + (last.x - first.x) * share,
            y: first.y + (last.y - first.y) * share
        )
        return (place, ground + height)
    }
}
