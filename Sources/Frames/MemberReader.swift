// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

/// Reads members of one JSON object against the ranges of `frame-result.schema.json`.
struct MemberReader {
    let object: JSONObject
    /// Where the object is, for messages: `pose.gimbal`.
    let place: MemberPath

    init(_ value: JSONValue, at place: MemberPath) throws(FrameFault) {
        guard let object = value.object else {
            let path = place.description
            throw FrameFault(.schema, "\(path.isEmpty ? "the frame" : path) is not an object")
        }
        self.object = object
        self.place = place
    }

    var path: String { place.description }

    func has(_ name: String) -> Bool { object[name] != nil }

    func name(_ member: String) -> String { MemberPath.member(place, member).description }

    func fault(_ member: String, _ what: String) -> FrameFault {
        FrameFault(.schema, "\(name(member)) \(what)")
    }

    func required<Value>(
        _ member: String,
        _ value: Value?
    ) throws(FrameFault) -> Value {
        guard let value else { throw fault(member, "is missing") }
        return value
    }

    func text(_ member: String, _ length: ClosedRange<Int>) throws(FrameFault) -> String? {
        guard let value = object[member] else { return nil }
        guard let text = value.string, length.contains(text.unicodeScalars.count) else {
            throw fault(member, "is not a text of \(length.lowerBound) to \(length.upperBound)")
        }
        return text
    }

    /// Text of the pattern `^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$`.
    func identifier(_ member: String) throws(FrameFault) -> String? {
        guard let value = object[member] else { return nil }
        guard let text = value.string, Self.isIdentifier(text) else {
            throw fault(member, "is not an identifier of at most 128 characters")
        }
        return text
    }

    /// Whether a text has the pattern `^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$`.
    static func isIdentifier(_ text: String) -> Bool {
        guard (1...128).contains(text.utf8.count), let first = text.utf8.first, isWord(first) else {
            return false
        }
        return text.utf8.allSatisfy { isWord($0) || "._:/@+-".utf8.contains($0) }
    }

    /// Whether a text has the pattern `^[a-z][a-z0-9_]{0,63}$`.
    static func isLabel(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first,
            (97...122).contains(first)
        else { return false }
        return text.utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == 95
        }
    }

    func number(_ member: String, _ range: ClosedRange<Double>) throws(FrameFault) -> Double? {
        guard let value = object[member] else { return nil }
        guard let number = value.double, range.contains(number) else {
            throw fault(member, "is not a number of \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func whole(_ member: String, _ range: ClosedRange<Int>) throws(FrameFault) -> Int? {
        guard let value = object[member] else { return nil }
        guard let number = value.int, range.contains(number) else {
            throw fault(
                member,
                "is not a whole number of \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    func choice(_ member: String, _ words: [String]) throws(FrameFault) -> String? {
        guard let value = object[member] else { return nil }
        guard let text = value.string, words.contains(text) else {
            throw fault(member, "is none of \(words.joined(separator: ", "))")
        }
        return text
    }

    /// RFC 3339 with `T`, and `Z` or an offset, as the schema's pattern has it.
    func time(_ member: String) throws(FrameFault) -> Timestamp? {
        guard let value = object[member] else { return nil }
        guard let text = value.string, text.utf8.count >= 20,
            Array(text.utf8)[10] == UInt8(ascii: "T"), text.utf8.last != UInt8(ascii: "z"),
            let time = Timestamp(text)
        else { throw fault(member, "is not a time of RFC 3339 with an offset") }
        return time
    }

    func array(_ member: String) throws(FrameFault) -> [JSONValue]? {
        guard let value = object[member] else { return nil }
        guard let array = value.array else { throw fault(member, "is not a list") }
        return array
    }

    func numbers(
        _ member: String,
        _ count: Int,
        _ range: ClosedRange<Double>
    ) throws(FrameFault) -> [Double]? {
        guard let list = try array(member) else { return nil }
        let numbers = list.compactMap(\.double)
        guard numbers.count == list.count, list.count == count,
            numbers.allSatisfy(range.contains)
        else {
            throw fault(
                member,
                "is not \(count) numbers of \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return numbers
    }

    func reader(_ member: String) throws(FrameFault) -> MemberReader? {
        guard let value = object[member] else { return nil }
        return try MemberReader(value, at: .member(place, member))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
