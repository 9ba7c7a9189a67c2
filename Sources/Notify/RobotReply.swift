// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// The answer of a group robot: HTTP 200 also on errors, a code in the body (RECEIVERS § 2 to 4).
struct RobotReply: Equatable {
    /// 0: taken.
    var code: Int
    /// The vendor's words; they tell apart what shares a code.
    var text: String
    /// Seconds until the vendor takes more, when it says so.
    var waitSeconds: Int?

    /// The code of an answer, after its status was judged.
    ///
    /// - Parameters:
    ///   - reply: what came back.
    ///   - names: of the members with code and words, such as `errcode` and `errmsg`.
    /// - Throws: as ``HTTPStatus/judge(_:retryAfter:now:)``; unknown when the answer broke off, permanent
    ///   when it has no code.
    init(
        _ reply: HTTPExchange.Reply,
        names: (code: String, text: String)
    ) throws(DeliveryError) {
        try HTTPStatus.judge(reply.status, retryAfter: reply.headers["retry-after"])
        guard let body = reply.body else {
            throw .unknown("the answer broke off, or was longer than 64 KiB")
        }
        guard
            let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
            let code = object[names.code] as? Int
        else { throw .permanent("the receiver answered \(reply.status) without a code") }
        self.code = code
        text = (object[names.text] as? String ?? "").lowercased()
        waitSeconds = reply.headers["x-ogw-ratelimit-reset"].flatMap { Int($0) }
    }

    /// Whether the vendor's words hold any of these.
    func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
}

/// A body of JSON, the same bytes for the same members.
func jsonBody(_ members: [String: Any]) throws(DeliveryError) -> [UInt8] {
    do {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try JSONSerialization.data(withJSONObject: members, options: options))
    } catch {
        throw .permanent("the notice cannot be written as JSON")
    }
}
