// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Everything of a problem that no draft changes: options, blocked starts, runs that are still open.
struct PlanningTable: Sendable {
    /// Repetitions of one demand between two frozen ones: they may be numbered freely among themselves.
    struct Segment: Sendable {
        var demand: Int
        /// Numbers that are free.
        var numbers: Range<Int>
        /// On-task starts lie in this range of seconds, both inclusive.
        var onTask: ClosedRange<Int>?
    }

    let ground: PlanningGround
    /// Flyable options, and those of frozen sorties.
    private(set) var options: [FlightOption] = []
    /// Starts that closures forbid, by option (H7, H9).
    private(set) var blocked: [[OpenSpan]] = []
    /// Flyable options of each route.
    private(set) var candidates: [[Int]]
    /// Why a route has no flyable option, where that is so.
    private(set) var bars: [UnservedReason?]
    private(set) var segments: [Segment] = []
    private(set) var frozen: [(item: Plan.Item, option: Int, demand: Int)] = []
    /// Docks whose sorties may come near those of a dock.
    private(set) var near: [[Int]] = []
    /// The plan in force, by demand.
    private(set) var baseline: [[Plan.Item]] = []
    private var conflicts: [Int: [OpenSpan]] = [:]

    init(_ problem: PlanningProblem) {
        let ground = PlanningGround(problem)
        self.ground = ground
        candidates = problem.routes.map { _ in [] }
        bars = problem.routes.map { _ in nil }
        var flown = problem.routes.map { _ in false }
        for demand in problem.demands {
            if let route = ground.route(demand.route) { flown[route] = true }
        }
        for route in flown.indices where flown[route] { addCandidates(route) }
        baseline = problem.demands.map { _ in [] }
        for item in problem.baseline {
            if let demand = ground.demand(item.demand) { baseline[demand].append(item) }
        }
        for item in problem.frozen { addFrozen(item) }
        for demand in problem.demands.indices { addSegments(demand) }
        near = Self.near(ground, options)
    }

    private mutating func addCandidates(_ route: Int) {
        let problem = ground.problem
        var barred: [FlightOption.Bar] = []
        let named = problem.routes[route].docks?.compactMap { ground.dock($0) }.sorted()
        for dock in named ?? Array(ground.docks.indices) {
            let option = ground.option(route: route, dock: dock)
            if let bar = option.bar {
                barred.append(bar)
            } else {
                candidates[route].append(add(option))
            }
        }
        if candidates[route].isEmpty {
            bars[route] = barred.contains(.energy) ? .battery : .noDockInReach
        }
    }

    private mutating func add(_ option: FlightOption) -> Int {
        options.append(option)
        let closures = ground.closed[option.dock].map {
            OpenSpan(low: $0.from - option.duration, high: $0.to)
        }
        blocked.append(closures + ground.areaSpans(option).map(\.span))
        return options.count - 1
    }

    private mutating func addFrozen(_ item: Plan.Item) {
        guard let demand = ground.demand(item.demand), let dock = ground.dock(item.dock),
            let route = ground.route(ground.problem.demands[demand].route)
        else { return }
        let known = candidates[route].first { options[$0].dock == dock }
        let option = known ?? add(ground.option(route: route, dock: dock))
        frozen.append((item, option, demand))
    }

    private mutating func addSegments(_ demand: Int) {
        let asked = ground.problem.demands[demand]
        let fixed = frozen.filter { $0.demand == demand }
            .map {
                (
                    number: $0.item.repetition,
                    onTask: $0.item.startSeconds + options[$0.option].onTask
                )
            }
            .sorted { $0.number < $1.number }
        var first = 0
        var low = 0
        func segment(until number: Int, high: Int) -> Segment? {
            guard first < number else { return nil }
            return Segment(
                demand: demand,
                numbers: first..<number,
                onTask: low <= high ? low...high : nil
            )
        }
        for run in fixed where run.number >= first && run.number < asked.reps {
            if let segment = segment(until: run.number, high: run.onTask - asked.spacingSeconds) {
                segments.append(segment)
            }
            first = run.number + 1
            low = run.onTask + asked.spacingSeconds
        }
        if let segment = segment(until: asked.reps, high: 1_000_000) { segments.append(segment) }
    }

    /// Differences of starts that two options forbid (H11), to the full metre: stricter than the check.
    mutating func forbidden(_ one: Int, _ other: Int) -> [OpenSpan] {
        let key = one * options.count + other
        if let known = conflicts[key] { return known }
        let spans = ground.forbidden(
            options[one],
            options[other],
            limit: ground.problem.params.separationHorizontalMetres
        )
        conflicts[key] = spans
        conflicts[other * options.count + one] = spans.map {
            OpenSpan(low: -$0.high, high: -$0.low)
        }
        return spans
    }

    private static func near(_ ground: PlanningGround, _ options: [FlightOption]) -> [[Int]] {
        var boxes: [PlaneBox?] = ground.docks.map { _ in nil }
        for option in options {
            if boxes[option.dock] == nil {
                boxes[option.dock] = option.box
            } else {
                boxes[option.dock]?.join(option.box)
            }
        }
        let gap = ground.problem.params.separationHorizontalMetres
        return boxes.indices.map { one in
            boxes.indices.filter { other in
                guard one != other, let box = boxes[one], let theirs = boxes[other] else {
                    return false
                }
                return !box.isFar(from: theirs, gap: gap)
            }
        }
    }
}
