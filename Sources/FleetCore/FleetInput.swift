// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the fleet decides about: configuration as it matters to launches and sorties.
public struct FleetConfiguration: Codable, Equatable, Sendable {
    /// The docks that are adopted.
    public var docks: [DockSite]
    /// The routes that patrols and people may fly.
    public var routes: [Route]
    /// Every area of the site: a hold or stop may name each of them.
    public var areas: [Area]
    /// The site's own limits.
    public var safety: SafetyLimits
    /// Fixed times, speeds and margins.
    public var times: FlightTimes
    /// Local time and day types.
    public var calendar: DayCalendar
    /// Local hours in which aircraft may be in the air.
    public var service: DayWindow
    /// Who must stay free to answer a call.
    public var reserve: ReservePolicy
    /// Name of the organisation that docks are bound to.
    public var organization: String
    /// Places of the promise that the reserve is counted for (S11); nil: the fleet is counted as one.
    public var coverage: [GridPoint]?
    /// What may be spoken, where and how often; nil: nothing.
    public var speech: SpeechPolicy?
    /// What docks shall keep on board of the areas; nil: nothing.
    public var flightAreas: FlightAreaFile?
    /// The site's local grid: errands name a place on it; nil: none can be done.
    public var grid: LocalGrid?

    /// A configuration from its parts.
    public init(
        docks: [DockSite],
        routes: [Route],
        areas: [Area],
        safety: SafetyLimits,
        times: FlightTimes,
        calendar: DayCalendar,
        service: DayWindow,
        reserve: ReservePolicy,
        organization: String,
        speech: SpeechPolicy? = nil,
        grid: LocalGrid? = nil
    ) {
        self.docks = docks
        self.routes = routes
        self.areas = areas
        self.safety = safety
        self.times = times
        self.calendar = calendar
        self.service = service
        self.reserve = reserve
        self.organization = organization
        self.speech = speech
        self.grid = grid
    }
}

/// What can happen to the fleet.
public enum FleetInput: Codable, Equatable, Sendable {
    /// Nothing but time.
    case tick
    /// roostd began: what docks said before is unknown until they say it again.
    case started
    /// The wall clock moved, or is vouched for.
    case clock(ClockStep)
    /// A new configuration is in force.
    case configure(FleetConfiguration)
    /// A dock said something.
    case report(DockReport)
    /// A planned flight is due.
    case depart(Departure)
    /// A planned flight that was handed over goes back to the plan; one whose launch was ordered stays.
    case takeBack(PlannedRun)
    /// A person asked for something.
    case request(FleetRequest, by: Person)
    /// A planned flight that was handed over is needed no more; one whose launch was ordered flies.
    case callOff(PlannedRun)
    /// A case asks for something in the world; its one answer comes in ``FleetOutcome/errands``. Docks that
    /// the plan needs soon send no aircraft for it.
    case errand(Errand, needed: [DockID] = [])
    /// The case needs the errand no more; it has no answer then.
    case withdraw(ErrandID)
    /// An effect ended.
    case settled(EffectID, Settlement<FleetResult>)
    /// Launches are barred by the controller's own world (S13), or free again.
    case controller(ControllerHealth)
}

/// The state of the controller's own world (SAFETY D): anything but in order bars launches.
public struct ControllerHealth: Codable, Equatable, Sendable {
    /// Whether the broker connection is up.
    public var hasBroker: Bool
    /// Whether the store takes commits and has room.
    public var hasStore: Bool

    /// A health from its parts.
    public init(hasBroker: Bool, hasStore: Bool) {
        self.hasBroker = hasBroker
        self.hasStore = hasStore
    }
}

/// The one answer to an errand.
public struct ErrandEnd: Codable, Equatable, Sendable {
    /// The errand.
    public var errand: ErrandID
    /// How it ended.
    public var outcome: ErrandOutcome

