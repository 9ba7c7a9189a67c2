// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a whole number.
    public static func append(
        magnitude: UInt64,
        isNegative: Bool,
        to out: inout [UInt8]
    ) {
        if isNegative { out.append(UInt8(ascii: "-")) }
        // 2^64 has twenty digits.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = magnitude
            var first = digits.count
            repeat {
                first -= 1
                digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            out.append(contentsOf: digits[first...])
        }
    }

    /// Writes a number as Swift writes it, a whole one without its fraction.
    ///
    /// One that is none has a word of its own: it must not stop who writes.
    @inlinable public static func append(
        _ number: some BinaryFloatingPoint & CustomStringConvertible,
        to out: inout [UInt8]
    ) {
        guard number.isFinite else {
            return append(quoted: number.isNaN ? "nan" : number < 0 ? "-inf" : "inf", to: &out)
        }
        var text = number.description
        text.withUTF8 { text in
            let isWhole = text.suffix(2).elementsEqual(".0".utf8)
            out.append(contentsOf: isWhole ? text.dropLast(2) : text[...])
        }
    }
}
