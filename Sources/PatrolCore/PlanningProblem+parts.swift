// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension PlanningProblem {
    /// One dock with its one aircraft.
    public struct Dock: Codable, Equatable, Sendable {
        /// The level that is known at a time; nothing starts there before.
        public struct Battery: Codable, Equatable, Sendable {
            /// When.
            public var atSeconds: Int
            /// Level then, permille.
            public var permille: Int

            private enum CodingKeys: String, CodingKey {
                case atSeconds = "at_s"
                case permille
            }

            /// A level at a time.
            public init(atSeconds: Int, permille: Int) {
                self.atSeconds = atSeconds
                self.permille = permille
            }
        }

        /// The operator's word.
        public var id: DockID
        /// Where it stands.
        public var position: Position
        /// Height on the ways out and back, metres.
        public var ferryAltitude: Double
        /// How far from the dock its aircraft may fly, metres.
        public var radius: Double
        /// Seconds from full to empty.
        public var enduranceSeconds: Int
        /// Charging speed.
        public var chargePermillePerMinute: Int
        /// Charging ends here.
        public var chargeToPermille: Int
        /// What is known of its battery.
        public var battery: Battery
        /// Height of its pad, metres above what all pads are measured from; nil as in MODEL: all are level.
        ///
        /// Heights of its flights count from there when they are kept apart from others.
        public var groundHeight: Double?

        private enum CodingKeys: String, CodingKey {
            case id
            case position = "pos"
            case ferryAltitude = "ferry_alt_m"
            case radius = "radius_m"
            case enduranceSeconds = "endurance_s"
            case chargePermillePerMinute = "charge_permille_per_min"
            case chargeToPermille = "charge_to_permille"
            case battery
            case groundHeight = "ground_m"
        }

        /// A dock from its parts.
        public init(
            id: DockID,
            position: Position,
            ferryAltitude: Double,
            radius: Double,
            enduranceSeconds: Int,
            chargePermillePerMinute: Int,
            chargeToPermille: Int,
            battery: Battery,
            groundHeight: Double? = nil
        ) {
            self.id = id
            self.position = position
            self.ferryAltitude = ferryAltitude
            self.radius = radius
            self.enduranceSeconds = enduranceSeconds
            self.chargePermillePerMinute = chargePermillePerMinute
            self.chargeToPermille = chargeToPermille
            self.battery = battery
            self.groundHeight = groundHeight
        }
    }

    /// A line flown in its direction.
    public struct Route: Codable, Equatable, Sendable {
        /// The operator's word.
        public var id: RouteID
        /// For people.
        public var name: String?
        /// Height on the line, metres.
        public var altitude: Double
        /// Speed on the line, m/s.
        public var speed: Double
        /// Hovering on the line in all.
        public var hoverSeconds: Int
        /// The line, at least two points.
        public var path: [Position]
        /// Who may fly it; nil: any dock in reach.
        public var docks: [DockID]?
        /// Words for search; planning does not read them.
        public var tags: [String]?

        private enum CodingKeys: String, CodingKey {
            case id, name
            case altitude = "alt_m"
            case speed = "speed_mps"
            case hoverSeconds = "hover_s"
            case path, docks, tags
        }

        /// A route from its parts.
        public init(
            id: RouteID,
            name: String? = nil,
            altitude: Double,
            speed: Double,
            hoverSeconds: Int,
            path: [Position],
            docks: [DockID]? = nil
        ) {
            self.id = id
            self.name = name
            self.altitude = altitude
            self.speed = speed
            self.hoverSeconds = hoverSeconds
            self.path = path
            self.docks = docks
        }
    }

    /// Fly a route up to some times in a window.
    public struct Demand: Codable, Equatable, Sendable {
        /// Its name in plans.
        public var id: String
        /// What to fly.
        public var route: RouteID
        /// The band that it was expanded from.
        public var band: String?
        /// The patrol leg lies inside.
        public var window: Window
        /// How often, at least once.
        public var reps: Int
        /// Least distance between starts of the patrol leg.
        public var spacingSeconds: Int
        /// What each flown repetition earns, at least 1.
        public var weight: Int

        private enum CodingKeys: String, CodingKey {
            case id, route, band, window, reps
            case spacingSeconds = "spacing_s"
            case weight
        }

        /// A demand from its parts.
        public init(
            id: String,
            route: RouteID,
            band: String? = nil,
            window: Window,
            reps: Int,
            spacingSeconds: Int,
            weight: Int
        ) {
            self.id = id
            self.route = route
            self.band = band
            self.window = window
            self.reps = reps
            self.spacingSeconds = spacingSeconds
            self.weight = weight
        }
    }
}
