// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// A string; the cursor stands on the opening quote.
    mutating func string() throws(JSONError) {
        at += 1
        let start = at
        var bits: UInt8 = 0
        var mark: UInt32 = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                // Most strings are ASCII, which is valid UTF-8 as it stands.
                if bits >= 0x80 { try check(start..<at) }
                note(.string, from: start, mark: mark)
                at += 1
                return
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw fault(.controlCharacter(byte)) }
            bits |= byte
            mark = Self.mark(mark, byte)
            at += 1
        }
        throw fault(.unexpectedEnd)
    }

    private static func mark(_ mark: UInt32, _ byte: UInt8) -> UInt32 {
        (mark ^ UInt32(byte)) &* 16_777_619
    }

    private func check(_ range: Range<Int>) throws(JSONError) {
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        guard String(validating: raw, as: UTF8.self) == nil else { return }
        throw fault(.invalidUTF8, at: range.lowerBound + Self.validPrefix(of: raw))
    }

    /// The rest of a string with at least one escape; the cursor stands on the first backslash.
    private mutating func escapedString(from start: Int) throws(JSONError) {
        var resolved = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            switch byte {
            case UInt8(ascii: "\""):
                guard String(validating: resolved, as: UTF8.self) != nil else {
                    let raw = UnsafeBufferPointer(rebasing: bytes[start..<at])
                    throw fault(.invalidUTF8, at: start + Self.validPrefix(of: raw))
                }
                note(.escaped, from: start, mark: resolved.reduce(0, Self.mark))
                at += 1
                return
            case UInt8(ascii: "\\"):
                at += 1
                try appendEscape(to: &resolved)
            case 0..<0x20:
                throw fault(.controlCharacter(byte))
            default:
                resolved.append(byte)
                at += 1
            }
        }
        throw fault(.unexpectedEnd)
    }

    /// The text of a string that was read before.
    func content(of node: JSONNode) -> [UInt8] {
        guard node.kind == .escaped else { return Array(bytes[node.range]) }
        var scanner = self
        scanner.at = node.range.lowerBound
        var resolved: [UInt8] = []
        while scanner.at < node.range.upperBound {
            guard bytes[scanner.at] == UInt8(ascii: "\\") else {
                resolved.append(bytes[scanner.at])
                scanner.at += 1
                continue
            }
            scanner.at += 1
            // It was read once: no escape of it throws.
            guard (try? scanner.appendEscape(to: &resolved)) != nil else { break }
        }
        return resolved
    }

    /// Whether two strings have the same text, code point by code point.
    func hasSameText(_ one: JSONNode, _ other: JSONNode) -> Bool {
        guard one.kind == .string, other.kind == .string else {
            return content(of: one) == content(of: other)
        }
        return bytes[one.range].elementsEqual(bytes[other.range])
    }

    /// One escape; the cursor stands behind the backslash.
    private mutating func appendEscape(to resolved: inout [UInt8]) throws(JSONError) {
        let byte = try peek()
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): resolved.append(byte)
        case UInt8(ascii: "b"): resolved.append(0x08)
        case UInt8(ascii: "f"): resolved.append(0x0C)
        case UInt8(ascii: "n"): resolved.append(0x0A)
        case UInt8(ascii: "r"): resolved.append(0x0D)
        case UInt8(ascii: "t"): resolved.append(0x09)
        case UInt8(ascii: "u"): resolved.append(contentsOf: String(try unicodeEscape()).utf8)
        default: throw fault(.badEscape, at: at - 2)
        }
    }

    /// The four digits after `\u`, and the second half of a pair where one is needed.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = at - 2
        let first = try hexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"),
            bytes[at + 1] == UInt8(ascii: "u")
        else { throw fault(.loneSurrogate, at: start) }
        at += 2
        let second = try hexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func hexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            default: throw fault(.badEscape)
            }
            at += 1
        }
        return value
    }

    /// How many leading bytes are whole code points.
    ///
    /// Only for the offset in an error.
    private static func validPrefix(of raw: UnsafeBufferPointer<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = raw.makeIterator()
        var valid = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            valid += UTF8.width(scalar)
        }
        return valid
    }
}
