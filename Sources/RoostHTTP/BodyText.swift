// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostAPI

/// What the text of a request's body may not hold, whatever the request is.
enum BodyText {
    /// Members in which line feeds and tabs may stand: the words of a notice.
    private static let manyLines: Set = ["text"]
    /// Members that say why.
    private static let reasons: Set = ["reason", "why", "lock"]

    /// Refuses a body in which a member comes twice, a reason is too long, or a text has control characters.
    ///
    /// What is no JSON is left to who decodes it.
    ///
    /// - Throws: ``Refused`` with 400, or 422 for a reason.
    static func check(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONReader().read(bytes)
        } catch {
            guard case .duplicateMember(let name) = error.reason else { return }
            throw Refused(
                400,
                "duplicate_member",
                en: "The body has the member \(PlainText.shown(String(name.prefix(80)))) twice.",
                zh: "请求体中成员 \(PlainText.shown(String(name.prefix(80)))) 重复。"
            )
        }
        try check(value, at: "")
    }

    /// Refuses a body whose member is null where absent and null would be taken for all.
    static func check(_ bytes: [UInt8], hasNoNull names: [String]) throws {
        guard let value = try? JSONReader().read(bytes) else { return }
        guard let name = names.first(where: { value[$0] == .null }) else { return }
        throw Refused(
            400,
            "bad_request",
            en: "\(name) is null: name one, or leave it out for the whole fleet.",
            zh: "\(name) 为空：请指定，或省略以表示全部。"
        )
    }

    private static func check(_ value: JSONValue, at path: String) throws {
        switch value {
        case .null, .bool, .number: return
        case .string(let text): try check(text, at: path)
        case .array(let values):
            for (index, value) in values.enumerated() { try check(value, at: "\(path)[\(index)]") }
        case .object(let object):
            for member in object.members {
                try check(member.name, at: path)
                let place = path.isEmpty ? member.name : "\(path).\(member.name)"
                try check(member.value, at: String(place.prefix(80)))
            }
        }
    }

    private static func check(_ text: String, at path: String) throws {
        if reasons.contains(path), text.utf8.count > PlainText.longestReason {
            let limit = PlainText.longestReason
            throw Refused(
                422,
                "reason_too_long",
                en: "The \(path) has \(text.utf8.count) bytes; it takes at most \(limit).",
                zh: "\(path) 共 \(text.utf8.count) 字节，最多 \(limit) 字节。"
            )
        }
        let keepsLines = manyLines.contains(path)
        guard let found = PlainText.firstControl(in: text, keepsLines: keepsLines) else { return }
        let number = PlainText.shown(String(found))
        throw Refused(
            400,
            "control_character",
            en: "\(path.isEmpty ? "The body" : path) has the control character \(number).",
            zh: "\(path.isEmpty ? "请求体" : path) 含控制字符 \(number)。"
        )
    }
}
