// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A set of small numbers, slots or samples, one bit each.
struct SlotSet: Equatable, Sendable {
    private(set) var words: [UInt64]

    /// The empty set that may hold 0 ..< `count`.
    init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// The set of all of 0 ..< `count`.
    init(allOf count: Int) {
        self.init(count: count)
        insert(0..<count)
    }

    func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

    mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

    mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

    mutating func insert(_ range: Range<Int>) {
        Self.forEachWord(of: range) { words[$0] |= $1 }
    }

    mutating func remove(_ range: Range<Int>) {
        Self.forEachWord(of: range) { words[$0] &= ~$1 }
    }

    mutating func remove(allOf other: SlotSet) {
        for index in words.indices { words[index] &= ~other.words[index] }
    }

    func isSubset(of other: SlotSet) -> Bool {
        words.indices.allSatisfy { words[$0] & ~other.words[$0] == 0 }
    }

    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var left = word
            while left != 0 {
                body(index << 6 + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
    }

    /// Becomes the empty set.
    mutating func clear() {
        for index in words.indices { words[index] = 0 }
    }

    /// Becomes the part of `other` in a range; what is outside the range's words is left as it was.
    mutating func take(_ other: SlotSet, in range: Range<Int>) {
        Self.forEachWord(of: range) { words[$0] = other.words[$0] & $1 }
    }

    /// Takes in a row of words of a table.
    mutating func formUnion(_ table: [UInt64], at base: Int) {
        for index in words.indices { words[index] |= table[base + index] }
    }

    /// The first member in a range.
    @inline(__always)
    func first(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var index = range.lowerBound >> 6
        let last = (range.upperBound - 1) >> 6
        var word = words[index] & (.max << UInt64(range.lowerBound & 63))
        while word == 0, index < last {
            index += 1
            word = words[index]
        }
        guard word != 0 else { return nil }
        let number = index << 6 + word.trailingZeroBitCount
        return number < range.upperBound ? number : nil
    }

    /// The last member in a range.
    @inline(__always)
    func last(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var index = (range.upperBound - 1) >> 6
        let first = range.lowerBound >> 6
        var word = words[index] & (.max >> UInt64(63 - (range.upperBound - 1) & 63))
        while word == 0, index > first {
            index -= 1
            word = words[index]
        }
        guard word != 0 else { return nil }
        let number = index << 6 + 63 - word.leadingZeroBitCount
        return number >= range.lowerBound ? number : nil
    }

    /// Each word that a range touches, with the bits of it that are in the range.
    @inline(__always)
    static func forEachWord(of range: Range<Int>, _ body: (Int, UInt64) -> Void) {
        guard !range.isEmpty else { return }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        let head: UInt64 = .max << UInt64(range.lowerBound & 63)
        let tail: UInt64 = .max >> UInt64(63 - (range.upperBound - 1) & 63)
        if first == last { return body(first, head & tail) }
        body(first, head)
        for index in first + 1..<last { body(index, .max) }
        body(last, tail)
    }
}
