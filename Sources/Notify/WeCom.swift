// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A WeCom group robot (RECEIVERS § 2): no signature, its key is the secret; it knows no repeated id.
public struct WeCom: NoticeChannel {
    /// Where the vendor listens.
    public static let address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"
    /// Bytes of a markdown message (RECEIVERS § 2).
    static let limit = 4096

    private let exchange: HTTPExchange
    private let style: NoticeStyle
    private let mentions: [String]

    /// A robot.
    ///
    /// - Parameters:
    ///   - url: the vendor's address, or a proxy's.
    ///   - secret: the robot's key.
    ///   - style: language, plates and links.
    ///   - mentions: users who are called by name; `@all` calls everybody.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when the secret cannot be a key.
    public init(
        url: String = WeCom.address,
        secret: String,
        style: NoticeStyle,
        mentions: [String] = [],
        allowsPrivateAddress: Bool = false
    ) throws(DeliveryError) {
        guard let key = URLWord.escaped(secret) else {
            throw .transient("the secret is not the key of a robot")
        }
        exchange = try HTTPExchange(url: "\(url)?key=\(key)", allowsPrivate: allowsPrivateAddress)
        self.style = style
        self.mentions = mentions
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
        let called = mentions.map { "<@\(Markup.markdown.escaped($0))>" }.joined(separator: " ")
        let link = message.link.map { "[\(message.linkText)](\($0))" }
        let rest = [link, called.isEmpty ? nil : called].compactMap(\.self)
        let lines = ["### " + message.title] + message.lines.map { "> " + $0 } + rest
        let text = NoticeMessage.joined(lines, with: "\n", limit: Self.limit)
        let body = try jsonBody(["msgtype": "markdown", "markdown": ["content": text]])
        let reply = try await exchange.post(body)
        try Self.judge(try RobotReply(reply, names: ("errcode", "errmsg")))
    }

    /// What a code means (RECEIVERS § 2); an unknown one is a failure without retry.
    static func judge(_ reply: RobotReply) throws(DeliveryError) {
        switch reply.code {
        case 0: return
        case -1: throw .transient("WeCom is busy (-1)", tries: 4)
        case 45009: throw .transient("WeCom takes no more for now (45009)", after: .seconds(60))
        case 93000: throw .disabled("WeCom does not know the robot (93000)")
        default: throw .permanent("WeCom refused the message (\(reply.code))")
        }
    }
}
