// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import Crypto
import Foundation
public import RoostModel

/// A web hook signed by Standard Webhooks 1.0.0 (RECEIVERS § 1): the receiver knows a repeated id.
public struct Webhook: NoticeChannel {
    private let exchange: HTTPExchange
    private let keys: [SymmetricKey]
    private let style: NoticeStyle
    private let unixNow: @Sendable () -> Int

    /// A receiver at an address.
    ///
    /// - Parameters:
    ///   - url: where to post to; http or https.
    ///   - secret: `whsec_` and base64 of 24 to 64 bytes; of several, each on a line or with spaces
    ///     between, all sign (rotation).
    ///   - style: language, plates and links.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/disabled(_:)`` when the address is malformed, as ``keys(of:)`` for the
    ///   secret.
    public init(
        url: String,
        secret: String,
        style: NoticeStyle,
        allowsPrivateAddress: Bool
    ) throws(DeliveryError) {
        self.style = style
        var exchange = try HTTPExchange(url: url, allowsPrivate: allowsPrivateAddress)
        // Its receiver knows repeated ids: a connection that breaks under a notice costs another try.
        exchange.keepsConnections = true
        exchange.knowsIDs = true
        self.exchange = exchange
        self.keys = try Self.keys(of: secret)
        unixNow = { Int(Date().timeIntervalSince1970) }
    }

    /// The signing keys of a secret.
    ///
    /// - Throws: ``DeliveryError/transient(_:after:tries:)`` when it is malformed: once it is corrected,
    ///   what waits goes out.
    public static func keys(of secret: String) throws(DeliveryError) -> [SymmetricKey] {
        var keys: [SymmetricKey] = []
        for part in secret.split(whereSeparator: \.isWhitespace) {
            guard part.hasPrefix("whsec_"),
                let bytes = Data(base64Encoded: String(part.dropFirst(6))),
                (24...64).contains(bytes.count)
            else { throw .transient("the secret is not whsec_ and base64 of 24 to 64 bytes") }
            keys.append(SymmetricKey(data: bytes))
        }
        guard !keys.isEmpty else { throw .transient("the receiver has no secret") }
        return keys
    }

    /// The receiver remembers `webhook-id`.
    public var isIdempotent: Bool { true }

    /// Programs read one notice at a time.
    public var gathers: Bool { false }

    /// Posts the notice once.
    public func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError) {
        let body = NoticeBody.event(notice, id: id, style: style)
        let timestamp = unixNow()
        let name = id.description
        let signature = Self.signature(id: name, timestamp: timestamp, body: body, keys: keys)
        let reply = try await exchange.post(
            body,
            headers: [
                ("content-type", "application/json"), ("webhook-id", name),
                ("webhook-timestamp", "\(timestamp)"), ("webhook-signature", signature),
            ]
        )
        try HTTPStatus.judge(reply.status, retryAfter: reply.headers["retry-after"])
    }

    /// `v1,` and base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>`, one for each key.
    static func signature(
        id: String,
        timestamp: Int,
        body: [UInt8],
        keys: [SymmetricKey]
    ) -> String {
        let signed = Data("\(id).\(timestamp).".utf8) + Data(body)
        return keys.map { key in
            let code = HMAC<SHA256>.authenticationCode(for: signed, using: key)
            return "v1," + Data(code).base64EncodedString()
        }.joined(separator: " ")
    }
}
