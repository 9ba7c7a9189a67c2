// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A Slack incoming webhook (RECEIVERS § 5): its path is the secret; it knows no repeated id.
public struct Slack: NoticeChannel {
    /// Where the vendor listens.
    public static let address = "https://hooks.slack.com/services"
    /// Characters of a header and bytes of a section (RECEIVERS § 5).
    static let limits = (header: 150, section: 3000)

    private let exchange: HTTPExchange
    private let style: NoticeStyle

    /// A webhook.
    ///
    /// - Parameters:
    ///   - url: the vendor's address without the hook's path, or a proxy's.
    ///   - secret: the hook's path, `T…/B…/…`.
    ///   - style: language, plates and links.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when the secret cannot be a path.
    public init(
        url: String = Slack.address,
        secret: String,
        style: NoticeStyle,
        allowsPrivateAddress: Bool = false
    ) throws(DeliveryError) {
        let words = secret.split(separator: "/", omittingEmptySubsequences: false)
            .compactMap { URLWord.escaped(String($0)) }
        guard words.count == 3 else { throw .transient("the secret is not T…/B…/… of a webhook") }
        exchange = try HTTPExchange(
            url: "\(url)/\(words.joined(separator: "/"))",
            allowsPrivate: allowsPrivateAddress
        )
        self.style = style
    }

    /// The same message twice is two messages in the channel.
    public var isIdempotent: Bool { false }

    /// People read it.
    public var gathers: Bool { true }

    /// Posts the notice once, as blocks with a fallback text.
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
            markup: .slack
        )
        let link = message.link.map { "<\($0)|\(message.linkText)>" }
        let lines = message.lines + [link].compactMap(\.self)
        let text = NoticeMessage.joined(lines, with: "\n", limit: Self.limits.section)
        let title = NoticeMessage.cut(message.title, Self.limits.header)
        let header: [String: Any] = ["type": "plain_text", "text": title]
        let section: [String: Any] = ["type": "mrkdwn", "text": text]
        let body = try jsonBody([
            "text": message.title,
            "blocks": [
                ["type": "header", "text": header], ["type": "section", "text": section],
            ],
        ])
        try Self.judge(try await exchange.post(body))
    }

    /// 200 with the body `ok` is success; the body's word tells what else it means (RECEIVERS § 5).
    static func judge(_ reply: HTTPExchange.Reply) throws(DeliveryError) {
        let word = reply.body.map { String(decoding: $0.prefix(100), as: UTF8.self) }
        switch word {
        case "no_service", "invalid_token", "channel_is_archived":
            throw .disabled("Slack answered \(reply.status) \(word ?? "")")
        default: break
        }
        if reply.status == 410 { throw .disabled("Slack answered 410") }
        try HTTPStatus.judge(reply.status, retryAfter: reply.headers["retry-after"])
        guard let word else { throw .unknown("the answer broke off, or was longer than 64 KiB") }
        guard word == "ok" else {
            throw .permanent("Slack answered \(reply.status) without ok")
        }
    }
}
