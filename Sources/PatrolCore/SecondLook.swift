// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A place that a case wants looked at again, as a demand on the planner (FEATURES E5).
///
/// It is planned beside the patrols as a flight of its own and weighs so little that it takes the place of none. An
/// aircraft that passes the place in time does the errand without it.
public struct SecondLook: Codable, Equatable, Sendable {
    /// What it is worth: the least that a demand can be, so that no patrol is given up for it.
    static let weight = 1
    /// Its band, where runs are listed by band.
    public static let band = "look"
    /// How routes of looks begin; no route of a site may (CONFIG).
    public static let prefix = "look-"
    /// Hovering on its line: two panoramas that are ten seconds apart (PIPELINE § 5.4) have time.
    static let hoverSeconds = 20
    /// Length of the line that is flown towards the place, metres.
    static let line = 60.0
    /// On the line the camera looks down as on patrols, so that both looks compare.
    static let pitch: Degrees = -52
    /// How many docks may fly it, the nearest: a plan that evens wear out would send one from far away.
    static let choices = 4
    /// Distance from which that camera has the place in the middle, as a share of the height: cot 52°.
    static let standOff = 0.781

    /// What the case asked for.
    public var errand: ErrandID
    /// The line that is flown for it, once.
    public var route: Route
    /// Not before.
    public var from: Timestamp
    /// Later it helps nobody.
    public var until: Timestamp
    /// Whether the errand has its answer: then nothing is planned for it any more.
    var isOver: Bool?

    /// A look at a place from the side of the nearest dock, at that dock's ferry height.
    ///
    /// - Parameters:
    ///   - errand: what is asked for; nil follows where it is no second look.
    ///   - docks: who might fly; nil follows where there is none.
    ///   - grid: the site's grid, on which the errand names its place.
    public init?(_ errand: Errand, docks: [DockSite], grid: LocalGrid) {
        guard case .secondLook(let from) = errand.kind else { return nil }
        let place = errand.place
        let near = docks.sorted {
            ($0.grid.distance(to: place), $0.id) < ($1.grid.distance(to: place), $1.id)
        }
        guard let nearest = near.first else { return nil }
        let last = nearest.ferryHeight.value * Self.standOff
        let line = [last + Self.line, last].map { place.away(Metres($0), towards: nearest.grid) }
        self.errand = errand.id
        self.from = from
        until = errand.until
        route = Route(
            id: RouteID("\(Self.prefix)\(errand.id.violation)-\(errand.id.number)"),
            name: Bilingual(
                en: "second look for \(errand.violation)",
                zh: "\(errand.violation) 复查"
            ),
            domain: Self.band,
            path: line.map(grid.coordinate),
            grid: line,
            height: nearest.ferryHeight,
            speed: 8,
            hoverSeconds: Self.hoverSeconds,
            gimbalPitch: Self.pitch,
            docks: near.prefix(Self.choices).map(\.id),
            photo: .eachPoint
        )
    }
}

extension PatrolConfiguration {
    /// Second looks of a date as demands.
    func lookDemands(on date: CalendarDate) -> [DayDemand] {
        (looks ?? []).compactMap { look in
            let from = max(0, seconds(of: look.from, on: date))
            let to = min(172_800, seconds(of: look.until, on: date))
            let hours = service.planning
            guard from < to, from < hours.to, to > hours.from else { return nil }
            let demand = PlanningProblem.Demand(
                id: look.route.id.text,
                route: look.route.id,
                band: SecondLook.band,
                window: PlanningProblem.Window(from, to),
                reps: 1,
                spacingSeconds: 0,
                weight: SecondLook.weight
            )
            return DayDemand(demand: demand, missed: .catchUpOnce, errand: look.errand)
        }
    }

    /// The second look that a route was made for.
    public func look(_ route: RouteID) -> SecondLook? { looks?.first { $0.route.id == route } }
}
