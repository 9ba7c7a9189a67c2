// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Writes JSON text: numbers as they were read, members in their order unless sorted.
public struct JSONWriter: Sendable {
    /// Whether members are written in the order of their names' UTF-8 bytes.
    public let sortsMembers: Bool
    /// Whether the text is indented by two spaces a level, for people.
    public let isPretty: Bool

    /// A writer; compact and in the order of the value unless told otherwise.
    public init(sortsMembers: Bool = false, isPretty: Bool = false) {
        self.sortsMembers = sortsMembers
        self.isPretty = isPretty
    }

    /// The value as UTF-8 bytes.
    public func bytes(_ value: JSONValue) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(256)
        append(value, to: &out, level: 0)
        return out
    }

    /// The value as a string.
    public func text(_ value: JSONValue) -> String {
        String(decoding: bytes(value), as: UTF8.self)
    }

    private func append(_ value: JSONValue, to out: inout [UInt8], level: Int) {
        switch value {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(true): out.append(contentsOf: "true".utf8)
        case .bool(false): out.append(contentsOf: "false".utf8)
        case .number(let number): out.append(contentsOf: number.text.utf8)
        case .string(let text): Self.append(quoted: text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                newLine(level + 1, &out)
                append(element, to: &out, level: level + 1)
            }
            if !elements.isEmpty { newLine(level, &out) }
            out.append(UInt8(ascii: "]"))
        case .object(let object): append(object, to: &out, level: level)
        }
    }

    private func append(_ object: JSONObject, to out: inout [UInt8], level: Int) {
        out.append(UInt8(ascii: "{"))
        for (index, member) in ordered(object).enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            newLine(level + 1, &out)
            Self.append(quoted: member.name, to: &out)
            out.append(UInt8(ascii: ":"))
            if isPretty { out.append(0x20) }
            append(member.value, to: &out, level: level + 1)
        }
        if !object.isEmpty { newLine(level, &out) }
        out.append(UInt8(ascii: "}"))
    }

    private func ordered(_ object: JSONObject) -> [JSONObject.Member] {
        guard sortsMembers else { return object.members }
        return object.members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    private func newLine(_ level: Int, _ out: inout [UInt8]) {
        guard isPretty else { return }
        out.append(0x0A)
        out.append(contentsOf: repeatElement(0x20, count: level * 2))
    }

    /// Writes a text in quotes, with what must be escaped in it and nothing more.
    public static func append(quoted text: String, to out: inout [UInt8]) {
        var text = text
        out.append(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            var start = 0
            for (at, byte) in bytes.enumerated() {
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                    continue
                }
                out.append(contentsOf: bytes[start..<at])
                escape(byte, to: &out)
                start = at + 1
            }
            out.append(contentsOf: bytes[start...])
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: out.append(UInt8(ascii: "b"))
        case 0x09: out.append(UInt8(ascii: "t"))
        case 0x0A: out.append(UInt8(ascii: "n"))
        case 0x0C: out.append(UInt8(ascii: "f"))
        case 0x0D: out.append(UInt8(ascii: "r"))
        case 0..<0x20:
            out.append(contentsOf: byte < 0x10 ? "u000".utf8 : "u00".utf8)
            out.append(contentsOf: String(byte, radix: 16).utf8)
        default: out.append(byte)
        }
    }
}
