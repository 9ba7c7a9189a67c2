// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where an aircraft can be within the promised time, from the docks that could go now.
public struct ReachResource: Codable, Equatable, Sendable {
    /// One place of the promise.
    public struct Place: Codable, Equatable, Sendable {
        /// Where.
        public var place: PlaceResource
        /// `covered`, `out` or `unknown`.
        public var state: String
        /// The dock whose aircraft is there first.
        public var dock: String?
        /// In how many seconds.
        public var seconds: Int?

        /// A place with its state.
        public init(place: PlaceResource, state: String) {
            self.place = place
            self.state = state
        }
    }

    /// One dock.
    public struct Dock: Codable, Equatable, Sendable {
        /// Its id.
        public var dock: String
        /// Where it stands.
        public var place: PlaceResource
        /// `ready`, `barred` or `unknown`.
        public var state: String
        /// Speed over ground that is counted with, m/s.
        public var speedMps: Double?
        /// How far it can go and come back, metres.
        public var radiusM: Int?
        /// Why it is not ready.
        public var reason: TextResource?

        /// A dock with its state.
        public init(dock: String, place: PlaceResource, state: String) {
            self.dock = dock
            self.place = place
            self.state = state
        }
    }

    /// Counted at this instant, RFC 3339.
    public var now: String
    /// Whether the promise holds now: in service hours, and where places are configured.
    public var isPromised: Bool
    /// The promise, seconds.
    public var limitS = 0
    /// Side of the square around each place, metres.
    public var cellM = 0
    /// Every place.
    public var places: [Place] = []
    /// Every dock.
    public var docks: [Dock] = []

    /// A map of an instant.
    public init(now: String, isPromised: Bool) {
        self.now = now
        self.isPromised = isPromised
    }

    /// Places in a state.
    public func count(_ state: String) -> Int { places.count { $0.state == state } }

    /// The place that is reached last.
    public var worst: Place? {
        places.filter { $0.seconds != nil }.max { ($0.seconds ?? 0) < ($1.seconds ?? 0) }
    }
}
