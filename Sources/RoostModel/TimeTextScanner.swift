// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Reads the pieces of RFC 3339 text byte by byte; each step answers nil when the piece is malformed.
struct TimeTextScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: some StringProtocol) { rest = ArraySlice(text.utf8) }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(oneOf allowed: String) -> Bool {
        guard let next = rest.first, allowed.utf8.contains(next) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(digits count: Int) -> Int64? {
        guard rest.count >= count else { return nil }
        var value: Int64 = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        rest = rest.dropFirst(count)
        return value
    }

    mutating func date() -> CalendarDate? {
        guard let year = number(digits: 4), skip(oneOf: "-"), let month = number(digits: 2),
            skip(oneOf: "-"), let day = number(digits: 2)
        else { return nil }
        return CalendarDate(year: Int(year), month: Int(month), day: Int(day))
    }

    /// Milliseconds after midnight; digits beyond milliseconds are dropped.
    mutating func timeOfDay() -> Int64? {
        guard let hour = number(digits: 2), hour < 24, skip(oneOf: ":"),
            let minute = number(digits: 2), minute < 60, skip(oneOf: ":"),
            let second = number(digits: 2), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if skip(oneOf: ".") {
            var weight: Int64 = 100
            var digits = 0
            while let digit = number(digits: 1) {
                fraction += digit * weight
                weight /= 10
                digits += 1
            }
            guard (1...9).contains(digits) else { return nil }
        }
        return ((hour * 60 + minute) * 60 + second) * 1000 + fraction
    }

    /// Milliseconds that local time is ahead of UTC.
    mutating func offset() -> Int64? {
        if skip(oneOf: "Zz") { return 0 }
        let sign: Int64
        if skip(oneOf: "+") {
            sign = 1
        } else if skip(oneOf: "-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = number(digits: 2), hours < 24, skip(oneOf: ":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes) * 60_000
    }
}
