// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What planning decides about.
public struct PatrolConfiguration: Codable, Equatable, Sendable {
    /// Where planning's own plane is 0, 0 (MODEL § 2).
    public var origin: Coordinate
    /// The docks that are adopted.
    public var docks: [DockSite]
    /// Where patrols fly.
    public var routes: [Route]
    /// No-fly areas and height limits, as closures.
    public var areas: [Area]
    /// Bands by day type.
    public var bands: [BandTable]
    /// Which route when.
    public var patrols: [PatrolDemand]
    /// Local time and day types.
    public var calendar: DayCalendar
    /// Local hours in which aircraft may be in the air.
    public var service: DayWindow
    /// Who must stay free to answer a call.
    public var reserve: ReservePolicy
    /// Points that must be reached, in degrees.
    public var coverage: [Coordinate]
    /// Fixed times, speeds and margins.
    public var times: FlightTimes
    /// Places that cases want looked at again, never of a file; nil: none.
    public internal(set) var looks: [SecondLook]?

    /// A configuration from its parts.
    public init(
        origin: Coordinate,
        docks: [DockSite],
        routes: [Route],
        areas: [Area],
        bands: [BandTable],
        patrols: [PatrolDemand],
        calendar: DayCalendar,
        service: DayWindow,
        reserve: ReservePolicy,
        coverage: [Coordinate],
        times: FlightTimes
    ) {
        self.origin = origin
        self.docks = docks
        self.routes = routes
        self.areas = areas
        self.bands = bands
        self.patrols = patrols
        self.calendar = calendar
        self.service = service
        self.reserve = reserve
        self.coverage = coverage
        self.times = times
    }
}

/// The bands of a day type: which hours are the morning peak.
public struct BandTable: Codable, Equatable, Sendable {
    /// The day type.
    public var day: DayType
    /// Its bands in the order of their starts.
    public var bands: [TimeBand]

    /// The bands of a day type.
    public init(day: DayType, bands: [TimeBand]) {
        self.day = day
        self.bands = bands
    }
}

/// A named part of the day.
public struct TimeBand: Codable, Equatable, Sendable {
    /// The operator's word: `am_peak`.
    public var name: String
    /// Its hours.
    public var window: DayWindow

    /// A band from its parts.
    public init(name: String, window: DayWindow) {
        self.name = name
        self.window = window
    }
}

/// A demand rule: fly a route in a band of some day types (MODEL § 1, CONFIG `patrols.yaml`).
public struct PatrolDemand: Codable, Equatable, Sendable {
    /// What happens to a run whose time passed during an outage (FEATURES B5).
    public enum Missed: String, Codable, CaseIterable, Sendable {
        /// It is left out.
        case skip
        /// One run is flown for all that were missed, as soon as possible.
        case catchUpOnce = "catch_up_once"
        /// It is flown together with the next.
        case coalesce
    }

    /// What to fly.
    public var route: RouteID
    /// On which day types.
    public var days: [DayType]
    /// In which band.
    public var band: String
    /// How often.
    public var times: Int
    /// Least distance between starts of the patrol leg.
    public var apartSeconds: Int
    /// What one flown repetition is worth.
    public var weight: Int
    /// What happens to a missed run.
    public var missed: Missed
    /// How late a run may start, seconds, at most 120 (S07); nil: 120.
    public var latestSeconds: Int?

    /// A demand from its parts.
    public init(
        route: RouteID,
        days: [DayType],
        band: String,
        times: Int,
        apartSeconds: Int,
        weight: Int,
        missed: Missed = .skip
    ) {
        self.route = route
        self.days = days
        self.band = band
        self.times = times
        self.apartSeconds = apartSeconds
        self.weight = weight
        self.missed = missed
    }
}

/// What can happen to the patrol book.
public enum PatrolInput: Codable, Equatable, Sendable {
    /// Nothing but time, and the docks as they are now.
    case tick(docks: [DockAvailability])
    /// A new configuration is in force.
    case configure(PatrolConfiguration)
    /// A plan was made, or not.
    case settled(EffectID, Settlement<Plan>)
    /// A mission ended.
    case ended(MissionEnd)
    /// Something happened that the plan in force does not count with.
    case disturbed(PlanTrigger)
    /// A case wants a place looked at again.
    case look(SecondLook)
    /// A second look has its answer, or is needed no more.
    case lookEnded(ErrandID)
    /// A person asked for something, with the docks as they are now.
    case request(PatrolRequest, by: Person, docks: [DockAvailability])
}

/// What follows from one input.
public struct PatrolOutcome: Equatable, Sendable {
    /// Plans to be made, after the commit.
    public var effects: [Effect<PlanningProblem>] = []
    /// What an operator may want to know.
    public var facts: [Fact] = []
    /// Flights that are due now: the site hands them to the fleet.
    public var departures: [Departure] = []
    /// Flights that were due and come back to the plan: the site takes them from the fleet.
    public var takenBack: [PlannedRun] = []
    /// Flights that were due and are needed no more: the fleet ends those whose launch was not ordered.
    public var calledOff: [PlannedRun] = []
    /// A request that we will not do, and why.
    public var refusal: Refusal?
    /// A date counts as another type of day: the site tells every core.
    public var dayChange: DayChange?

    /// Nothing follows.
    public init() {}
}
