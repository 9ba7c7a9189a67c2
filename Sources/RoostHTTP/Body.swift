// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import RoostAPI

/// The body of a request as one of the API's types; an empty body is an empty object.
///
/// Every route with a body of ours goes through here, so that none takes a misspelt member for one that is absent:
/// a limit of safety that nobody reads would be worse than a refusal. Only what stops or brings home takes a body
/// with members that nobody knows (`ignoresUnknown`): there a refusal would be worse. Members of `hasNoNull` are
/// named or absent, not null.
///
/// - Throws: ``Refused`` with 400 when it is no such JSON, has a member that this request does not know, or one
///   twice, or a control character, as ``BodyText`` says.
func decoded<Value: Decodable>(
    _ type: Value.Type,
    from request: Request,
    _ context: SiteContext,
    ignoresUnknown: Bool = false,
    hasNoNull: [String] = []
) async throws -> Value {
    let buffer = try await request.body.collect(upTo: context.maxUploadSize)
    let bytes = buffer.readableBytes == 0 ? Data("{}".utf8) : Data(buffer.readableBytesView)
    let value: Value
    do {
        value = try RoostJSON.decoder().decode(type, from: bytes)
    } catch let error as DecodingError {
        throw Refused.body(error)
    }
    if ignoresUnknown { return value }
    try BodyText.check(Array(bytes))
    if !hasNoNull.isEmpty { try BodyText.check(Array(bytes), hasNoNull: hasNoNull) }
    let json = try JSONSerialization.jsonObject(with: bytes, options: .fragmentsAllowed)
    if let unknown = UnknownMember.first(in: json, beside: value) { throw Refused.body(unknown) }
    return value
}

/// A request that takes no members: its body is absent or `{}`.
func decodedNothing(from request: Request, _ context: SiteContext) async throws {
    _ = try await decoded(NoMembers.self, from: request, context)
}

private struct NoMembers: Decodable {}

/// A member of a body that its request does not know.
struct UnknownMember: Equatable {
    /// Where, `to.height`.
    var path: String
    /// The members that may stand there, by name; empty: none.
    var known: [String]

    /// The first unknown member of a body, in the order of names; nil: there is none.
    ///
    /// What is known are the properties of the value that was decoded from it, by their names on the wire.
    static func first(in json: Any, beside value: Any, at path: String = "") -> UnknownMember? {
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional {
            return mirror.children.first.flatMap { first(in: json, beside: $0.value, at: path) }
        }
        if let items = json as? [Any] {
            for (index, pair) in zip(items, mirror.children).enumerated() {
                let place = "\(path)[\(index)]"
                if let found = first(in: pair.0, beside: pair.1.value, at: place) { return found }
            }
            return nil
        }
        guard let object = json as? [String: Any] else { return nil }
        var known: [String: Any] = [:]
        for child in mirror.children {
            if let label = child.label { known[wireName(label)] = child.value }
        }
        for (name, part) in object.sorted(by: { $0.key < $1.key }) {
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let child = known[name] else {
                return UnknownMember(path: String(place.prefix(80)), known: known.keys.sorted())
            }
            if let found = first(in: part, beside: child, at: place) { return found }
        }
        return nil
    }

    /// `heightM` is `height_m`, as ``RoostJSON`` writes it; a violation is a `case` there.
    static func wireName(_ property: String) -> String {
        if property == "violation" { return "case" }
        return property.reduce(into: "") { name, letter in
            if letter.isUppercase { name.append("_") }
            name.append(contentsOf: letter.lowercased())
        }
    }
}

extension Refused {
    fileprivate static func body(_ unknown: UnknownMember) -> Refused {
        let names = unknown.known.joined(separator: ", ")
        return Refused(
            400,
            "unknown_member",
            en: "The body has a member \(unknown.path) that this request does not know; "
                + (names.isEmpty ? "it takes none." : "it knows \(names)."),
            zh: "请求体含未知成员 \(unknown.path)；" + (names.isEmpty ? "此处不接受成员。" : "可用：\(names)。")
        )
    }

    /// What does not fit, by its place; without a word of the content.
    fileprivate static func body(_ error: DecodingError) -> Refused {
        let path: [any CodingKey]
        let what: (en: String, zh: String)
        switch error {
        case .keyNotFound(let key, let context):
            path = context.codingPath + [key]
            what = ("is missing", "缺失")
        case .valueNotFound(_, let context):
            path = context.codingPath
            what = ("is null", "为空")
        case .typeMismatch(_, let context):
            path = context.codingPath
            what = ("is of another type", "类型不符")
        case .dataCorrupted(let context):
            path = context.codingPath
            what = ("is no JSON", "不是 JSON")
        @unknown default:
            path = []
            what = ("cannot be read", "无法读取")
        }
        let place = path.map { key in
            key.intValue.map { "\($0)" } ?? UnknownMember.wireName(key.stringValue)
        }.joined(separator: ".")
        return Refused(
            400,
            "bad_request",
            en: "The body is not the JSON that this request takes: "
                + (place.isEmpty ? "it" : place) + " \(what.en).",
            zh: "请求体不是所需的 JSON：\(place)\(what.zh)。"
        )
    }
}
