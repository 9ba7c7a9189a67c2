// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Mail to one address over a submission server (RECEIVERS § 8); the Message-ID is the delivery's.
///
/// Photos are links to blurred copies (PIPELINE § 10), not attachments.
public struct Email: NoticeChannel {
    /// Where mail goes and who sends it.
    public struct Route: Equatable, Sendable {
        /// Name of the server.
        public var host: String
        /// 587 for STARTTLS, 465 for TLS from the first byte.
        public var port: Int
        /// The sender's address.
        public var from: String
        /// The reader's address.
        public var to: String
        /// Login; nil: the server wants none.
        public var user: String?
        /// File of the authorities that may vouch for the server; nil: the system's.
        public var authority: String?

        /// A route without login, the server known to the system's authorities.
        public init(host: String, port: Int, from: String, to: String) {
            self.host = host
            self.port = port
            self.from = from
            self.to = to
        }
    }

    private let route: Route
    private let password: String?
    private let style: NoticeStyle
    private let site: String
    private let guardrail: AddressGuard

    /// A reader of mail; `site` is the part of Message-IDs behind the `@`.
    public init(
        route: Route,
        password: String?,
        site: String,
        style: NoticeStyle,
        allowsPrivateAddress: Bool = false
    ) {
        self.route = route
        self.password = password
        self.site = site
        self.style = style
        guardrail = AddressGuard(host: route.host, allowsPrivate: allowsPrivateAddress)
    }

    /// Mail programs drop a repeated Message-ID.
    public var isIdempotent: Bool { true }

    /// People read it.
    public var gathers: Bool { true }

    /// Hands the mail to the server once.
    public func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError) {
        let address = try await guardrail.check()
        func message(in markup: Markup) throws(DeliveryError) -> NoticeMessage {
            try NoticeMessage(notice, with: others, id: id, style: style, markup: markup)
        }
        let mail = try MailMessage(
            notice,
            parts: (text: message(in: .plain), html: message(in: .html)),
            id: id,
            from: route.from,
            to: route.to,
            site: site
        )
        var client = SMTPClient(route: route, password: password)
        client.address = address
        try await client.send(mail)
    }
}
