// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An intent to fly once.
public struct MissionResource: Codable, Equatable, Sendable {
    /// `M-12`.
    public var id: String
    /// Its state: `planned`, `held`, `assigned`, or how it ended.
    public var state: String
    /// The route, or nil for a flight to a point.
    public var route: String?
    /// Where to, for a flight to a point.
    public var place: PlaceResource?
    /// The dock.
    public var dock: String?
    /// The dock that it lands in, where that is another; nil: it comes back.
    public var landAt: String?
    /// The sortie, once assigned.
    public var sortie: String?
    /// When it is to start, RFC 3339.
    public var start: String
    /// Who asked; nil: the plan.
    public var by: String?
    /// What its task waits for in the dock; nil: it leaves at its start.
    public var when: ConditionsResource?
    /// What it waits for, or why it ended.
    public var reason: TextResource?

    /// A mission from its parts.
    public init(id: String, state: String, start: String) {
        self.id = id
        self.state = state
        self.start = start
    }
}

/// A request to fly.
public struct MissionRequest: Codable, Equatable, Sendable {
    /// Fly to this place and come back.
    public var to: PlaceResource?
    /// Fly this route.
    public var route: String?
    /// Only from this dock.
    public var dock: String?
    /// Height over the take-off ground at the place, metres; nil: the dock's ferry height.
    public var heightM: Double?
    /// Whether the camera turns to the place on arrival.
    public var look: Bool?
    /// Leave as soon as this holds, for a route; nil: now.
    public var when: ConditionsResource?
    /// Land in this dock instead of the one that is left, for a route from a named dock; nil: come back.
    public var landAt: String?

    /// A request from its parts; exactly one of place and route.
    public init(
        to: PlaceResource? = nil,
        route: String? = nil,
        dock: String? = nil,
        heightM: Double? = nil,
        look: Bool? = nil
    ) {
        self.to = to
        self.route = route
        self.dock = dock
        self.heightM = heightM
        self.look = look
    }
}

/// An order to one aircraft in the air, and where to, for a flight.
public struct SteerRequest: Codable, Equatable, Sendable {
    /// Where to; only for a flight.
    public var to: PlaceResource?
    /// Height over the take-off ground there, metres; nil: the dock's ferry height.
    public var heightM: Double?

    /// A request from its parts.
    public init(to: PlaceResource? = nil, heightM: Double? = nil) {
        self.to = to
        self.heightM = heightM
    }
}

/// A request that concerns one dock or all, with a reason.
public struct ScopeRequest: Codable, Equatable, Sendable {
    /// The dock; neither dock nor zone: all.
    public var dock: String?
    /// An area of the site: docks that stand in it, flights that would enter it.
    public var zone: String?
    /// Why, for the record.
    public var reason: String?

    /// A request from its parts.
    public init(dock: String? = nil, zone: String? = nil, reason: String? = nil) {
        self.dock = dock
        self.zone = zone
        self.reason = reason
    }
}
