// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension PlanningProblem {
    /// When docks, or places of the air, are not for patrols: one concept for all causes (MODEL § 1).
    public struct Closure: Codable, Equatable, Sendable {
        /// Why it is closed.
        public enum Kind: String, Codable, CaseIterable, Sendable {
            /// Wind, rain or gusts.
            case weather
            /// A person works at the dock.
            case maintenance
            /// The dock does not answer.
            case offline
            /// Reserved by an operator.
            case reserved = "operator"
            /// Its aircraft answers a call.
            case dispatch
            /// A no-fly area or a height limit.
            case nofly
        }

        /// Its name.
        public var id: String?
        /// Why.
        public var kind: Kind
        /// When.
        public var window: Window
        /// Which docks; nil with no area: all.
        public var docks: [DockID]?
        /// Outline of the place, at least three points, not closed; nil: docks are closed.
        public var area: [Position]?
        /// Heights of the area; nil: PlanningProblem/Heights/all.
        public var heights: Heights?
        /// For people.
        public var reason: String?

        private enum CodingKeys: String, CodingKey {
            case id, kind, window, docks, area
            case heights = "alt_m"
            case reason
        }

        /// A closure from its parts.
        public init(
            id: String? = nil,
            kind: Kind,
            window: Window,
            docks: [DockID]? = nil,
            area: [Position]? = nil,
            heights: Heights? = nil,
            reason: String? = nil
        ) {
            self.id = id
            self.kind = kind
            self.window = window
            self.docks = docks
            self.area = area
            self.heights = heights
            self.reason = reason
        }
    }

    /// Who must stay free to answer a call (MODEL § 4).
    public struct Coverage: Codable, Equatable, Sendable {
        /// Longest time to any point.
        public var maxResponseSeconds: Int
        /// Speed that the promise counts with, m/s.
        public var speed: Double
        /// Seconds before the aircraft is on its way.
        public var overheadSeconds: Int
        /// Docks that patrols leave free at each point.
        public var minReady: Int
        /// Places that must be reached.
        public var points: [Position]

        private enum CodingKeys: String, CodingKey {
            case maxResponseSeconds = "max_response_s"
            case speed = "speed_mps"
            case overheadSeconds = "overhead_s"
            case minReady = "min_ready"
            case points
        }

        /// A policy with its places.
        public init(_ policy: ReservePolicy = ReservePolicy(), points: [Position] = []) {
            maxResponseSeconds = policy.maxResponseSeconds
            speed = policy.speed.value
            overheadSeconds = policy.overheadSeconds
            minReady = policy.minReady
            self.points = points
        }
    }

    /// `params` as the file writes them.
    struct Params: Codable {
        var times: FlightTimes

        private enum CodingKeys: String, CodingKey {
            case takeoff = "takeoff_s"
            case landing = "landing_s"
            case transition = "transition_s"
            case ferry = "ferry_mps"
            case turnaround = "turnaround_s"
            case reserve = "reserve_permille"
            case dispatch = "dispatch_permille"
            case horizontal = "sep_h_m"
            case vertical = "sep_v_m"
            case time = "sep_t_s"
        }

        init(_ times: FlightTimes) { self.times = times }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            times = FlightTimes(
                takeoffSeconds: try container.decode(Int.self, forKey: .takeoff),
                landingSeconds: try container.decode(Int.self, forKey: .landing),
                transitionSeconds: try container.decode(Int.self, forKey: .transition),
                ferryMetresPerSecond: try container.decode(Double.self, forKey: .ferry),
                turnaroundSeconds: try container.decode(Int.self, forKey: .turnaround),
                reservePermille: try container.decode(Int.self, forKey: .reserve),
                dispatchPermille: try container.decode(Int.self, forKey: .dispatch),
                separationHorizontalMetres: try container.decode(Double.self, forKey: .horizontal),
                separationVerticalMetres: try container.decode(Double.self, forKey: .vertical),
                separationSeconds: try container.decode(Int.self, forKey: .time)
            )
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(times.takeoffSeconds, forKey: .takeoff)
            try container.encode(times.landingSeconds, forKey: .landing)
            try container.encode(times.transitionSeconds, forKey: .transition)
            try container.encode(times.ferryMetresPerSecond, forKey: .ferry)
            try container.encode(times.turnaroundSeconds, forKey: .turnaround)
            try container.encode(times.reservePermille, forKey: .reserve)
            try container.encode(times.dispatchPermille, forKey: .dispatch)
            try container.encode(times.separationHorizontalMetres, forKey: .horizontal)
            try container.encode(times.separationVerticalMetres, forKey: .vertical)
            try container.encode(times.separationSeconds, forKey: .time)
        }
    }
}
