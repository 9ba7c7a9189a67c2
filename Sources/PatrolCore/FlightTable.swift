// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A problem as the search reads it: flyable options by number, their open starts, and who follows whom.
struct FlightTable: Sendable {
    /// The figures of an option that the search needs most.
    struct Flight: Sendable {
        var dock: Int
        var duration: Int
        /// Where its patrol leg begins and ends, after the start.
        var onTask: Int
        var offTask: Int
        var energy: Int
    }

    /// Repetitions of one demand between two frozen ones: they may be numbered freely among themselves.
    struct Segment: Sendable {
        var demand: Int
        /// Numbers that are free.
        var numbers: Range<Int>
        /// The patrol leg starts in this range of seconds, both inclusive; empty where first > last.
        var firstOnTask: Int
        var lastOnTask: Int
        /// The patrol leg ends at this time at the latest.
        var lastOffTask: Int
        var weight: Int
        var spacing: Int
        /// Flyable options.
        var options: [Int]
        /// What the plan in force has of it.
        var keeps: [Keep]
    }

    /// A run of the plan in force.
    struct Keep: Sendable {
        /// Its number among those that are free.
        var number: Int
        var option: Int
        var start: Int
    }

    let ground: PlanningGround
    let grid: StartGrid
    /// Flyable options, and those of frozen sorties.
    let options: [FlightOption]
    let flights: [Flight]
    /// Slots of an option that closures, service hours, its dock and frozen sorties leave open.
    private(set) var open: [SlotSet] = []
    /// Flyable options of each route.
    private(set) var candidates: [[Int]]
    /// Why a route has no flyable option, where that is so.
    private(set) var bars: [UnservedReason?]
    var segments: [Segment] = []
    /// Segments that a dock may fly.
    private(set) var segmentsOfDock: [[Int]] = []
    let frozen: [(item: Plan.Item, option: Int, demand: Int)]
    /// By how much a start may move before a run of the plan in force counts as changed.
    let tolerance: Int
    /// Runs of the plan in force that count, less those that frozen sorties keep.
    var keepable = 0
    /// Docks with their frozen sorties.
    let lines: [DockLine]
    let coverage: CoverageGround
    /// Docks that share a set or come near, the nearest first, itself included; at most
    /// `neighbourLimit`.
    let neighbours: [[Int]]
    /// What pairs of options forbid, as far as it is known yet.
    let separation: SeparationTable
    /// Slots that two starts may be apart and still meet.
    let reach: Int

    private static let neighbourLimit = 24

    init(_ problem: PlanningProblem) {
        let ground = PlanningGround(problem)
        self.ground = ground
        grid = StartGrid(ground)
        tolerance = problem.changeToleranceSeconds ?? PlanningProblem.defaultChangeTolerance
        candidates = problem.routes.map { _ in [] }
        bars = problem.routes.map { _ in nil }
        var flown = problem.routes.map { _ in false }
        for demand in problem.demands {
            if let route = ground.route(demand.route) { flown[route] = true }
        }
        var options: [FlightOption] = []
        for route in flown.indices where flown[route] {
            let (found, bar) = Self.options(of: route, on: ground)
            candidates[route] = Array(options.count..<options.count + found.count)
            options += found
            if found.isEmpty { bars[route] = bar }
        }
        frozen = Self.frozen(ground, candidates, &options)
        self.options = options
        flights = options.map {
            Flight(
                dock: $0.dock,
                duration: $0.duration,
                onTask: $0.onTask,
                offTask: $0.offTask,
                energy: $0.energy
            )
        }
        lines = Self.lines(ground, frozen, flights)
        coverage = CoverageGround(ground, grid, lines)
        separation = SeparationTable(ground, options, step: problem.gridSeconds)
        let longest = options.map(\.duration).max() ?? 0
        reach = (longest + problem.params.separationSeconds) / grid.step + 1
        neighbours = Self.neighbours(ground, coverage, separation, limit: Self.neighbourLimit)
        addSegments()
        addKeeps()
        segmentsOfDock = ground.docks.map { _ in [] }
        for (number, segment) in segments.enumerated() {
            for option in segment.options { segmentsOfDock[flights[option].dock].append(number) }
        }
        open = options.indices.map { openSlots($0) }
        for run in frozen { closeNear(run.option, at: run.item.startSeconds) }
    }

