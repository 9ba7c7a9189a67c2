// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A number in the text it was written in: `1.50`, `1e3` and `-0` stay what they are.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The text, always valid by the grammar of RFC 8259.
    public let text: String

    /// A whole number.
    public init(_ value: Int) { text = String(value) }

    /// A number in the shortest text that reads back the same; nil when not finite.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = value.description
    }

    /// A number in this very text; nil when the text is no JSON number.
    public init?(text: String) {
        var text = text
        let isValid = text.withUTF8 { JSONNumber.length(of: $0[...]) == $0.count && !$0.isEmpty }
        guard isValid else { return nil }
        self.text = text
    }

    init(scanned text: String) { self.text = text }

    /// The text.
    public var description: String { text }

    /// The value when it is whole and fits in 64 bits; `12.0` and `1e3` count as whole.
    public var int: Int? {
        if let value = Int(text) { return value }
        // Above 2^53 a Double no longer tells neighbours apart.
        guard let value = double, value.rounded() == value, abs(value) <= 9_007_199_254_740_992
        else { return nil }
        return Int(value)
    }

    /// The nearest `Double`; nil beyond its range.
    public var double: Double? {
        if let value = short { return value }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The number of at most fifteen digits without an exponent, which one division gives exactly: its
    /// digits and the power of ten are both whole below 2^53.
    private var short: Double? {
        var value = 0
        var count = 0
        var places: Int?
        var isNegative = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
                count += 1
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): places = count
            default: return nil
            }
            if count > 15 { return nil }
        }
        let number = Double(value) / Self.powers[count - (places ?? count)]
        return isNegative ? -number : number
    }

    /// The powers of ten from 0 to 15.
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// How many bytes from the start are one number by the grammar of RFC 8259; 0 when none.
    static func length(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var at = bytes.startIndex
        let end = bytes.endIndex
        func digits() -> Int {
            let start = at
            while at < end, isDigit(bytes[at]) { at += 1 }
            return at - start
        }
        if at < end, bytes[at] == UInt8(ascii: "-") { at += 1 }
        guard at < end else { return 0 }
        if bytes[at] == UInt8(ascii: "0") { at += 1 } else if digits() == 0 { return 0 }
        if at < end, bytes[at] == UInt8(ascii: ".") {
            at += 1
            if digits() == 0 { return 0 }
        }
        if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
                at += 1
            }
            if digits() == 0 { return 0 }
        }
        return at - bytes.startIndex
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
