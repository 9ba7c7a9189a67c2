// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The face of an id outside the site: a UUID in the layout of version 7 (RFC 9562 § 5.7), fixed when the
/// id is issued.
public struct WireID: Hashable, Comparable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// The wire face of the `counter`-th thing of a kind, issued at `now` on the site with `siteKey`.
    ///
    /// Time in it keeps ids apart after an old backup is restored; the site's key keeps sites apart.
    public init(at now: Timestamp, siteKey: UInt64, kind: UInt8, counter: Int) {
        let time = UInt64(bitPattern: now.milliseconds) & 0xFFFF_FFFF_FFFF
        var mixer = SeededGenerator(
            siteKey ^ (UInt64(kind) << 56) ^ UInt64(bitPattern: Int64(counter))
        )
        high = time << 16 | 0x7000 | mixer.next() & 0x0FFF
        low = 0x8000_0000_0000_0000 | mixer.next() >> 2
    }

    /// When the id was issued, to the millisecond.
    public var issuedAt: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

    /// Reads the 36 characters of a UUID; nil when malformed.
    public init?(_ text: some StringProtocol) {
        var digits: [UInt64] = []
        for (index, byte) in text.utf8.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard byte == 45 else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            digits.append(UInt64(digit))
        }
        guard digits.count == 32, text.utf8.count == 36 else { return nil }
        high = digits[..<16].reduce(0) { $0 << 4 | $1 }
        low = digits[16...].reduce(0) { $0 << 4 | $1 }
    }

    /// In the order of time, then of the remaining bits.
    public static func < (one: WireID, other: WireID) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

extension WireID: CustomStringConvertible {
    /// Lower-case, 8-4-4-4-12.
    public var description: String {
        let digits = [high, low].map { half in
            let text = String(half, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }
}

extension WireID: Codable {
    /// Reads the UUID's text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = WireID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    /// Writes the UUID's text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
