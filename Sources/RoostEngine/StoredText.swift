// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// JSON text while ``StoredEncoder`` writes it: objects and arrays that are open, the innermost last.
///
/// A class, because every container of a value writes to the one text. What encodes itself writes one part
/// after the other, so a write into an outer container ends all within.
final class StoredText {
    /// What is written; a value of its own, so that each call below has it to itself for once and all.
    private var page = StoredPage()

    /// The bytes so far.
    var out: [UInt8] { page.out }

    /// How many bytes there are.
    var count: Int { page.out.count }

    /// How many containers are open.
    var depth: Int { page.depth }

    /// Begins a container at a place of the text, unless it is the one that was begun there.
    func open(isObject: Bool, depth: Int, at start: Int) {
        page.open(isObject: isObject, depth: depth, at: start)
    }

    /// Ends the containers that are open within so many.
    func close(downTo depth: Int) { page.close(downTo: depth) }

    /// Begins a member of the object at a depth.
    func member(_ name: String, in depth: Int) { page.member(name, in: depth) }

    /// Begins an element of the array at a depth.
    func element(in depth: Int) { page.element(in: depth) }

    /// How many elements the array at a depth has.
    func count(in depth: Int) -> Int { page.count(in: depth) }
}

// Values that are no object and no array.
extension StoredText {
    func append(word: StaticString) { page.append(word: word) }

    func append(_ value: Bool) { append(word: value ? "true" : "false") }

    func append(_ value: some FixedWidthInteger) {
        page.append(UInt64(value.magnitude), isNegative: value < 0)
    }

    func append(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
        page.append(value)
    }

    func append(quoted text: String) { page.append(quoted: text) }
}
