// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import SiteCore

/// A launch comes near no aircraft in the air, by both predicted ways sampled each few seconds (S09).
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
            for second in stride(from: 0, through: profile.durationSeconds, by: Self.step) {
                let now = start + .seconds(second)
                guard let one = profile.spot(at: now - start, over: ground),
                    let two = theirs.spot(at: now - begun, over: floor)
                else { continue }
                let isNear =
                    one.place.distance(to: two.place) < times.separationHorizontalMetres - 1
                    && abs(one.height - two.height) < times.separationVerticalMetres - 1
                guard isNear else { continue }
                return "\(command.order.word) leaves for \(command.dock), whose way meets "
                    + "\(other.id) of \(other.dock) after \(second) s"
            }
        }
        return nil
    }
}

extension Site {
    fileprivate func ground(of sortie: Sortie) -> Double? {
        fleet.docks[sortie.dock]?.site.groundHeight.value
    }
}

extension FlightProfile {
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
