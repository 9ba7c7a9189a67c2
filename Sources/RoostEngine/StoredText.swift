// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// JSON text while ``StoredEncoder`` writes it: objects and arrays that are open, the innermost last.
///
/// A class, because every container of a value writes to the one text. What encodes itself writes one part
/// after the other, so a write into an outer container ends all within.
final class StoredText {
    private struct Frame {
        var isObject: Bool
        /// Where its first byte is to stand.
        var start: Int
        /// How many members of outer objects come before its own.
        var outer: Int
        var count = 0
    }

    private(set) var out: [UInt8] = []
    private var frames: [Frame] = []
    /// Members of the open objects: where each begins, and where its name ends.
    private var members: [(start: Int, nameEnd: Int)] = []
    private var sorted: [UInt8] = []

    init() { out.reserveCapacity(1024) }

    /// How many containers are open.
    var depth: Int { frames.count }

    /// Begins a container at a place of the text, unless it is the one that was begun there.
    func open(isObject: Bool, depth: Int, at start: Int) {
        if frames.count > depth, frames[depth].start == start, frames[depth].isObject == isObject {
            return close(downTo: depth + 1)
        }
        close(downTo: depth)
        frames.append(Frame(isObject: isObject, start: start, outer: members.count))
        if !isObject { out.append(UInt8(ascii: "[")) }
    }

    /// Ends the containers that are open within so many.
    func close(downTo depth: Int) {
        while frames.count > depth {
            let frame = frames.removeLast()
            if frame.isObject { closeObject(frame) } else { out.append(UInt8(ascii: "]")) }
        }
    }

    /// Begins a member of the object at a depth.
    func member(_ name: String, in depth: Int) {
        close(downTo: depth + 1)
        let start = out.count
        append(quoted: name)
        members.append((start, out.count))
        out.append(UInt8(ascii: ":"))
    }

    /// Begins an element of the array at a depth.
    func element(in depth: Int) {
        close(downTo: depth + 1)
        if frames[depth].count > 0 { out.append(UInt8(ascii: ",")) }
        frames[depth].count += 1
    }

    /// How many elements the array at a depth has.
    func count(in depth: Int) -> Int { depth < frames.count ? frames[depth].count : 0 }

    /// Puts the members in the order of their names, with what stands between them.
    private func closeObject(_ frame: Frame) {
        let own = members[frame.outer...].indices.sorted { isBefore(members[$0], members[$1]) }
        sorted.removeAll(keepingCapacity: true)
        for (number, index) in own.enumerated() {
            sorted.append(number == 0 ? UInt8(ascii: "{") : UInt8(ascii: ","))
            let end = index + 1 < members.count ? members[index + 1].start : out.count
            sorted.append(contentsOf: out[members[index].start..<end])
        }
        if own.isEmpty { sorted.append(UInt8(ascii: "{")) }
        sorted.append(UInt8(ascii: "}"))
        out.replaceSubrange(frame.start..., with: sorted)
        members.removeLast(own.count)
    }

    private func isBefore(
        _ one: (start: Int, nameEnd: Int),
        _ other: (start: Int, nameEnd: Int)
    ) -> Bool {
        out[one.start + 1..<one.nameEnd - 1].lexicographicallyPrecedes(
            out[other.start + 1..<other.nameEnd - 1]
        )
    }
}

// Values that are no object and no array.
extension StoredText {
    func append(word: StaticString) { word.withUTF8Buffer { out.append(contentsOf: $0) } }

    func append(_ value: Bool) { append(word: value ? "true" : "false") }

    func append(_ value: some FixedWidthInteger) {
        if value < 0 { out.append(UInt8(ascii: "-")) }
        var rest = UInt64(value.magnitude)
        let start = out.count
        repeat {
            out.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        out[start...].reverse()
    }

    /// A number that is none has a word of its own: it must not stop a turn.
    func append(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        guard value.isFinite else {
            return append(quoted: value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
        }
        var text = value.description
        text.withUTF8 { text in
            let isWhole = text.suffix(2).elementsEqual(".0".utf8)
            out.append(contentsOf: isWhole ? text.dropLast(2) : text[...])
        }
    }

    func append(quoted text: String) { JSONWriter.append(quoted: text, to: &out) }
}
