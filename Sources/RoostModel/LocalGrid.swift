// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A place of the site's grid: whole millimetres east and north of the site's origin.
public struct GridPoint: Codable, Hashable, Sendable {
    /// Millimetres east of the origin.
    public var eastMillimetres: Int
    /// Millimetres north of the origin.
    public var northMillimetres: Int

    /// A place by its millimetres.
    public init(eastMillimetres: Int, northMillimetres: Int) {
        self.eastMillimetres = eastMillimetres
        self.northMillimetres = northMillimetres
    }

    /// The same place in metres; the division is exact in IEEE 754, so every machine agrees.
    public var plane: PlanePoint {
        PlanePoint(x: Double(eastMillimetres) / 1000, y: Double(northMillimetres) / 1000)
    }

    /// Straight distance to another place.
    public func distance(to other: GridPoint) -> Metres { Metres(plane.distance(to: other.plane)) }

    /// The point so far from here in the direction of another, and beyond it where that is nearer; to the north
    /// where both are within a metre.
    public func away(_ distance: Metres, towards other: GridPoint) -> GridPoint {
        let (from, to) = (plane, other.plane)
        let whole = from.distance(to: to)
        let (east, north) =
            whole > 1 ? ((to.x - from.x) / whole, (to.y - from.y) / whole) : (0, 1)
        return GridPoint(
            eastMillimetres: eastMillimetres + Int((east * distance.value * 1000).rounded()),
            northMillimetres: northMillimetres + Int((north * distance.value * 1000).rounded())
        )
    }
}

/// A place of a plane in metres: x east, y north.
public struct PlanePoint: Codable, Hashable, Sendable {
    /// Metres east.
    public var x: Double
    /// Metres north.
    public var y: Double

    /// A place by its metres.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// Straight distance in metres; square root is exact in IEEE 754.
    public func distance(to other: PlanePoint) -> Double {
        let dx = x - other.x
        let dy = y - other.y
        return (dx * dx + dy * dy).squareRoot()
    }
}

/// The WGS84 tangent plane at a site's origin (PIPELINE 3.3): valid to a few millimetres within the
/// kilometres of a district.
public struct LocalGrid: Codable, Equatable, Sendable {
    /// Where the grid is 0, 0; never changes in the life of a store.
    public let origin: Coordinate

    /// The grid at an origin.
    public init(origin: Coordinate) { self.origin = origin }

    /// Metres that one radian of latitude and of longitude are here.
    private var scale: (north: Double, east: Double) {
        let axis = 6_378_137.0
        let eccentricity = 0.00669437999014
        let latitude = origin.latitude * .pi / 180
        let sine = sin(latitude)
        let root = (1 - eccentricity * sine * sine).squareRoot()
        let north = axis * (1 - eccentricity) / (root * root * root)
        return (north, axis / root * cos(latitude))
    }

    /// Metres east and north of the origin.
    public func plane(_ place: Coordinate) -> PlanePoint {
        let scale = scale
        return PlanePoint(
            x: (place.longitude - origin.longitude) * .pi / 180 * scale.east,
            y: (place.latitude - origin.latitude) * .pi / 180 * scale.north
        )
    }

    /// Metres back to degrees.
    public func coordinate(_ point: PlanePoint) -> Coordinate {
        let scale = scale
        return Coordinate(
            latitude: origin.latitude + point.y / scale.north * 180 / .pi,
            longitude: origin.longitude + point.x / scale.east * 180 / .pi
        )
    }

    /// The nearest grid point; clamped to 2,000 km, far outside any site.
    public func grid(_ place: Coordinate) -> GridPoint {
        let point = plane(place)
        return GridPoint(
            eastMillimetres: Self.millimetres(point.x),
            northMillimetres: Self.millimetres(point.y)
        )
    }

    /// The place of a grid point.
    public func coordinate(_ point: GridPoint) -> Coordinate { coordinate(point.plane) }

    private static func millimetres(_ metres: Double) -> Int {
        guard metres.isFinite else { return 2_000_000_000 }
        return Int((min(max(metres, -2e6), 2e6) * 1000).rounded())
    }
}

/// MODEL § 2's plane for planning, in metres as doubles: its rounding is part of the problem.
public struct PlanningPlane: Sendable {
    private let origin: Coordinate
    private let cosine: Double
    /// One degree; the factor first and then the product, bit for bit as check_plan.py's `radians`.
    private static let radian = Double.pi / 180

    /// The plane at an instance's origin.
    public init(origin: Coordinate) {
        self.origin = origin
        cosine = cos(origin.latitude * Self.radian)
    }

    /// Metres east and north of the origin, R = 6 371 008.8 m (MODEL § 2).
    public func point(_ place: Coordinate) -> PlanePoint {
        let radius = 6_371_008.8
        return PlanePoint(
            x: radius * cosine * ((place.longitude - origin.longitude) * Self.radian),
            y: radius * ((place.latitude - origin.latitude) * Self.radian)
        )
    }
}
