// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel

/// Limits of routes, docks and areas that a reload would loosen: each needs a restart (CONFIG).
enum Looser {
    /// A lower obstacle asks for less height; without one nothing flies.
    static func isObstacle(_ was: Metres?, _ now: Metres?) -> Bool {
        (now ?? Metres(.infinity)) < (was ?? Metres(.infinity))
    }

    /// A limit that is not known holds the aircraft, so that any is looser.
    private static func isHigher<Limit: Comparable>(_ was: Limit?, _ now: Limit?) -> Bool {
        guard let now else { return false }
        guard let was else { return true }
        return now > was
    }

    /// A range that now holds more than it did; without one everything is held.
    static func isWider(_ was: ClosedRange<Celsius>?, _ now: ClosedRange<Celsius>?) -> Bool {
        guard let was else { return false }
        guard let now else { return true }
        return now.lowerBound < was.lowerBound || now.upperBound > was.upperBound
    }

    /// Routes whose own obstacle is lower than what held for them.
    static func routes(from old: FleetConfiguration, to new: FleetConfiguration) -> [String] {
        new.routes.compactMap { route in
            guard let before = old.routes.first(where: { $0.id == route.id }),
                before.highestObstacle != route.highestObstacle,
                isObstacle(
                    before.highestObstacle ?? old.safety.highestObstacle,
                    route.highestObstacle ?? new.safety.highestObstacle
                )
            else { return nil }
            return "route \(route.id): highest_obstacle_m is looser"
        }
    }

    /// Docks whose aircraft may fly further, or in worse weather.
    static func docks(from old: [DockSite], to new: [DockSite]) -> [String] {
        new.flatMap { dock -> [String] in
            guard let before = old.first(where: { $0.id == dock.id }) else { return [] }
            let (one, other) = (before.envelope, dock.envelope)
            let isWarmer = isHigher(one.temperature?.upperBound, other.temperature?.upperBound)
            let isColder = other.temperature.map { now in
                one.temperature.map { now.lowerBound < $0.lowerBound } ?? true
            }
            let loosened = [
                (isHigher(one.windLimit, other.windLimit), "wind limit"),
                (other.rainStepLimit > one.rainStepLimit, "rain step limit"),
                (isWarmer || isColder ?? false, "temperature"),
                (dock.radius > before.radius, "radius"),
            ]
            return loosened.filter(\.0).map { "dock \(dock.id): \($0.1) is looser" }
        }
    }

    /// Areas that keep aircraft out and are gone or changed.
    ///
    /// Whether a changed outline or hour forbids less is not computed: it may.
    static func areas(from old: [Area], to new: [Area]) -> [String] {
        old.filter { isRestriction($0.kind) }.compactMap { area in
            guard var now = new.first(where: { $0.id == area.id }),
                isRestriction(now.kind)
            else {
                return "area \(area.id): removed"
            }
            now.name = area.name
            return now == area ? nil : "area \(area.id): changed, may be looser"
        }
    }

    private static func isRestriction(_ kind: Area.Kind) -> Bool {
        switch kind {
        case .district, .noFly, .heightLimit, .approval: true
        case .coverage, .zone: false
        }
    }
}
