// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A problem by number instead of name, in the plane: what planner and check both count with.
///
/// It holds geometry and look-ups only; which sortie is where is each one's own bookkeeping.
struct PlanningGround: Sendable {
    let problem: PlanningProblem
    let docks: [PlanePoint]
    let routes: [[PlanePoint]]
    /// Closed spans of each dock (H7).
    let closed: [[PlanningProblem.Window]]
    /// Area closures in the plane.
    let areas: [ClosedPlace]
    /// Distinct sets of docks that reach a point, each ascending (MODEL § 4).
    let groups: [[Int]]
    /// Groups of each dock.
    let groupsOfDock: [[Int]]

    private let dockNumbers: [DockID: Int]
    private let routeNumbers: [RouteID: Int]
    private let demandNumbers: [String: Int]

    /// An area closure in the plane.
    struct ClosedPlace: Sendable {
        let name: String
        let ring: [PlanePoint]
        let box: PlaneBox
        let heights: PlanningProblem.Heights
        let window: PlanningProblem.Window
    }

    init(_ problem: PlanningProblem) {
        self.problem = problem
        let plane = PlanningPlane(origin: problem.origin.coordinate)
        docks = problem.docks.map { plane.point($0.position.coordinate) }
        routes = problem.routes.map { $0.path.map { plane.point($0.coordinate) } }
        dockNumbers = Self.numbers(problem.docks.map(\.id))
        routeNumbers = Self.numbers(problem.routes.map(\.id))
        demandNumbers = Self.numbers(problem.demands.map(\.id))
        var closed = problem.docks.map { _ in [PlanningProblem.Window]() }
        var areas: [ClosedPlace] = []
        for (number, closure) in problem.closures.enumerated() {
            if let area = closure.area {
                let ring = area.map { plane.point($0.coordinate) }
                areas.append(
                    ClosedPlace(
                        name: closure.id ?? "\(number)",
                        ring: ring,
                        box: PlaneBox(ring),
                        heights: closure.heights ?? .all,
                        window: closure.window
                    )
                )
                continue
            }
            let named = closure.docks?.compactMap { [dockNumbers] in dockNumbers[$0] }
            for dock in named ?? Array(closed.indices) { closed[dock].append(closure.window) }
        }
        self.closed = closed
        self.areas = areas
        groups = Self.groups(problem, docks, plane)
        var groupsOfDock = problem.docks.map { _ in [Int]() }
        for (number, group) in groups.enumerated() {
            for dock in group { groupsOfDock[dock].append(number) }
        }
        self.groupsOfDock = groupsOfDock
    }

    func dock(_ id: DockID) -> Int? { dockNumbers[id] }
    func route(_ id: RouteID) -> Int? { routeNumbers[id] }
    func demand(_ id: String) -> Int? { demandNumbers[id] }

    /// How many docks of a group must stay ready.
    func need(_ group: Int) -> Int {
        min(problem.coverage.minReady, max(0, groups[group].count - 1))
    }

    /// Whether the first point of a route is in a dock's reach, or nearly: worth a closer look.
    func mayReach(route: Int, dock: Int) -> Bool {
        guard let point = routes[route].first else { return false }
        let (east, north) = (point.x - docks[dock].x, point.y - docks[dock].y)
        let radius = problem.docks[dock].radius + 1
        return east * east + north * north <= radius * radius
    }

