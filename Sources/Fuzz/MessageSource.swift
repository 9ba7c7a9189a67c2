// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import DJICloud
import JSONText
public import RoostModel

/// Messages of docks, changed: recorded ones, and one for each documented method made up from its
/// members.
///
/// An input is the topic, a line feed, and the payload.
public struct MessageSource: Sendable {
    /// A message that others are made from.
    private struct Document {
        var kind: TopicKind
        var isOfAircraft: Bool
        var value: JSONValue
    }

    private let documents: [Document]
    private let mutation: TreeMutation
    /// The site's docks as the decoder knows them.
    public let registry: DockRegistry

    /// Serial numbers of the docks in recorded messages of ours, and of their aircraft.
    private static let docks = ["4TADK00DOCK001", "7CTDM00DOCK002", "8UUXN00DOCK003"]
    private static let aircraft = ["1581F5AIR0001", "1581F6AIR0002", "1581F8AIR0003"]

    /// How many documents there are.
    public var count: Int { documents.count }

    /// Messages made from the recorded ones of a corpus and from the catalogue of methods.
    public init(_ corpus: Corpus) {
        var documents = corpus.messages.compactMap { document -> Document? in
            guard let kind = TopicKind(rawValue: document.folder), let value = document.value
            else { return nil }
            return Document(
                kind: kind,
                isOfAircraft: document.path.contains("aircraft"),
                value: value
            )
        }
        for method in Method.all { documents += Self.documents(of: method) }
        self.documents = documents
        mutation = TreeMutation(documents.map(\.value))
        var registry = DockRegistry(
            grid: LocalGrid(origin: Coordinate(latitude: 22.54, longitude: 114.13))
        )
        for (index, serials) in zip(Self.docks, Self.aircraft).enumerated() {
            registry.register(
                DockID("D0\(index + 1)"),
                serial: serials.0,
                aircraft: serials.1
            )
        }
        self.registry = registry
    }

    /// A message and its answer with every documented member.
    private static func documents(of method: Method) -> [Document] {
        let kinds =
            [(method.kind, method.fields)]
            + (method.kind.reply.map { [($0, method.replyFields)] } ?? [])
        return kinds.map { kind, fields in
            let message: JSONValue = [
                "tid": "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f01",
                "bid": "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10",
                "timestamp": 1_778_571_001_000, "need_reply": 1, "method": .string(method.name),
                "data": Self.data(fields),
            ]
            return Document(kind: kind, isOfAircraft: false, value: message)
        }
    }

    private static func data(_ fields: [Field]) -> JSONValue {
        var data: JSONValue = [:]
        for field in fields {
            put(sample(field), at: field.path.split(separator: ".")[...], into: &data)
        }
        return data
    }

    private static func put(
        _ value: JSONValue,
        at path: ArraySlice<Substring>,
        into parent: inout JSONValue
    ) {
        guard let first = path.first else {
            if parent.isNull || parent == [:] { parent = value }
            return
        }
        let isList = first.hasSuffix("[]")
        let name = String(isList ? first.dropLast(2) : first)
        var child = (isList ? parent[name]?[0] : parent[name]) ?? [:]
        if child.object == nil { child = [:] }
        put(value, at: path.dropFirst(), into: &child)
        parent[name] = isList ? [child] : child
    }

    private static func sample(_ field: Field) -> JSONValue {
        if let word = field.values.first {
            return JSONNumber(text: word).map(JSONValue.number) ?? .string(word)
        }
        return switch field.kind {
        case .whole: 3
        case .decimal: 12.5
        case .text: "text"
        case .boolean: true
        case .object: [:]
        case .list: []
        case .unstated: "1"
        }
    }

    /// An input of a topic and a payload.
    public func draw(_ dice: inout SeededGenerator) -> [UInt8] {
        let document = dice.element(documents)
        var kind = document.kind
        let isOfAircraft = document.isOfAircraft || dice.happens(0.1)
        var serial = dice.element(isOfAircraft ? Self.aircraft : Self.docks)
        var text: String?
        // What docks never speak on is refused by its topic alone: it is sent as an answer instead.
        if !kind.isFromDevice, dice.happens(0.9) { kind = kind.reply ?? .events }
        switch dice.pick(0...39) {
        case 0: kind = dice.element(TopicKind.allCases)
        case 1: serial = Strange.text(&dice)
        case 2: text = Strange.text(&dice)
        default: break
        }
        let topic = text ?? Topic(kind, serial: serial).text
        // The line feed ends the topic, so it has none inside.
        let line = topic.utf8.map { $0 == 0x0A ? 0x20 : $0 }
        return line + [0x0A] + mutation.bytes(of: document.value, &dice)
    }

    /// The topic and the payload of an input.
    public static func parts(of input: [UInt8]) -> (topic: String, payload: ArraySlice<UInt8>) {
        let end = input.firstIndex(of: 0x0A) ?? input.count
        return (String(decoding: input[..<end], as: UTF8.self), input[min(end + 1, input.count)...])
    }

    /// Decodes an input as one received at an instant.
    public func decoded(
        _ input: [UInt8],
        receivedAt: Timestamp
    ) throws(DJICloudError) -> Decoded {
        let (topic, payload) = Self.parts(of: input)
        return try decode(
            topic: topic,
            payload: payload,
            receivedAt: receivedAt,
            registry: registry
        )
    }
}
