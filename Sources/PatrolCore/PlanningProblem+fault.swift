// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanningProblem {
    /// The first thing in it that the schema forbids, or nil.
    ///
    /// Planning counts with whole numbers and finite distances: what is out of range here could not be
    /// counted with at all.
    var fault: String? {
        faultInNames ?? faultInFigures ?? faultInDocks ?? faultInDemands ?? faultInPlans
    }

    private static let day = 0...172_800

    private var faultInNames: String? {
        func repeats(_ ids: [String]) -> Bool { Set(ids).count != ids.count }
        if repeats(docks.map(\.id.text)) { return "docks: an id occurs twice" }
        if repeats(routes.map(\.id.text)) { return "routes: an id occurs twice" }
        if repeats(demands.map(\.id)) { return "demands: an id occurs twice" }
        let known = Set(routes.map(\.id))
        return demands.allSatisfy { known.contains($0.route) } ? nil : "a demand's route is unknown"
    }

    private var faultInFigures: String? {
        if gridSeconds < 1 { return "grid_s is less than 1" }
        let windows = [service] + demands.map(\.window) + closures.map(\.window)
        guard windows.allSatisfy({ Self.day.contains($0.from) && Self.day.contains($0.to) })
        else { return "a window leaves 0 to 172800 s" }
        let seconds = [
            params.takeoffSeconds, params.landingSeconds, params.transitionSeconds,
            params.turnaroundSeconds, params.separationSeconds, coverage.overheadSeconds,
            nowSeconds ?? 0,
        ]
        guard seconds.allSatisfy(Self.day.contains) else { return "a fixed time is out of range" }
        let permille = [params.reservePermille, params.dispatchPermille]
        guard permille.allSatisfy((0...1000).contains) else { return "a level is out of range" }
        let distances = [params.separationHorizontalMetres, params.separationVerticalMetres]
        guard distances.allSatisfy((0...1e6).contains) else {
            return "a separation is out of range"
        }
        guard coverage.minReady >= 0 else { return "min_ready is less than 0" }
        let speeds = [params.ferryMetresPerSecond, coverage.speed] + routes.map(\.speed)
        guard speeds.allSatisfy((0.001...1000).contains) else { return "a speed is out of range" }
        let places =
            [origin] + coverage.points + docks.map(\.position) + routes.flatMap(\.path)
            + closures.flatMap { $0.area ?? [] }
        guard places.allSatisfy({ abs($0.latitude) <= 90 && abs($0.longitude) <= 180 })
        else { return "a position is out of range" }
        return nil
    }

    private var faultInDocks: String? {
        let isFine = docks.allSatisfy {
            $0.enduranceSeconds >= 1 && (1...60_000).contains($0.chargePermillePerMinute)
                && (0...1000).contains($0.chargeToPermille)
                && Self.day.contains($0.battery.atSeconds)
                && (0...1000).contains($0.battery.permille)
                && (0...10_000).contains($0.ferryAltitude) && (0...1e8).contains($0.radius)
        }
        return isFine ? nil : "a dock's figures are out of range"
    }

    private var faultInDemands: String? {
        let isFlyable = routes.allSatisfy {
            !$0.path.isEmpty && Self.day.contains($0.hoverSeconds)
                && (-10_000...10_000).contains($0.altitude)
        }
        guard isFlyable else { return "a route's path, alt_m or hover_s is out of range" }
        let isFine = demands.allSatisfy {
            (1...10_000).contains($0.reps) && Self.day.contains($0.spacingSeconds)
                && (1...1_000_000).contains($0.weight)
        }
        return isFine ? nil : "a demand's reps, spacing_s or weight is out of range"
    }

    private var faultInPlans: String? {
        let isFine = (frozen + baseline).allSatisfy {
            (0...1_000_000).contains($0.startSeconds) && $0.repetition >= 0
        }
        return isFine ? nil : "frozen or baseline: a rep or start_s is out of range"
    }
}