    /// A route flown from a dock, whether or not it may be.
    func option(route: Int, dock: Int) -> FlightOption {
        let path = routes[route]
        let (line, home) = (problem.routes[route], problem.docks[dock])
        let point = docks[dock]
        let profile = FlightProfile(
            path: path,
            height: line.altitude,
            speed: line.speed,
            hoverSeconds: line.hoverSeconds,
            home: FlightHome(
                point: point,
                ferryHeight: home.ferryAltitude,
                enduranceSeconds: home.enduranceSeconds
            ),
            times: problem.params
        )
        let reach = path.map { $0.distance(to: point) }.max() ?? 0
        var bar: FlightOption.Bar?
        if let named = line.docks, !named.contains(home.id) {
            bar = .notNamed
        } else if reach > home.radius {
            bar = .outOfReach
        } else if profile.energyPermille + problem.params.reservePermille > home.chargeToPermille {
            bar = .energy
        }
        let patrol = profile.legs.first { $0.kind == .patrol }
        return FlightOption(
            route: route,
            dock: dock,
            profile: profile,
            onTask: patrol?.startSeconds ?? 0,
            offTask: patrol?.endSeconds ?? 0,
            reach: reach,
            box: PlaneBox(path + [point]),
            legBoxes: profile.legs.map { PlaneBox($0.line) },
            bar: bar
        )
    }

    /// Starts at which a leg of the option would enter a closed area (H9).
    func areaSpans(_ option: FlightOption) -> [(span: OpenSpan, area: Int)] {
        var spans: [(OpenSpan, Int)] = []
        for (number, area) in areas.enumerated() where !area.box.isFar(from: option.box, gap: 0) {
            for leg in option.profile.legs
            where leg.heights.lowerBound <= area.heights.high
                && leg.heights.upperBound >= area.heights.low
                && PlanGeometry.enters(leg.line, ring: area.ring)
            {
                let span = OpenSpan(
                    low: area.window.from - leg.endSeconds,
                    high: area.window.to - leg.startSeconds
                )
                spans.append((span, number))
            }
        }
        return spans
    }

    /// Differences `start of other - start of one` at which two sorties come closer than `limit` metres
    /// with less than the time between them (H11); sorted and merged.
    func forbidden(_ one: FlightOption, _ other: FlightOption, limit: Double) -> [OpenSpan] {
        guard !one.box.isFar(from: other.box, gap: limit) else { return [] }
        let vertical = problem.params.separationVerticalMetres
        let time = problem.params.separationSeconds
        // How much higher the one pad lies: legs are as high as their own pad makes them (S09).
        let rise =
            (problem.docks[one.dock].groundHeight ?? 0)
            - (problem.docks[other.dock].groundHeight ?? 0)
        var spans: [OpenSpan] = []
        for (leg, box) in zip(one.profile.legs, one.legBoxes) {
            for (theirs, theirBox) in zip(other.profile.legs, other.legBoxes) {
                let gap = max(
                    leg.heights.lowerBound + rise - theirs.heights.upperBound,
                    theirs.heights.lowerBound - leg.heights.upperBound - rise
                )
                guard gap < vertical, !box.isFar(from: theirBox, gap: limit),
                    PlanGeometry.isNear(leg.line, theirs.line, limit: limit)
                else { continue }
                spans.append(
                    OpenSpan(
                        low: leg.startSeconds - theirs.endSeconds - time,
                        high: leg.endSeconds - theirs.startSeconds + time
                    )
                )
            }
        }
        spans.sort { ($0.low, $0.high) < ($1.low, $1.high) }
        var merged: [OpenSpan] = []
        for span in spans {
            if let last = merged.last, span.low < last.high {
                merged[merged.count - 1].high = max(last.high, span.high)
            } else {
                merged.append(span)
            }
        }
        return merged
    }

    private static func numbers<ID: Hashable>(_ ids: [ID]) -> [ID: Int] {
        Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The docks that reach each point, each distinct set once, in the order of the points.
    private static func groups(
        _ problem: PlanningProblem,
        _ docks: [PlanePoint],
        _ plane: PlanningPlane
    ) -> [[Int]] {
        let coverage = problem.coverage
        var seen: Set<[Int]> = []
        var groups: [[Int]] = []
        for place in coverage.points {
            let point = plane.point(place.coordinate)
            let group = docks.indices.filter { number in
                let metres = point.distance(to: docks[number])
                return metres <= problem.docks[number].radius
                    && Double(coverage.overheadSeconds) + metres / coverage.speed
                        <= Double(coverage.maxResponseSeconds)
            }
            if !group.isEmpty, seen.insert(group).inserted { groups.append(group) }
        }
        return groups
    }
}
