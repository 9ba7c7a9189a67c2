// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanningProblem {
    /// The first thing in it that the schema forbids, with its JSON path, or nil.
    ///
    /// Planning counts with whole numbers and finite distances: what is out of range here could not be
    /// counted with at all.
    var fault: String? {
        var search = FaultSearch()
        findFigures(&search)
        findDocks(&search)
        findRoutes(&search)
        findDemands(&search)
        findPlans(&search)
        return search.fault
    }

    private static let day = 0...172_800
    private static let permille = 0...1000
    private static let speeds = 0.001...1000

    /// Keeps the first fault of many checks.
    private struct FaultSearch {
        private(set) var fault: String?

        mutating func check<Value: Comparable>(
            _ value: Value,
            in range: ClosedRange<Value>,
            _ path: @autoclosure () -> String
        ) {
            guard fault == nil, !range.contains(value) else { return }
            fault = "\(path()): \(value) is not in \(range.lowerBound) to \(range.upperBound)"
        }

        mutating func check(_ window: Window, _ path: @autoclosure () -> String) {
            check(window.from, in: day, path() + "[0]")
            check(window.to, in: day, path() + "[1]")
        }

        mutating func check(_ place: Position, _ path: @autoclosure () -> String) {
            check(place.latitude, in: -90...90, path() + "[0]")
            check(place.longitude, in: -180...180, path() + "[1]")
        }

        mutating func check(_ places: [Position], _ path: @autoclosure () -> String) {
            for (number, place) in places.enumerated() { check(place, path() + "[\(number)]") }
        }

        mutating func refuse(_ text: @autoclosure () -> String) {
            if fault == nil { fault = text() }
        }

        /// Ids occur once.
        mutating func checkIDs<ID: Hashable>(_ ids: [ID], _ path: String) {
            var seen: Set<ID> = []
            for (number, id) in ids.enumerated() where !seen.insert(id).inserted {
                refuse("\(path)[\(number)].id: \(id) occurs twice")
            }
        }
    }

    private func findFigures(_ search: inout FaultSearch) {
        search.check(origin, "$.origin")
        search.check(service, "$.service")
        search.check(gridSeconds, in: 1...86_400, "$.grid_s")
        let seconds = [
            (params.takeoffSeconds, "takeoff_s"), (params.landingSeconds, "landing_s"),
            (params.transitionSeconds, "transition_s"), (params.turnaroundSeconds, "turnaround_s"),
            (params.separationSeconds, "sep_t_s"),
        ]
        for (value, name) in seconds { search.check(value, in: Self.day, "$.params.\(name)") }
        search.check(params.ferryMetresPerSecond, in: Self.speeds, "$.params.ferry_mps")
        search.check(params.reservePermille, in: Self.permille, "$.params.reserve_permille")
        search.check(params.dispatchPermille, in: Self.permille, "$.params.dispatch_permille")
        search.check(params.separationHorizontalMetres, in: 0...1e6, "$.params.sep_h_m")
        search.check(params.separationVerticalMetres, in: 0...1e6, "$.params.sep_v_m")
        search.check(coverage.overheadSeconds, in: Self.day, "$.coverage.overhead_s")
        search.check(coverage.speed, in: Self.speeds, "$.coverage.speed_mps")
        search.check(coverage.minReady, in: 0...100_000, "$.coverage.min_ready")
        search.check(coverage.points, "$.coverage.points")
        search.check(nowSeconds ?? 0, in: Self.day, "$.now_s")
        for (number, closure) in closures.enumerated() {
            search.check(closure.window, "$.closures[\(number)].window")
            search.check(closure.area ?? [], "$.closures[\(number)].area")
        }
    }

    private func findDocks(_ search: inout FaultSearch) {
        search.checkIDs(docks.map(\.id), "$.docks")
        for (number, dock) in docks.enumerated() {
            func path(_ name: String) -> String { "$.docks[\(number)].\(name)" }
            search.check(dock.position, path("pos"))
            search.check(dock.ferryAltitude, in: 0...10_000, path("ferry_alt_m"))
            search.check(dock.groundHeight ?? 0, in: -1000...10_000, path("ground_m"))
            search.check(dock.radius, in: 0...1e8, path("radius_m"))
            search.check(dock.enduranceSeconds, in: 1...1_000_000, path("endurance_s"))
            search.check(
                dock.chargePermillePerMinute,
                in: 1...60_000,
                path("charge_permille_per_min")
            )
            search.check(dock.chargeToPermille, in: Self.permille, path("charge_to_permille"))
            search.check(dock.battery.atSeconds, in: Self.day, path("battery.at_s"))
            search.check(dock.battery.permille, in: Self.permille, path("battery.permille"))
        }
    }

    private func findRoutes(_ search: inout FaultSearch) {
        search.checkIDs(routes.map(\.id), "$.routes")
        for (number, route) in routes.enumerated() {
            func path(_ name: String) -> String { "$.routes[\(number)].\(name)" }
            search.check(route.altitude, in: -10_000...10_000, path("alt_m"))
            search.check(route.speed, in: Self.speeds, path("speed_mps"))
            search.check(route.hoverSeconds, in: Self.day, path("hover_s"))
            if route.path.isEmpty { search.refuse(path("path") + ": it has no point") }
            search.check(route.path, path("path"))
        }
    }

    private func findDemands(_ search: inout FaultSearch) {
        search.checkIDs(demands.map(\.id), "$.demands")
        let known = Set(routes.map(\.id))
        for (number, demand) in demands.enumerated() {
            func path(_ name: String) -> String { "$.demands[\(number)].\(name)" }
            if !known.contains(demand.route) {
                search.refuse(path("route") + ": there is no route \(demand.route)")
            }
            search.check(demand.window, path("window"))
            search.check(demand.reps, in: 1...10_000, path("reps"))
            search.check(demand.spacingSeconds, in: Self.day, path("spacing_s"))
            search.check(demand.weight, in: 1...1_000_000, path("weight"))
        }
    }

    private func findPlans(_ search: inout FaultSearch) {
        for (name, items) in [("frozen", frozen), ("baseline", baseline)] {
            for (number, item) in items.enumerated() {
                search.check(item.repetition, in: 0...1_000_000, "$.\(name)[\(number)].rep")
                search.check(item.startSeconds, in: 0...1_000_000, "$.\(name)[\(number)].start_s")
            }
        }
        search.check(changeToleranceSeconds ?? 0, in: 0...1_000_000, "$.change_tolerance_s")
    }
}
