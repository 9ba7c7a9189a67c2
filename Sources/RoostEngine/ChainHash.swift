// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation

/// SHA-256 over fields whose lengths are part of what is hashed, so that no two lists of fields
/// meet.
struct ChainHash {
    private var hash = SHA256()

    /// The hash before the first turn of a site.
    static let beginning = Data(count: 32)

    /// The hash of no field.
    static let nothing = ChainHash().finished()

    mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number).bigEndian) { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ bytes: Data) {
        add(bytes.count)
        hash.update(data: bytes)
    }

    mutating func add(_ text: String) { add(Data(text.utf8)) }

    func finished() -> Data { Data(hash.finalize()) }
}

extension Data {
    /// SHA-256 of the bytes.
    var sha256: Data { Data(SHA256.hash(data: self)) }

    /// Two lower-case hexadecimal digits a byte.
    var hexadecimal: String {
        func digit(_ value: UInt8) -> UInt8 {
            value + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        }
        return String(unsafeUninitializedCapacity: count * 2) { text in
            for (index, byte) in enumerated() {
                text[2 * index] = digit(byte >> 4)
                text[2 * index + 1] = digit(byte & 15)
            }
            return count * 2
        }
    }

    /// Reads two hexadecimal digits a byte; nil when malformed.
    init?(hexadecimal text: String) {
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for byte in text.utf8 {
            guard let value = digit(byte) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        guard high == nil else { return nil }
        self = Data(bytes)
    }
}
