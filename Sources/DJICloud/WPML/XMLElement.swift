// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An element with what is inside it.
struct XMLElement: Equatable {
    /// The name as written, prefix included.
    let name: String
    /// The document that it is in, for messages.
    let file: String
    /// The line that it begins on, from 1.
    let line: Int
    /// The elements inside, in their order.
    var children: [XMLElement] = []
    /// The text directly inside, as written.
    var text = ""

    /// Where it is, for messages.
    var path: String { "\(file):\(line) \(name)" }

    /// The elements of a name inside.
    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The one element of a name inside; throws `missing` without it, `wrongType` with several.
    func one(_ name: String) throws(DJICloudError) -> XMLElement {
        guard let found = try optional(name) else { throw .missing(path: "\(path)/\(name)") }
        return found
    }

    /// The one element of a name inside, or nil; throws `wrongType` with several.
    func optional(_ name: String) throws(DJICloudError) -> XMLElement? {
        let found = all(name)
        guard found.count <= 1 else {
            throw .wrongType(path: "\(path)/\(name)", expected: "there once")
        }
        return found.first
    }

    /// The text without white space around it.
    var trimmed: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0.isNewline }
        var rest = text[...]
        while let first = rest.first, blank(first) { rest.removeFirst() }
        while let last = rest.last, blank(last) { rest.removeLast() }
        return String(rest)
    }

    /// The text of the one element of a name.
    func word(_ name: String) throws(DJICloudError) -> String { try one(name).trimmed }

    /// The whole number in the one element of a name.
    func int(_ name: String) throws(DJICloudError) -> Int {
        let element = try one(name)
        guard let number = Int(element.trimmed) else {
            throw .wrongType(path: element.path, expected: "a whole number")
        }
        return number
    }

    /// The number in the one element of a name: digits, sign and dot only (pitfall 7).
    func double(_ name: String) throws(DJICloudError) -> Double {
        let element = try one(name)
        guard let number = XMLElement.decimal(element.trimmed) else {
            throw .wrongType(path: element.path, expected: "a number")
        }
        return number
    }

    /// A finite number of digits, sign and dot.
    static func decimal(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard isPlain, let number = Double(text), number.isFinite else { return nil }
        return number
    }
}
