// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A JSON text that was read: its bytes, and where each value stands in them.
///
/// A class, because all views of a text share it.
final class JSONSource: Sendable {
    let bytes: [UInt8]
    let nodes: [JSONNode]

    init(bytes: [UInt8], nodes: [JSONNode]) {
        self.bytes = bytes
        self.nodes = nodes
    }

    /// The text of a string or of a member's name.
    func string(_ node: JSONNode) -> String {
        bytes.withUnsafeBufferPointer { bytes in
            guard node.kind == .escaped else {
                return String(
                    decoding: UnsafeBufferPointer(rebasing: bytes[node.range]),
                    as: UTF8.self
                )
            }
            let scanner = JSONScanner(bytes: bytes, maximumDepth: 1, refusesDuplicates: false)
            return String(decoding: scanner.content(of: node), as: UTF8.self)
        }
    }

    /// Whether a string or name is this text.
    func isText(_ node: JSONNode, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { isText(node, $0) }
    }

    func isText(_ node: JSONNode, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch node.kind {
        case .string:
            guard node.range.count == text.count else { return false }
            let start = Int(node.start)
            return text.indices.allSatisfy { bytes[start + $0] == text[$0] }
        case .escaped: return string(node).utf8.elementsEqual(text)
        case .null, .no, .yes, .number, .array, .object: return false
        }
    }

    func number(_ node: JSONNode) -> JSONNumber { JSONNumber(scanned: string(node)) }

    /// The value at a place with everything in it.
    func value(at place: Int) -> JSONValue {
        let node = nodes[place]
        switch node.kind {
        case .null: return .null
        case .no: return .bool(false)
        case .yes: return .bool(true)
        case .number: return .number(number(node))
        case .string, .escaped: return .string(string(node))
        case .array:
            var elements: [JSONValue] = []
            var next = place + 1
            while next < node.next {
                elements.append(value(at: next))
                next = Int(nodes[next].next)
            }
            return .array(elements)
        case .object: return .object(object(at: place))
        }
    }

    private func object(at place: Int) -> JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(8)
        var name = place + 1
        while name < nodes[place].next {
            members.append(
                JSONObject.Member(name: string(nodes[name]), value: value(at: name + 1))
            )
            name = Int(nodes[name + 1].next)
        }
        return JSONObject(members: members)
    }
}
