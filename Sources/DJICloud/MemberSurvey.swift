// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText

/// Finds in a message what no document has: members by path, and the method.
///
/// Nothing follows from it but a count: real firmware is ahead of the documents (PROTOCOL § 3).
public struct MemberSurvey: Sendable {
    private let message: Message
    private let kind: TopicKind?
    private let method: String?

    /// A survey of a message that came on this kind of topic; without a kind only the envelope is
    /// looked at.
    public init(message: Message, kind: TopicKind?, method: String?) {
        self.message = message
        self.kind = kind
        self.method = method
    }

    /// The method when no document has it for this kind.
    public var unknownMethod: String? {
        guard let kind, let method, Method.named(method, on: kind) == nil else { return nil }
        return method
    }

    /// Paths of members that no document has, `[]` in place of an index.
    public func unknownMembers() -> [String] {
        let envelope = message.members.names.filter { !Self.envelope.contains($0) }
        return envelope.map { "$.\($0)" } + unknownData().map { "$.data.\($0)" }
    }

    /// Paths of values that the documents do not list, with the value: `mode_code=5`.
    public func unknownValues() -> [String] {
        guard let kind, let data = message.data else { return [] }
        let entry = method.flatMap { Method.named($0, on: kind) }
        let isReply = TopicKind.allCases.contains { $0.reply == kind }
        let fields = (isReply ? entry?.replyFields : entry?.fields) ?? []
        return Self.leaves(of: data).compactMap { path, value in
            let bare = Self.unwrapped(path)
            let field =
                kind == .osd || kind == .state
                ? Property.at(path) : fields.first { $0.path == path || $0.path == bare }
            guard let field, !field.values.isEmpty, let word = Self.word(of: value),
                !field.values.contains(word), !Self.isListed(value, field.values)
            else { return nil }
            return "$.data.\(path)=\(word.prefix(64))"
        }
    }

    /// Whether a boolean stands in a list that writes them in words, as some tables do.
    private static func isListed(_ value: JSONValue, _ list: [String]) -> Bool {
        guard case .bool(let flag) = value else { return false }
        return list.contains(flag ? "true" : "false")
    }

    /// The value as the tables write it: booleans as 0 and 1.
    private static func word(of value: JSONValue) -> String? {
        if case .bool(let flag) = value { return flag ? "1" : "0" }
        return value.lenientString
    }

    private static let envelope: Set<String> = [
        "tid", "bid", "timestamp", "method", "gateway", "need_reply", "seq", "data",
    ]

    private func unknownData() -> [String] {
        guard let kind, let data = message.data else { return [] }
        switch kind {
        case .osd, .state, .propertySet, .propertySetReply:
            return Self.paths(of: data).filter { path in
                !(kind == .propertySetReply && path.hasSuffix("result")) && Property.at(path) == nil
            }
        case .status, .statusReply, .stateReply, .services, .servicesReply, .events, .eventsReply,
            .requests, .requestsReply, .drcDown, .drcUp:
            guard let method, let entry = Method.named(method, on: kind) else { return [] }
            let isReply = TopicKind.allCases.contains { $0.reply == kind }
            // Live control answers on the same kind of the other direction, with a result.
            var known = Set((isReply ? entry.replyFields : entry.fields).map(\.path))
            if kind == .drcUp { known.formUnion(entry.replyFields.map(\.path)) }
            known.formUnion(["result", "output", "info"])
            return Self.paths(of: data).filter { !Self.isKnown($0, known) }
        }
    }

    /// The tables leave out the wrapper `output` of events and replies, and the brackets of an array
    /// that is the whole data.
    private static func isKnown(_ path: String, _ known: Set<String>) -> Bool {
        let bare = unwrapped(path)
        return known.contains(path) || known.contains(bare) || known.contains("output.\(bare)")
    }

    private static func unwrapped(_ path: String) -> String {
        var bare = Substring(path)
        for wrapper in ["[].", "output.", "info."] where bare.hasPrefix(wrapper) {
            bare = bare.dropFirst(wrapper.count)
        }
        return String(bare)
    }

    /// Paths of all members, each once.
    private static func paths(of value: JSONValue) -> [String] {
        var seen: Set<String> = []
        return members(of: value).map(\.path).filter { seen.insert($0).inserted }
    }

    /// All members that are no objects and no arrays.
    private static func leaves(of value: JSONValue) -> [(path: String, value: JSONValue)] {
        members(of: value).filter { $0.value.object == nil && $0.value.array == nil }
    }

    private static func members(
        of value: JSONValue,
        at prefix: String = ""
    ) -> [(path: String, value: JSONValue)] {
        switch value {
        case .object(let object):
            object.members.flatMap { member in
                let path = prefix.isEmpty ? member.name : "\(prefix).\(member.name)"
                return [(path, member.value)] + members(of: member.value, at: path)
            }
        case .array(let elements):
            elements.flatMap { members(of: $0, at: prefix + "[]") }
        case .null, .bool, .number, .string: []
        }
    }
}
