// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A JSON value while ``StoredEncoder`` makes it.
///
/// A class, because a container that was handed out goes on to fill what its parent already holds.
final class StoredNode {
    /// A part of a value.
    enum Part {
        /// Written as it is: a number, `true`, `null`.
        case word(String)
        /// Written in quotes.
        case text(String)
        /// A value of its own.
        case node(StoredNode)

        init(_ value: Bool) { self = .word(value ? "true" : "false") }

        /// A number that is none has a word of its own: it must not stop a turn.
        init(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
            guard value.isFinite else {
                self = .text(value.isNaN ? "nan" : value < 0 ? "-inf" : "inf")
                return
            }
            let text = value.description
            self = .word(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
        }
    }

    private enum Content {
        case nothing
        case single(Part)
        case members([(name: String, part: Part)])
        case elements([Part])
    }

    private var content = Content.nothing

    /// How many elements it has.
    var count: Int { if case .elements(let parts) = content { parts.count } else { 0 } }

    /// Makes it an object, unless it is one.
    func asMembers() -> StoredNode {
        if case .members = content { return self }
        content = .members([])
        return self
    }

    /// Makes it an array, unless it is one.
    func asElements() -> StoredNode {
        if case .elements = content { return self }
        content = .elements([])
        return self
    }

    func set(_ part: Part) { content = .single(part) }

    func add(_ part: Part, _ name: String) {
        guard case .members(var members) = content else { return }
        content = .nothing
        members.append((name, part))
        content = .members(members)
    }

    func add(_ part: Part) {
        guard case .elements(var parts) = content else { return }
        content = .nothing
        parts.append(part)
        content = .elements(parts)
    }

    func child(_ name: String) -> StoredNode {
        let child = StoredNode()
        add(.node(child), name)
        return child
    }

    func child() -> StoredNode {
        let child = StoredNode()
        add(.node(child))
        return child
    }

    /// Writes it; what encoded nothing is an empty object.
    func append(to out: inout [UInt8]) {
        switch content {
        case .nothing: out.append(contentsOf: [UInt8(ascii: "{"), UInt8(ascii: "}")])
        case .single(let part): append(part, to: &out)
        case .members(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.sorted(by: { $0.name < $1.name }).enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                append(quoted: member.name, to: &out)
                out.append(UInt8(ascii: ":"))
                append(member.part, to: &out)
            }
            out.append(UInt8(ascii: "}"))
        case .elements(let parts):
            out.append(UInt8(ascii: "["))
            for (index, part) in parts.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                append(part, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        }
    }

    private func append(_ part: Part, to out: inout [UInt8]) {
        switch part {
        case .word(let text): out.append(contentsOf: text.utf8)
        case .text(let text): append(quoted: text, to: &out)
        case .node(let node): node.append(to: &out)
        }
    }

    private func append(quoted text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0x08: out.append(contentsOf: #"\b"#.utf8)
            case 0x0C: out.append(contentsOf: #"\f"#.utf8)
            case 0x0A: out.append(contentsOf: #"\n"#.utf8)
            case 0x0D: out.append(contentsOf: #"\r"#.utf8)
            case 0x09: out.append(contentsOf: #"\t"#.utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                out.append(contentsOf: (digits.utf8.count == 1 ? #"\u000"# : #"\u00"#).utf8)
                out.append(contentsOf: digits.utf8)
            default: out.append(byte)
            }
        }
        out.append(UInt8(ascii: "\""))
    }
}
