// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// Damages a JSON value as a value: types change, members vanish, come twice or come from elsewhere.
public struct TreeMutation: Sendable {
    /// Names that stand somewhere in the documents: a member may become any of them.
    private let names: [String]
    /// Parts of the documents: any may come in another's place.
    private let parts: [JSONValue]

    /// A mutation that knows these documents.
    public init(_ documents: [JSONValue]) {
        var names: Set<String> = []
        var parts: [JSONValue] = []
        for document in documents { Self.collect(document, &names, &parts) }
        self.names = names.sorted()
        self.parts = parts.isEmpty ? [nil] : parts
    }

    private static func collect(
        _ value: JSONValue,
        _ names: inout Set<String>,
        _ parts: inout [JSONValue]
    ) {
        parts.append(value)
        for member in value.object?.members ?? [] {
            names.insert(member.name)
            collect(member.value, &names, &parts)
        }
        for element in value.array ?? [] { collect(element, &names, &parts) }
    }

    /// A document's bytes, changed: mostly one to four changes of the value, at times of the bytes.
    public func bytes(of document: JSONValue, _ dice: inout SeededGenerator) -> [UInt8] {
        var value = document
        for _ in 0..<Self.count(&dice) { value = change(value, &dice) }
        var bytes = JSONWriter().bytes(value)
        if dice.happens(0.12) {
            for _ in 0..<dice.pick(1...3) { ByteMutation.apply(to: &bytes, &dice) }
        }
        return bytes
    }

    private static func count(_ dice: inout SeededGenerator) -> Int {
        switch dice.pick(0...31) {
        case 0: 0
        case 1: dice.pick(5...30)
        default: dice.pick(1...4)
        }
    }

    /// The value with one change somewhere inside.
    private func change(_ value: JSONValue, _ dice: inout SeededGenerator) -> JSONValue {
        switch value {
        case .object(let object) where !object.isEmpty && !dice.happens(0.08):
            return .object(change(object, &dice))
        case .array(let elements) where !elements.isEmpty && !dice.happens(0.15):
            return .array(change(elements, &dice))
        case .null, .bool, .number, .string, .array, .object: return replacement(of: value, &dice)
        }
    }

    private func change(_ object: JSONObject, _ dice: inout SeededGenerator) -> JSONObject {
        var members = object.members
        let at = dice.pick(0...members.count - 1)
        let member = members[at]
        switch dice.pick(0...15) {
        case 0: members.remove(at: at)
        case 1: members.swapAt(at, dice.pick(0...members.count - 1))
        case 2:
            // The same name once more, with the same value or another.
            let value = dice.happens(0.5) ? member.value : Strange.value(&dice)
            members.append(JSONObject.Member(name: member.name, value: value))
        case 3: members[at] = JSONObject.Member(name: name(&dice), value: member.value)
        case 4:
            members.append(JSONObject.Member(name: name(&dice), value: part(&dice)))
        case 5:
            for number in 0..<(dice.happens(0.05) ? 3000 : dice.pick(1...40)) {
                members.append(JSONObject.Member(name: "x\(number)", value: .int(number)))
            }
        default: members[at].value = change(member.value, &dice)
        }
        return JSONObject(members: members)
    }

    private func change(_ elements: [JSONValue], _ dice: inout SeededGenerator) -> [JSONValue] {
        var elements = elements
        let at = dice.pick(0...elements.count - 1)
        switch dice.pick(0...11) {
        case 0: elements.remove(at: at)
        case 1: elements = []
        case 2: elements.append(part(&dice))
        case 3:
            let times = dice.happens(0.1) ? dice.pick(100...1200) : dice.pick(1...8)
            elements += Array(repeating: elements[at], count: times)
        default: elements[at] = change(elements[at], &dice)
        }
        return elements
    }

    private func replacement(
        of value: JSONValue,
        _ dice: inout SeededGenerator
    ) -> JSONValue {
        switch dice.pick(0...7) {
        case 0: return part(&dice)
        case 1: return [value]
        case 2: return ["value": value]
        case 3:
            // The same in another kind.
            if let number = value.number { return .string(number.text) }
            if let text = value.string, let number = JSONNumber(text: text) {
                return .number(number)
            }
            return .string(value.kind)
        case 4, 5:
            if value.number != nil {
                return JSONNumber(text: Strange.number(&dice)).map(JSONValue.number) ?? 0
            }
            if value.string != nil { return .string(Strange.text(&dice)) }
            return Strange.value(&dice)
        default: return Strange.value(&dice)
        }
    }

    private func name(_ dice: inout SeededGenerator) -> String {
        names.isEmpty || dice.happens(0.1)
            ? Strange.text(&dice) : names[dice.pick(0...names.count - 1)]
    }

    private func part(_ dice: inout SeededGenerator) -> JSONValue {
        parts[dice.pick(0...parts.count - 1)]
    }
}
