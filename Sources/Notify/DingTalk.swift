// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import RoostModel

/// A DingTalk custom robot (RECEIVERS § 3), signed; it knows no repeated id.
public struct DingTalk: NoticeChannel {
    /// Where the vendor listens.
    public static let address = "https://oapi.dingtalk.com/robot/send"
    /// Bytes of the text; the vendor takes 20,000 in all (RECEIVERS § 3).
    static let limit = 18_000
    /// A robot that was too fast is blocked for ten minutes (RECEIVERS § 3).
    static let block = TimeSpan.minutes(10)

    private let exchange: HTTPExchange
    private let signKey: String?
    private let style: NoticeStyle
    private let keyword: String?
    private let unixMilliseconds: @Sendable () -> Int64

    /// A robot.
    ///
    /// - Parameters:
    ///   - url: the vendor's address, or a proxy's.
    ///   - secret: the robot's access token, and after a space its signing secret (`SEC…`) when signing is
    ///     switched on.
    ///   - style: language, plates and links.
    ///   - keyword: a word that the robot demands in every message.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when the secret cannot be a token.
    public init(
        url: String = DingTalk.address,
        secret: String,
        style: NoticeStyle,
        keyword: String? = nil,
        allowsPrivateAddress: Bool = false
    ) throws(DeliveryError) {
        let parts = secret.split(separator: " ").map(String.init)
        guard (1...2).contains(parts.count), let token = URLWord.escaped(parts[0]) else {
            throw .transient("the secret is not an access token and a signing secret")
        }
        signKey = parts.count == 2 ? parts[1] : nil
        exchange = try HTTPExchange(
            url: "\(url)?access_token=\(token)",
            allowsPrivate: allowsPrivateAddress
        )
        self.style = style
        self.keyword = keyword
        unixMilliseconds = { Int64(Date().timeIntervalSince1970 * 1000) }
    }

    /// The same message twice is two messages in the group.
    public var isIdempotent: Bool { false }

    /// People read it.
    public var gathers: Bool { true }

    /// Posts the notice once, as markdown.
    public func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError) {
        let message = try NoticeMessage(
            notice,
            with: others,
            id: id,
            style: style,
            markup: .markdown
        )
        let word = keyword.map { " " + Markup.markdown.escaped($0) } ?? ""
        let plainWord = keyword.map { " " + Markup.plain.escaped($0) } ?? ""
        let link = message.link.map { "[\(message.linkText)](\($0))" }
        let lines =
            ["### " + message.title + word] + message.lines + [link].compactMap(\.self)
        let text = NoticeMessage.joined(lines, with: "\n\n", limit: Self.limit)
        let body = try jsonBody([
            "msgtype": "markdown",
            // The title is the notification's line, shown as it is.
            "markdown": [
                "title": NoticeMessage.cut(message.plainTitle + plainWord, 256), "text": text,
            ],
        ])
        var query = ""
        if let signKey {
            let timestamp = unixMilliseconds()
            let sign = Self.sign(timestamp: timestamp, secret: signKey)
            query = "&timestamp=\(timestamp)&sign=\(sign)"
        }
        let reply = try await exchange.post(body, query: query)
        try Self.judge(try RobotReply(reply, names: ("errcode", "errmsg")))
    }

    /// HMAC-SHA256 with the secret as key over `<timestamp>\n<secret>`, base64, percent-encoded.
    static func sign(timestamp: Int64, secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(timestamp)\n\(secret)".utf8),
            using: SymmetricKey(data: Data(secret.utf8))
        )
        return URLWord.escaped(Data(code).base64EncodedString()) ?? ""
    }

    /// What a code means (RECEIVERS § 3): the same code has several meanings, so its words are read too.
    static func judge(_ reply: RobotReply) throws(DeliveryError) {
        switch reply.code {
        case 0: return
        case -1: throw .transient("DingTalk is busy (-1)")
        case 130101, 410100, 90030:
            throw .transient("DingTalk takes no more for now (\(reply.code))", after: block)
        case 310000:
            if reply.says("keyword") {
                throw .disabled("DingTalk demands a keyword in every message (310000)")
            }
            if reply.says("whitelist") {
                throw .disabled("DingTalk does not take messages from this address (310000)")
            }
            if reply.says("sign", "timestamp") {
                throw .disabled("DingTalk refused signature or time (310000): secret and clock?")
            }
            throw .disabled("DingTalk's security settings refused the message (310000)")
        case 300005, 300001, 400101, 400013, 400102, 400106:
            throw .disabled("DingTalk does not know the robot any more (\(reply.code))")
        default: throw .permanent("DingTalk refused the message (\(reply.code))")
        }
    }
}
