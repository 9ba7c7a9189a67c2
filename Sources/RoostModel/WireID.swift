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
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for byte in text.utf8 {
            defer { count += 1 }
            if count == 8 || count == 13 || count == 18 || count == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            // The third dash stands between the halves.
            halves =
                count < 19
                ? (halves.high << 4 | UInt64(digit), halves.low)
                : (halves.high, halves.low << 4 | UInt64(digit))
        }
        guard count == 36 else { return nil }
        (high, low) = halves
    }

    /// In the order of time, then of the remaining bits.
    public static func < (one: WireID, other: WireID) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

extension WireID: CustomStringConvertible {
    /// Lower-case, 8-4-4-4-12.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var at = 0
            for half in [high, low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    if at == 8 || at == 13 || at == 18 || at == 23 {
                        text[at] = UInt8(ascii: "-")
                        at += 1
                    }
                    let digit = UInt8(truncatingIfNeeded: half >> UInt64(shift)) & 15
                    text[at] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
                    at += 1
                }
            }
            return 36
        }
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
