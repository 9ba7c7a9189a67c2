// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Damages bytes without knowing what they mean.
enum ByteMutation {
    /// Pieces that parsers stumble over.
    private static let texts = [
        "", "\u{0}", "\"", "\\", "\\u", "\\ud800", "\\udc00\\ud800", "{", "}", "[", "]", ",", ":",
        "NaN", "-Infinity", "1e999", "-0", "00", "1.", ".5", "1e", "0x10", "null", "true", "//",
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "\r\n", "\t",
        "{\"a\":1,\"a\":2}", "<!DOCTYPE a>", "&lt;", "]]>", "<![CDATA[", "&#0;", "%", "- ", "!!",
        "*a", "&a ", "---\n", "\u{202E}", "\u{FEFF}", "漢", "e\u{301}",
    ]

    /// Bytes that are not UTF-8, and marks of byte order.
    private static let raw: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80], [0xE2, 0x82],
        [0xEF, 0xBB, 0xBF], [0xFE, 0xFF],
    ]

    private static let pieces = texts.map { Array($0.utf8) } + raw

    /// One change at a random place.
    static func apply(to bytes: inout [UInt8], _ dice: inout SeededGenerator) {
        guard !bytes.isEmpty else {
            bytes = piece(&dice)
            return
        }
        let at = dice.pick(0...bytes.count - 1)
        switch dice.pick(0...9) {
        case 0: bytes[at] ^= UInt8(1 << dice.pick(0...7))
        case 1: bytes[at] = UInt8(dice.pick(0...255))
        case 2: bytes.removeSubrange(at...)
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + dice.pick(1...16)))
        case 4, 5: bytes.insert(contentsOf: piece(&dice), at: at)
        case 6:
            let piece = piece(&dice)
            bytes.replaceSubrange(at..<min(bytes.count, at + piece.count), with: piece)
        case 7:
            let end = min(bytes.count, at + dice.pick(1...64))
            bytes.insert(contentsOf: bytes[at..<end], at: dice.pick(0...bytes.count))
        case 8: repeatPiece(&bytes, at, &dice)
        default: number(&bytes, at, &dice)
        }
    }

    private static func piece(_ dice: inout SeededGenerator) -> [UInt8] {
        pieces[dice.pick(0...pieces.count - 1)]
    }

    /// Nesting and length: one piece many times, rarely up to 10 MB.
    private static func repeatPiece(
        _ bytes: inout [UInt8],
        _ at: Int,
        _ dice: inout SeededGenerator
    ) {
        let piece = piece(&dice)
        guard !piece.isEmpty else { return }
        let bytesWanted =
            switch dice.pick(0...1999) {
            case 0: 10_000_000
            case 1...9: 300_000
            case 10...199: 4000
            default: 100
            }
        let many = Array(repeatElement(piece, count: max(1, bytesWanted / piece.count)).joined())
        bytes.insert(contentsOf: many, at: at)
    }

    /// Another number in place of the one at or behind a place.
    private static func number(
        _ bytes: inout [UInt8],
        _ at: Int,
        _ dice: inout SeededGenerator
    ) {
        let isDigit: (UInt8) -> Bool = { (48...57).contains($0) }
        guard let start = bytes[at...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: Array(Strange.number(&dice).utf8))
    }
}
