// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

extension Surface {
    /// JSON text, read as messages, frames and files are.
    static func json(_ corpus: Corpus) -> Surface {
        let documents = corpus.messages.compactMap(\.value)
        let mutation = TreeMutation(documents)
        return Surface(name: "json", documents: documents.count) { dice in
            mutation.bytes(of: documents.isEmpty ? nil : dice.element(documents), &dice)
        } pass: { bytes throws(Breach) in
            let value: JSONValue
            do throws(JSONError) {
                // A wrong word about duplicates would let one reader see what another does not.
                let kept = try JSONReader(duplicates: .keep).reading(bytes)
                value = kept.value
                guard kept.duplicates.count <= 100 else { throw JSONError.unboundedDuplicates }
            } catch {
                if error == .unboundedDuplicates { throw .unbounded("names of duplicates") }
                return .refused(error.word)
            }
            // Indented, a text may be longer than what is read.
            let reader = JSONReader(maximumSize: .max, duplicates: .keep)
            for writer in [JSONWriter(), JSONWriter(isPretty: true)] {
                let again = try? reader.read(writer.bytes(value))
                guard again == value else { throw .changed("a JSON value") }
            }
            try checkLeaves(value)
            do throws(JSONError) {
                _ = try JSONReader().read(bytes)
                return .accepted
            } catch { return .refused(error.word) }
        }
    }

    /// Every lenient reading has an answer for every scalar, and the answers agree.
    private static func checkLeaves(_ value: JSONValue) throws(Breach) {
        switch value {
        case .object(let object):
            for member in object.members { try checkLeaves(member.value) }
        case .array(let elements):
            for element in elements { try checkLeaves(element) }
        case .null, .bool, .number, .string:
            _ = value.lenientBool
            _ = value.lenientString
            guard let whole = value.number?.int, let double = value.double else { return }
            guard abs(Double(whole) - double) <= abs(double) * 1e-15 else {
                throw .changed("a number: whole and as a Double it is not the same")
            }
        }
    }
}

extension SeededGenerator {
    /// Any element of a list that is not empty.
    mutating func element<Element>(_ list: [Element]) -> Element { list[pick(0...list.count - 1)] }
}

extension JSONError {
    fileprivate static let unboundedDuplicates = JSONError(
        offset: -1,
        reason: .duplicateMember("")
    )

    /// A word to count by.
    var word: String {
        switch reason {
        case .tooLarge: "too_large"
        case .tooDeep: "too_deep"
        case .byteOrderMark: "byte_order_mark"
        case .unexpectedEnd: "unexpected_end"
        case .unexpectedByte: "unexpected_byte"
        case .trailingBytes: "trailing_bytes"
        case .badNumber: "bad_number"
        case .controlCharacter: "control_character"
        case .badEscape: "bad_escape"
        case .loneSurrogate: "lone_surrogate"
        case .invalidUTF8: "invalid_utf8"
        case .duplicateMember: "duplicate_member"
        }
    }
}
