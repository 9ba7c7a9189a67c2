// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A unit of measure, with the letters that follow the number.
public protocol UnitOfMeasure {
    /// The unit's symbol, such as `m/s`.
    static var symbol: String { get }
}

/// A number with its unit in the type.
public struct Quantity<Unit: UnitOfMeasure>: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// The number, in the unit.
    public var value: Double

    /// A number in the unit.
    @inlinable public init(_ value: Double) { self.value = value }

    /// Nothing of it.
    @inlinable public static var zero: Quantity { Quantity(0) }
    /// Smaller numbers come first.
    @inlinable public static func < (one: Quantity, other: Quantity) -> Bool {
        one.value < other.value
    }
    /// The sum in the same unit.
    @inlinable public static func + (one: Quantity, other: Quantity) -> Quantity {
        Quantity(one.value + other.value)
    }
    /// The difference in the same unit.
    @inlinable public static func - (one: Quantity, other: Quantity) -> Quantity {
        Quantity(one.value - other.value)
    }
}

extension Quantity: Codable {
    /// Reads the number.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    /// Writes the number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Quantity: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A quantity written with a fraction.
    public init(floatLiteral value: Double) { self.value = value }
    /// A quantity written without a fraction.
    public init(integerLiteral value: Int) { self.value = Double(value) }
}

extension Quantity: CustomStringConvertible {
    /// Number and symbol, with at most one decimal: `8.5 m/s`.
    public var description: String {
        let tenths = (value * 10).rounded()
        guard tenths.isFinite, abs(tenths) < 1e15 else { return "\(value) \(Unit.symbol)" }
        let whole = Int64(tenths)
        let sign = whole < 0 ? "-" : ""
        let number =
            whole % 10 == 0 ? "\(abs(whole) / 10)" : "\(abs(whole) / 10).\(abs(whole) % 10)"
        return "\(sign)\(number) \(Unit.symbol)"
    }
}

/// Metre.
public enum MetreUnit: UnitOfMeasure {
    /// `m`.
    public static let symbol = "m"
}
/// Metre a second.
public enum MetrePerSecondUnit: UnitOfMeasure {
    /// `m/s`.
    public static let symbol = "m/s"
}
/// Degree of arc.
public enum DegreeUnit: UnitOfMeasure {
    /// `°`.
    public static let symbol = "°"
}
/// Degree Celsius.
public enum CelsiusUnit: UnitOfMeasure {
    /// `°C`.
    public static let symbol = "°C"
}
/// Hundredth of the whole.
public enum PercentUnit: UnitOfMeasure {
    /// `%`.
    public static let symbol = "%"
}

/// A length or height.
public typealias Metres = Quantity<MetreUnit>
/// A speed.
public typealias MetresPerSecond = Quantity<MetrePerSecondUnit>
/// An angle.
public typealias Degrees = Quantity<DegreeUnit>
/// A temperature.
public typealias Celsius = Quantity<CelsiusUnit>
/// A share of the whole, 0 to 100.
public typealias Percent = Quantity<PercentUnit>
