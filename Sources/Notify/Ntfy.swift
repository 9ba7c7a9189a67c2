// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// A topic of an ntfy server (RECEIVERS § 6).
///
/// A repeated sequence id replaces the message where the server knows it; older ones show it twice.
public struct Ntfy: NoticeChannel {
    /// Bytes of a message, above which the server makes it an attachment (RECEIVERS § 6).
    static let limit = 4096

    private let exchange: HTTPExchange
    private let style: NoticeStyle
    private let topic: String
    private let authorization: String?

    /// A topic.
    ///
    /// - Parameters:
    ///   - url: the server's root address.
    ///   - topic: the topic.
    ///   - secret: an access token `tk_…`, or `user:password`; nil: the topic is open.
    ///   - style: language, plates and links.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when the secret is malformed.
    public init(
        url: String,
        topic: String,
        secret: String?,
        style: NoticeStyle,
        allowsPrivateAddress: Bool = false
    ) throws(DeliveryError) {
        exchange = try HTTPExchange(url: url, allowsPrivate: allowsPrivateAddress)
        self.style = style
        self.topic = topic
        guard let secret else {
            authorization = nil
            return
        }
        if secret.hasPrefix("tk_"), URLWord.escaped(secret) == secret {
            authorization = "Bearer " + secret
        } else if secret.contains(":") {
            authorization = "Basic " + Data(secret.utf8).base64EncodedString()
        } else {
            throw .transient("the secret is neither tk_… nor user:password")
        }
    }

    /// Not every server knows sequence ids.
    public var isIdempotent: Bool { false }

    /// People read it.
    public var gathers: Bool { true }

    /// Posts the notice once.
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
        let severity = others.reduce(notice.severity) { max($0, $1.severity) }
        var members: [String: Any] = [
            "topic": topic,
            "title": NoticeMessage.cut(message.title, 1024),
            "message": NoticeMessage.joined(message.lines, with: "\n", limit: Self.limit),
            "priority": Self.priority(of: severity),
            "sequence_id": "\(id)",
        ]
        if let link = message.link {
            members["click"] = link
            members["actions"] = [["action": "view", "label": message.linkText, "url": link]]
        }
        let headers = authorization.map { [("authorization", $0)] } ?? []
        try Self.judge(try await exchange.post(try jsonBody(members), headers: headers))
    }

    /// What a status means (RECEIVERS § 6).
    static func judge(_ reply: HTTPExchange.Reply) throws(DeliveryError) {
        switch reply.status {
        case 401, 403: throw .disabled("ntfy answered \(reply.status): token and topic?")
        case 429:
            let wait = reply.headers["retry-after"].flatMap { HTTPStatus.wait($0, now: Date()) }
            throw .transient("ntfy takes no more for now (429)", after: wait ?? .seconds(60))
        default: try HTTPStatus.judge(reply.status, retryAfter: reply.headers["retry-after"])
        }
    }

    private static func priority(of severity: Severity) -> Int {
        switch severity {
        case .critical: 5
        case .major: 4
        case .minor: 3
        case .info: 2
        }
    }
}