    /// An end from its parts.
    public init(errand: ErrandID, outcome: ErrandOutcome) {
        self.errand = errand
        self.outcome = outcome
    }
}

/// What a person may ask of the fleet.
public enum FleetRequest: Codable, Equatable, Sendable {
    /// Take off to a point and come back: the soonest ready dock, or the one named; at a height over
    /// the take-off ground, nil: the ferry height; on arrival the camera turns to the place or not.
    case dispatch(
        place: Coordinate,
        grid: GridPoint,
        dock: DockID?,
        height: Metres? = nil,
        looks: Bool? = nil
    )
    /// Fly a route now, or as soon as conditions hold.
    case patrol(route: RouteID, dock: DockID?, when: ReadyConditions? = nil)
    /// Fly a route now from one dock to another, which takes the aircraft.
    case relay(route: RouteID, from: DockID, to: DockID)
    /// Stop the aircraft of a dock on its route.
    case pause(dock: DockID)
    /// Go on along the route; with the aircraft back in its dock, fly the rest of it.
    case resume(dock: DockID)
    /// Break the return of a dock's aircraft off: it hovers.
    case cancelReturn(dock: DockID)
    /// Send the aircraft of a dock, in the air, to a point, at a height over its take-off ground; nil:
    /// the ferry height.
    case flyTo(dock: DockID, place: Coordinate, grid: GridPoint, height: Metres? = nil)
    /// Bring the aircraft of a dock home; nil: of all docks.
    case recall(dock: DockID?)
    /// End a mission: before its launch it is cancelled, after it the aircraft comes home (S16).
    case cancel(MissionID)
    /// Bar launches in a scope.
    case hold(HoldScope, reason: String)
    /// Bar launches in a scope, and bring home what flies there (FEATURES D7).
    case stop(HoldScope, reason: String)
    /// End the holds of a scope.
    case release(HoldScope)
    /// Vouch for the wall clock after a step: departures may go again (S26).
    case confirmClock
    /// Use the payload of a dock's aircraft in the air.
    case payload(DockID, PayloadRequest)
    /// Work at a dock.
    case maintain(DockID, MaintenanceRequest)
}

/// Where a hold bars launches, or a stop all flight.
public enum HoldScope: Codable, Equatable, Sendable, CustomStringConvertible {
    /// One dock.
    case dock(DockID)
    /// Docks that stand in an area of the site, and flights that would enter it at any height.
    case zone(AreaID)
    /// Every dock.
    case fleet

    /// The dock's or area's name, or `fleet`.
    public var description: String {
        switch self {
        case .dock(let id): id.description
        case .zone(let id): "zone \(id)"
        case .fleet: "fleet"
        }
    }

    /// Its name in both languages.
    public var text: Bilingual {
        switch self {
        case .dock(let id): Bilingual(id.description)
        case .zone(let id): Bilingual(en: "zone \(id)", zh: "区域 \(id)")
        case .fleet: Bilingual(en: "the whole fleet", zh: "全部机场")
        }
    }
}

/// What the fleet wants done in the world.
public enum FleetAction: Codable, Equatable, Sendable {
    /// Tell a dock.
    case command(DockCommand)
    /// Answer a dock.
    case reply(DockReply)
}

/// What came of a fleet effect.
public enum FleetResult: Codable, Equatable, Sendable {
    /// The dock answered a command, whatever the result.
    case replied(Reply)
    /// An answer left for the dock.
    case sent
}

/// What follows from one input.
public struct FleetOutcome: Equatable, Sendable {
    /// To do in the world, after the commit.
    public var effects: [Effect<FleetAction>] = []
    /// What an operator may want to know.
    public var facts: [Fact] = []
    /// A request that we will not do, and why.
    public var refusal: Refusal?
    /// The mission that a request made.
    public var mission: MissionID?
    /// Missions that ended.
    public var ended: [MissionEnd] = []
    /// Errands that ended.
    public var errands: [ErrandEnd] = []

    /// Nothing follows.
    public init() {}
}
