// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Damages XML by its tags: texts change, elements vanish, come twice or change places.
enum MarkupMutation {
    static func apply(to bytes: inout [UInt8], _ dice: inout SeededGenerator) {
        guard let tag = tag(in: bytes, &dice) else {
            ByteMutation.apply(to: &bytes, &dice)
            return
        }
        switch dice.pick(0...9) {
        case 0...3:
            let end = bytes[tag.upperBound...].firstIndex(of: 0x3C) ?? bytes.count
            let text = dice.happens(0.7) ? Strange.number(&dice) : Strange.text(&dice)
            bytes.replaceSubrange(tag.upperBound..<end, with: Array(text.utf8))
        case 4: bytes.removeSubrange(element(from: tag, in: bytes))
        case 5:
            let element = Array(bytes[element(from: tag, in: bytes)])
            for _ in 0..<(dice.happens(0.05) ? 200 : 1) {
                bytes.insert(contentsOf: element, at: tag.lowerBound)
            }
        case 6:
            let element = Array(bytes[element(from: tag, in: bytes)])
            guard let other = Self.tag(in: bytes, &dice) else { return }
            bytes.insert(contentsOf: element, at: other.lowerBound)
        case 7:
            let depth = dice.pick(1...60)
            let open = Array(repeatElement(Array("<a>".utf8), count: depth).joined())
            bytes.insert(contentsOf: open, at: tag.lowerBound)
        default: ByteMutation.apply(to: &bytes, &dice)
        }
    }

    /// Any tag, from its `<` past its `>`.
    private static func tag(
        in bytes: [UInt8],
        _ dice: inout SeededGenerator
    ) -> Range<Int>? {
        guard !bytes.isEmpty else { return nil }
        let from = dice.pick(0...bytes.count - 1)
        guard let start = bytes[from...].firstIndex(of: 0x3C),
            let end = bytes[start...].firstIndex(of: 0x3E)
        else { return nil }
        return start..<end + 1
    }

    /// From a start tag past the next end tag: mostly a whole element.
    private static func element(from tag: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
        var at = tag.upperBound
        while at + 1 < bytes.count, !(bytes[at] == 0x3C && bytes[at + 1] == 0x2F) { at += 1 }
        let end = bytes[at...].firstIndex(of: 0x3E).map { $0 + 1 } ?? bytes.count
        return tag.lowerBound..<end
    }
}
