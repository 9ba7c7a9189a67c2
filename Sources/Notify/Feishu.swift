// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Foundation
public import RoostModel

/// A Feishu or Lark custom robot (RECEIVERS § 4), signed; it knows no repeated id.
public struct Feishu: NoticeChannel {
    /// Where the vendor listens in China; elsewhere `https://open.larksuite.com/open-apis/bot/v2/hook`.
    public static let address = "https://open.feishu.cn/open-apis/bot/v2/hook"
    /// Bytes of the text; the vendor takes 20 KB in all (RECEIVERS § 4).
    static let limit = 16_000

    private let exchange: HTTPExchange
    private let signKey: String?
    private let style: NoticeStyle
    private let keyword: String?
    private let unixNow: @Sendable () -> Int64

    /// A robot.
    ///
    /// - Parameters:
    ///   - url: the vendor's address without the hook's id, or a proxy's.
    ///   - secret: the hook's id, and after a space its signing secret when signing is switched on.
    ///   - style: language, plates and links.
    ///   - keyword: a word that the robot demands in every message.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when the secret cannot be a hook's id.
    public init(
        url: String = Feishu.address,
        secret: String,
        style: NoticeStyle,
        keyword: String? = nil,
        allowsPrivateAddress: Bool = false
    ) throws(DeliveryError) {
        let parts = secret.split(separator: " ").map(String.init)
        guard (1...2).contains(parts.count), let hook = URLWord.escaped(parts[0]) else {
            throw .transient("the secret is not a hook's id and a signing secret")
        }
        signKey = parts.count == 2 ? parts[1] : nil
        exchange = try HTTPExchange(url: "\(url)/\(hook)", allowsPrivate: allowsPrivateAddress)
        self.style = style
        self.keyword = keyword
        unixNow = { Int64(Date().timeIntervalSince1970) }
    }

    /// The same message twice is two messages in the group.
    public var isIdempotent: Bool { false }

    /// People read it.
    public var gathers: Bool { true }

    /// Posts the notice once, as a post of text and link.
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
            markup: .plain
        )
        let text = NoticeMessage.joined(message.lines, with: "\n", limit: Self.limit)
        var paragraphs: [[[String: String]]] = text.split(separator: "\n").map {
            [["tag": "text", "text": String($0)]]
        }
        if let link = message.link {
            paragraphs.append([["tag": "a", "text": message.linkText, "href": link]])
        }
        let title = message.title + (keyword.map { " " + $0 } ?? "")
        let post: [String: Any] = ["title": title, "content": paragraphs]
        let language = style.language == .zh ? "zh_cn" : "en_us"
        var members: [String: Any] = ["msg_type": "post", "content": ["post": [language: post]]]
        if let signKey {
            let timestamp = unixNow()
            members["timestamp"] = "\(timestamp)"
            members["sign"] = Self.sign(timestamp: timestamp, secret: signKey)
        }
        let reply = try await exchange.post(try jsonBody(members))
        try Self.judge(try RobotReply(reply, names: ("code", "msg")))
    }

    /// HMAC-SHA256 with `<timestamp>\n<secret>` as key over nothing, base64: DingTalk's the other way round.
    static func sign(timestamp: Int64, secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(),
            using: SymmetricKey(data: Data("\(timestamp)\n\(secret)".utf8))
        )
        return Data(code).base64EncodedString()
    }

    /// What a code means (RECEIVERS § 4); an unknown one is a failure without retry.
    static func judge(_ reply: RobotReply) throws(DeliveryError) {
        switch reply.code {
        case 0: return
        case 11232, 99_991_400:
            throw .transient(
                "Feishu takes no more for now (\(reply.code))",
                after: .seconds(min(max(reply.waitSeconds ?? 60, 1), 3600))
            )
        case 19021: throw .disabled("Feishu refused signature or time (19021): secret and clock?")
        case 19022: throw .disabled("Feishu does not take messages from this address (19022)")
        case 19024: throw .disabled("Feishu demands a keyword in every message (19024)")
        case 19001: throw .disabled("Feishu does not know the robot (19001)")
        default: throw .permanent("Feishu refused the message (\(reply.code))")
        }
    }
}
