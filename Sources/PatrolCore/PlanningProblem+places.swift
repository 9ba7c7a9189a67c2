// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension PlanningProblem {
    /// A place, written `[latitude, longitude]` in degrees, WGS84.
    public struct Position: Codable, Hashable, Sendable {
        /// Degrees north, -90 to 90.
        public var latitude: Double
        /// Degrees east, -180 to 180.
        public var longitude: Double

        /// A place by its degrees.
        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }

        /// The same place.
        public init(_ place: Coordinate) {
            latitude = place.latitude
            longitude = place.longitude
        }

        /// The same place in the site's words.
        public var coordinate: Coordinate { Coordinate(latitude: latitude, longitude: longitude) }

        /// Reads the two numbers.
        public init(from decoder: any Decoder) throws {
            let (latitude, longitude) = try decoder.pair(of: Double.self)
            self.init(latitude: latitude, longitude: longitude)
        }

        /// Writes the two numbers.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(latitude)
            try container.encode(longitude)
        }
    }

    /// A half-open interval of seconds after local midnight, written `[from, to]`: holds from, not to.
    public struct Window: Codable, Hashable, Sendable {
        /// First second, 0 to 172 800.
        public var from: Int
        /// First second after it.
        public var to: Int

        /// The interval between two times.
        public init(_ from: Int, _ to: Int) {
            self.from = from
            self.to = to
        }

        /// Reads the two numbers.
        public init(from decoder: any Decoder) throws {
            (from, to) = try decoder.pair(of: Int.self)
        }

        /// Writes the two numbers.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(from)
            try container.encode(to)
        }
    }

    /// Lowest and highest height of an area closure in metres, both inclusive, written `[low, high]`.
    public struct Heights: Codable, Hashable, Sendable {
        /// Where nothing is said (check_plan.py): everything that flies.
        public static let all = Heights(0, 10_000)

        /// Lowest height above ground, metres.
        public var low: Double
        /// Highest height above ground, metres.
        public var high: Double

        /// The heights between two heights.
        public init(_ low: Double, _ high: Double) {
            self.low = low
            self.high = high
        }

        /// Reads the two numbers.
        public init(from decoder: any Decoder) throws {
            (low, high) = try decoder.pair(of: Double.self)
        }

        /// Writes the two numbers.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(low)
            try container.encode(high)
        }
    }
}

extension Decoder {
    fileprivate func pair<Element: Decodable>(
        of type: Element.Type
    ) throws -> (Element, Element) {
        var container = try unkeyedContainer()
        let one = try container.decode(Element.self)
        let other = try container.decode(Element.self)
        guard container.isAtEnd else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "two numbers are wanted"
            )
        }
        return (one, other)
    }
}
