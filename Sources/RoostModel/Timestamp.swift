// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An instant: whole milliseconds since 1970-01-01T00:00:00Z, UTC, without leap seconds.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970, UTC.
    public var milliseconds: Int64

    /// The instant that lies `milliseconds` after 1970-01-01T00:00:00Z.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The instant that lies `seconds` after 1970-01-01T00:00:00Z.
    @inlinable public init(seconds: Int64) { milliseconds = seconds * 1000 }

    /// 1970-01-01T00:00:00Z: before everything that can happen to a site.
    public static let epoch = Timestamp(milliseconds: 0)

    /// Later than everything that can happen to a site (the year 9999).
    public static let never = Timestamp(milliseconds: 253_402_300_799_999)

    /// Earlier instants come first.
    @inlinable public static func < (one: Timestamp, other: Timestamp) -> Bool {
        one.milliseconds < other.milliseconds
    }

    /// The instant `span` later; a negative span goes back.
    @inlinable public static func + (instant: Timestamp, span: TimeSpan) -> Timestamp {
        Timestamp(milliseconds: instant.milliseconds + span.milliseconds)
    }

    /// The instant `span` earlier.
    @inlinable public static func - (instant: Timestamp, span: TimeSpan) -> Timestamp {
        Timestamp(milliseconds: instant.milliseconds - span.milliseconds)
    }

    /// How much later `one` is than `other`; negative when it is earlier.
    @inlinable public static func - (one: Timestamp, other: Timestamp) -> TimeSpan {
        TimeSpan(milliseconds: one.milliseconds - other.milliseconds)
    }
}

extension Timestamp: Codable {
    /// Reads a whole number of milliseconds, of the years -6061 to 9999: what is computed with times stays
    /// a number.
    public init(from decoder: any Decoder) throws {
        milliseconds = try TimeSpan(from: decoder).milliseconds
    }

    /// Writes a whole number of milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds, such as `2026-05-12T07:30:00.000Z`.
    public var description: String {
        let (day, within) = milliseconds.quotientFloored(by: 86_400_000)
        let date = CalendarDate(dayNumber: Int(day))
        let hour = within / 3_600_000
        let minute = within / 60_000 % 60
        let second = within / 1000 % 60
        return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
            + ".\(padded(within % 1000, 3))Z"
    }
}

extension Timestamp {
    /// Reads RFC 3339 text with `Z` or an offset and up to nine digits of fraction; nil when malformed.
    public init?(_ text: some StringProtocol) {
        var scan = TimeTextScanner(text)
        guard let date = scan.date(), scan.skip(oneOf: "Tt "), let time = scan.timeOfDay(),
            let offset = scan.offset(), scan.isAtEnd
        else { return nil }
        milliseconds = Int64(date.dayNumber) * 86_400_000 + time - offset
        guard self <= .never else { return nil }
    }
}

extension Int64 {
    /// Quotient and remainder with a remainder that is never negative.
    func quotientFloored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

/// Decimal digits of a number that is not negative, with zeros in front.
func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
