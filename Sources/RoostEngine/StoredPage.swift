// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// The bytes of a ``StoredText`` and the containers that are open in it.
///
/// An object's members stand one after the other as they come; when it ends they are put in the order of their
/// names, with what belongs between them.
struct StoredPage {
    private struct Frame {
        var isObject: Bool
        /// Where its first byte is to stand.
        var start: Int
        /// How many members of outer objects come before its own.
        var outer: Int
        var count = 0
    }

    /// Where a member of an open object begins, and where its name and itself end.
    private struct Member {
        var start: Int
        var nameEnd: Int
        var end = 0

        func isBefore(_ other: Self, in out: UnsafeBufferPointer<UInt8>) -> Bool {
            out[start + 1..<nameEnd - 1].lexicographicallyPrecedes(
                out[other.start + 1..<other.nameEnd - 1]
            )
        }
    }

    private(set) var out: [UInt8] = []
    private var frames: [Frame] = []
    private var members: [Member] = []
    private var sorted: [UInt8] = []

    init() { out.reserveCapacity(1024) }

    var depth: Int { frames.count }

    mutating func open(isObject: Bool, depth: Int, at start: Int) {
        if frames.count > depth, frames[depth].start == start, frames[depth].isObject == isObject {
            return close(downTo: depth + 1)
        }
        close(downTo: depth)
        frames.append(Frame(isObject: isObject, start: start, outer: members.count))
        if !isObject { out.append(UInt8(ascii: "[")) }
    }

    mutating func close(downTo depth: Int) {
        while frames.count > depth {
            let frame = frames.removeLast()
            if frame.isObject { closeObject(frame) } else { out.append(UInt8(ascii: "]")) }
        }
    }

    mutating func member(_ name: String, in depth: Int) {
        close(downTo: depth + 1)
        let start = out.count
        append(quoted: name)
        members.append(Member(start: start, nameEnd: out.count))
        out.append(UInt8(ascii: ":"))
    }

    mutating func element(in depth: Int) {
        close(downTo: depth + 1)
        if frames[depth].count > 0 { out.append(UInt8(ascii: ",")) }
        frames[depth].count += 1
    }

    func count(in depth: Int) -> Int { depth < frames.count ? frames[depth].count : 0 }

    mutating func append(word: StaticString) {
        word.withUTF8Buffer { out.append(contentsOf: $0) }
    }

    mutating func append(_ magnitude: UInt64, isNegative: Bool) {
        JSONWriter.append(magnitude: magnitude, isNegative: isNegative, to: &out)
    }

    /// One that is no number has a word of its own: it must not stop a turn.
    mutating func append(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        JSONWriter.append(value, to: &out)
    }

    mutating func append(quoted text: String) { JSONWriter.append(quoted: text, to: &out) }

    /// Puts the members in the order of their names, with what stands between them.
    private mutating func closeObject(_ frame: Frame) {
        let own = frame.outer..<members.count
        guard !own.isEmpty else { return append(word: "{}") }
        sort(own)
        sorted.removeAll(keepingCapacity: true)
        sorted.reserveCapacity(out.count - frame.start + own.count + 1)
        var mark = UInt8(ascii: "{")
        for member in members[own] {
            sorted.append(mark)
            sorted.append(contentsOf: out[member.start..<member.end])
            mark = UInt8(ascii: ",")
        }
        sorted.append(UInt8(ascii: "}"))
        out.removeSubrange(frame.start...)
        out.append(contentsOf: sorted)
        members.removeSubrange(own)
    }

    /// By insertion: an object has few members.
    private mutating func sort(_ own: Range<Int>) {
        for index in own {
            members[index].end =
                index + 1 < own.upperBound ? members[index + 1].start : out.count
        }
        let bytes = out
        bytes.withUnsafeBufferPointer { bytes in
            for index in own.dropFirst() {
                let member = members[index]
                var place = index
                while place > own.lowerBound, member.isBefore(members[place - 1], in: bytes) {
                    members[place] = members[place - 1]
                    place -= 1
                }
                members[place] = member
            }
        }
    }
}
