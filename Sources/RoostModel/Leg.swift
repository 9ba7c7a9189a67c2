// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One leg of a sortie: where, at what heights, from when to when after the start (MODEL § 2).
public struct Leg: Codable, Equatable, Sendable {
    /// Which part of the sortie it is.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Up from the dock to the ferry height.
        case climb
        /// From the dock to the first point.
        case out
        /// From ferry height to route height over the first point.
        case enter
        /// Along the route, on task.
        case patrol
        /// From route height to ferry height over the last point.
        case leave
        /// From the last point to the dock.
        case back
        /// Down to the dock.
        case land
    }

    /// Which part it is.
    public var kind: Kind
    /// The line over ground; one point where it does not move.
    public var line: [PlanePoint]
    /// Lowest and highest height above the take-off ground, metres.
    public var heights: ClosedRange<Double>
    /// Seconds after the sortie's start at which it begins.
    public var startSeconds: Int
    /// Seconds after the sortie's start at which it ends.
    public var endSeconds: Int

    /// A leg from its parts.
    public init(
        kind: Kind,
        line: [PlanePoint],
        heights: ClosedRange<Double>,
        startSeconds: Int,
        endSeconds: Int
    ) {
        self.kind = kind
        self.line = line
        self.heights = heights
        self.startSeconds = startSeconds
        self.endSeconds = endSeconds
    }
}

/// A sortie's legs with its duration and energy: what planning and the launch gate both count with.
public struct FlightProfile: Codable, Equatable, Sendable {
    /// The seven legs in order.
    public var legs: [Leg]
    /// Seconds from start to rest in the dock.
    public var durationSeconds: Int
    /// Battery that it takes, permille, rounded up.
    public var energyPermille: Int

    /// The profile of a route flown from a dock (MODEL § 2).
    ///
    /// - Parameters:
    ///   - path: the route's points in the plane, at least one.
    ///   - height: the route's height above ground, metres.
    ///   - speed: speed on the route, m/s.
    ///   - hoverSeconds: hovering on the route in all.
    ///   - home: where it starts, and ends unless it lands elsewhere.
    ///   - times: the fixed times and speeds.
    public init(
        path: [PlanePoint],
        height: Double,
        speed: Double,
        hoverSeconds: Int,
        home: FlightHome,
        times: FlightTimes
    ) {
        var legs: [Leg] = []
        var clock = 0
        func add(
            _ kind: Leg.Kind,
            _ line: [PlanePoint],
            _ heights: ClosedRange<Double>,
            _ lasts: Int
        ) {
            legs.append(
                Leg(
                    kind: kind,
                    line: line,
                    heights: heights,
                    startSeconds: clock,
                    endSeconds: clock + lasts
                )
            )
            clock += lasts
        }
        let first = path.first ?? home.point
        let last = path.last ?? home.point
        let end = home.landing ?? home.point
        let between = min(home.ferryHeight, height)...max(home.ferryHeight, height)
        let ferry = home.ferryHeight...home.ferryHeight
        let length = zip(path, path.dropFirst()).reduce(0) { $0 + Self.metres($1.0, $1.1) }
        let speedThere = times.ferryMetresPerSecond
        let vertical = min(0, home.ferryHeight)...max(0, home.ferryHeight)
        add(.climb, [home.point], vertical, times.takeoffSeconds)
        add(
            .out,
            [home.point, first],
            ferry,
            Self.seconds(Self.metres(home.point, first), speedThere)
        )
        add(.enter, [first], between, times.transitionSeconds)
        add(.patrol, path, height...height, Self.seconds(length, speed) + hoverSeconds)
        add(.leave, [last], between, times.transitionSeconds)
        add(
            .back,
            [last, end],
            ferry,
            Self.seconds(Self.metres(last, end), speedThere)
        )
        add(.land, [end], vertical, times.landingSeconds)
        self.legs = legs
        durationSeconds = clock
        energyPermille = Self.quotientRoundedUp(1000 * clock, home.enduranceSeconds)
    }

    /// `metres(p,q) = floor(hypot + 0.5)` (MODEL § 2).
    public static func metres(_ one: PlanePoint, _ other: PlanePoint) -> Int {
        Int((one.distance(to: other) + 0.5).rounded(.down))
    }

    /// `secs(m, v) = ceil(1000 m / round(1000 v))` (MODEL § 2).
    public static func seconds(_ metres: Int, _ speed: Double) -> Int {
        // Ties to even, as check_plan.py's round does.
        quotientRoundedUp(1000 * metres, max(1, Int((1000 * speed).rounded(.toNearestOrEven))))
    }

    private static func quotientRoundedUp(_ number: Int, _ divisor: Int) -> Int {
        (number + divisor - 1) / max(1, divisor)
    }
}

/// Where a sortie starts and ends, and how long its battery lasts.
public struct FlightHome: Equatable, Sendable {
    /// The dock's place in the plane.
    public var point: PlanePoint
    /// Height on the ways out and back, metres above the take-off ground.
    public var ferryHeight: Double
    /// Seconds from full to empty.
    public var enduranceSeconds: Int
    /// Where it ends when that is elsewhere; nil: where it starts.
    public var landing: PlanePoint?

    /// A home from its parts.
    public init(point: PlanePoint, ferryHeight: Double, enduranceSeconds: Int) {
        self.point = point
        self.ferryHeight = ferryHeight
        self.enduranceSeconds = enduranceSeconds
    }
}
