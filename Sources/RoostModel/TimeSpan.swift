// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A length of time in whole milliseconds; may be negative.
///
/// Journals carry it as one number, which `Duration` would not give.
public struct TimeSpan: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// Milliseconds.
    public var milliseconds: Int64

    /// A span of `milliseconds`.
    @inlinable public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// No time at all.
    public static let zero = TimeSpan(milliseconds: 0)

    /// A span of whole milliseconds.
    @inlinable public static func milliseconds(_ count: Int) -> TimeSpan {
        TimeSpan(milliseconds: Int64(count))
    }

    /// A span of whole seconds.
    @inlinable public static func seconds(_ count: Int) -> TimeSpan {
        TimeSpan(milliseconds: Int64(count) * 1000)
    }

    /// A span of whole minutes.
    @inlinable public static func minutes(_ count: Int) -> TimeSpan { .seconds(count * 60) }

    /// A span of whole hours.
    @inlinable public static func hours(_ count: Int) -> TimeSpan { .seconds(count * 3600) }

    /// The span in seconds, with fraction.
    @inlinable public var seconds: Double { Double(milliseconds) / 1000 }

    /// The span in whole seconds, rounded towards zero.
    @inlinable public var wholeSeconds: Int { Int(milliseconds / 1000) }

    /// Shorter spans come first.
    @inlinable public static func < (one: TimeSpan, other: TimeSpan) -> Bool {
        one.milliseconds < other.milliseconds
    }

    /// The sum of two spans.
    @inlinable public static func + (one: TimeSpan, other: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: one.milliseconds + other.milliseconds)
    }

    /// The difference of two spans.
    @inlinable public static func - (one: TimeSpan, other: TimeSpan) -> TimeSpan {
        TimeSpan(milliseconds: one.milliseconds - other.milliseconds)
    }

    /// The span taken `factor` times.
    @inlinable public static func * (span: TimeSpan, factor: Int) -> TimeSpan {
        TimeSpan(milliseconds: span.milliseconds * Int64(factor))
    }

    /// The same length, never negative.
    @inlinable public var magnitude: TimeSpan { TimeSpan(milliseconds: abs(milliseconds)) }

    /// The same length for Swift's own clocks and time-outs.
    public var duration: Duration { .milliseconds(milliseconds) }
}

extension TimeSpan: Codable {
    /// Reads a whole number of milliseconds, at most ``Timestamp/never`` of either sign.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        milliseconds = try container.decode(Int64.self)
        let most = Timestamp.never.milliseconds
        guard (-most...most).contains(milliseconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "out of range")
        }
    }

    /// Writes a whole number of milliseconds.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension TimeSpan: CustomStringConvertible {
    /// Short text for people, such as `350 ms`, `12 s`, `5 min 30 s` or `2 h 5 min`.
    public var description: String {
        let sign = milliseconds < 0 ? "-" : ""
        let total = abs(milliseconds)
        if total < 1000 { return "\(sign)\(total) ms" }
        let seconds = total / 1000
        if seconds < 60 { return "\(sign)\(seconds) s" }
        if seconds < 3600 {
            return "\(sign)\(seconds / 60) min" + (seconds % 60 == 0 ? "" : " \(seconds % 60) s")
        }
        let minutes = seconds / 60
        return "\(sign)\(minutes / 60) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
    }
}