    private static func options(
        of route: Int,
        on ground: PlanningGround
    ) -> (found: [FlightOption], bar: UnservedReason) {
        var isShortOfEnergy = false
        var found: [FlightOption] = []
        let named = ground.problem.routes[route].docks?.compactMap { ground.dock($0) }.sorted()
        for dock in named ?? Array(ground.docks.indices) {
            guard ground.mayReach(route: route, dock: dock) else { continue }
            let option = ground.option(route: route, dock: dock)
            if option.bar == nil { found.append(option) }
            if option.bar == .energy { isShortOfEnergy = true }
        }
        return (found, isShortOfEnergy ? .battery : .noDockInReach)
    }

    private static func frozen(
        _ ground: PlanningGround,
        _ candidates: [[Int]],
        _ options: inout [FlightOption]
    ) -> [(item: Plan.Item, option: Int, demand: Int)] {
        var frozen: [(Plan.Item, Int, Int)] = []
        for item in ground.problem.frozen {
            guard let demand = ground.demand(item.demand), let dock = ground.dock(item.dock),
                let route = ground.route(ground.problem.demands[demand].route)
            else { continue }
            if let known = candidates[route].first(where: { options[$0].dock == dock }) {
                frozen.append((item, known, demand))
            } else {
                options.append(ground.option(route: route, dock: dock))
                frozen.append((item, options.count - 1, demand))
            }
        }
        return frozen
    }

    private static func lines(
        _ ground: PlanningGround,
        _ frozen: [(item: Plan.Item, option: Int, demand: Int)],
        _ flights: [Flight]
    ) -> [DockLine] {
        var fixed = ground.docks.map { _ in [(start: Int, duration: Int, energy: Int)]() }
        for (item, option, _) in frozen {
            let flight = flights[option]
            fixed[flight.dock].append((item.startSeconds, flight.duration, flight.energy))
        }
        return zip(ground.problem.docks, fixed).map {
            DockLine($0, ground.problem.params, frozen: $1)
        }
    }

    /// Slots of an option that closures, service hours and its dock leave open.
    func openSlots(_ number: Int) -> SlotSet {
        let option = options[number]
        let last = ground.problem.service.to - option.duration
        let from = grid.slot(from: lines[option.dock].openFrom)
        var set = SlotSet(count: grid.slots)
        set.insert(from..<max(from, grid.slot(from: last + 1)))
        let closures = ground.closed[option.dock].map {
            OpenSpan(low: $0.from - option.duration, high: $0.to)
        }
        for span in closures + ground.areaSpans(option).map(\.span) {
            let low = grid.slot(from: span.low + 1)
            set.remove(low..<max(low, grid.slot(from: span.high)))
        }
        return set
    }

    /// Closes the starts of other docks' options that come too near a frozen sortie (H11).
    private mutating func closeNear(_ number: Int, at start: Int) {
        let (one, params) = (options[number], ground.problem.params)
        // What has landed long ago meets nobody.
        guard start + one.duration + params.separationSeconds > grid.first else { return }
        let limit = params.separationHorizontalMetres
        for row in separation.rows[number] {
            for other in separation.members[row.dock] {
                for span in ground.forbidden(one, options[other], limit: limit) {
                    let low = grid.slot(from: start + span.low + 1)
                    open[other].remove(low..<max(low, grid.slot(from: start + span.high)))
                }
            }
        }
    }

    /// Slots at which window and frozen repetitions let an option start.
    @inline(__always)
    func slots(_ segment: Int, _ option: Int) -> Range<Int> {
        let flight = flights[option]
        let first = grid.slot(from: segments[segment].firstOnTask - flight.onTask)
        let last = min(
            segments[segment].lastOffTask - flight.offTask,
            segments[segment].lastOnTask - flight.onTask
        )
        return first..<max(first, grid.slot(from: last + 1))
    }

    private static func neighbours(
        _ ground: PlanningGround,
        _ coverage: CoverageGround,
        _ separation: SeparationTable,
        limit: Int
    ) -> [[Int]] {
        var members = Array(repeating: [Int](), count: coverage.sets)
        for (dock, groups) in coverage.groupsOfDock.enumerated() {
            for group in groups { members[group].append(dock) }
        }
        return ground.docks.indices.map { dock in
            var near = Set(separation.near[dock] + [dock])
            for group in coverage.groupsOfDock[dock] { near.formUnion(members[group]) }
            let point = ground.docks[dock]
            let sorted = near.map { (metres: point.distance(to: ground.docks[$0]), dock: $0) }
                .sorted { ($0.metres, $0.dock) < ($1.metres, $1.dock) }
            return sorted.prefix(limit).map(\.dock)
        }
    }
}
