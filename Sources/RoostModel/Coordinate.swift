// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A place on the earth, WGS84.
public struct Coordinate: Codable, Hashable, Sendable {
    /// Degrees north, -90 to 90.
    public var latitude: Double
    /// Degrees east, -180 to 180.
    public var longitude: Double

    /// A place by its degrees.
    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Whether both numbers are finite, in range, and not the 0/0 that a receiver without a fix reports.
    public var isPlausible: Bool {
        latitude.isFinite && longitude.isFinite && abs(latitude) <= 90 && abs(longitude) <= 180
            && !(latitude == 0 && longitude == 0)
    }

    /// The place to six decimals of a degree, about 0.1 m, for people.
    public var rounded: Coordinate {
        Coordinate(
            latitude: (latitude * 1e6).rounded() / 1e6,
            longitude: (longitude * 1e6).rounded() / 1e6
        )
    }
}

extension Coordinate: CustomStringConvertible {
    /// Latitude and longitude in degrees, as people type them.
    public var description: String { "\(latitude),\(longitude)" }
}
