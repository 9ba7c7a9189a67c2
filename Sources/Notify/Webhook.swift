// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
public import Crypto
import Foundation
import NIOCore
import NIOHTTP1
public import RoostModel

/// A web hook signed by Standard Webhooks 1.0.0 (RECEIVERS § 1): the receiver knows a repeated id.
public struct Webhook: NoticeChannel {
    private let url: String
    private let keys: [SymmetricKey]
    private let language: NoticeLanguage
    private let plates: PlateView
    private let guardrail: AddressGuard
    private let unixNow: @Sendable () -> Int

    /// 15 s from connection to answer (PIPELINE § 8).
    static let timeLimit = TimeAmount.seconds(15)

    /// A receiver at an address.
    ///
    /// - Parameters:
    ///   - url: where to post to; http or https.
    ///   - secret: `whsec_` and base64 of 24 to 64 bytes; of two with a space between, both sign
    ///     (rotation).
    ///   - language: language of title and text.
    ///   - plates: what plates look like.
    ///   - allowsPrivateAddress: whether a private or loopback address may be posted to.
    /// - Throws: ``DeliveryError/disabled(_:)`` when the address is malformed, as ``keys(of:)`` for the
    ///   secret.
    public init(
        url: String,
        secret: String,
        language: NoticeLanguage,
        plates: PlateView,
        allowsPrivateAddress: Bool
    ) throws(DeliveryError) {
        self.url = url
        self.language = language
        self.plates = plates
        guardrail = try AddressGuard(url: url, allowsPrivate: allowsPrivateAddress)
        self.keys = try Self.keys(of: secret)
        unixNow = { Int(Date().timeIntervalSince1970) }
    }

    /// The signing keys of a secret.
    ///
    /// - Throws: ``DeliveryError/transient(_:after:)`` when it is malformed: once it is corrected, what
    ///   waits goes out.
    public static func keys(of secret: String) throws(DeliveryError) -> [SymmetricKey] {
        var keys: [SymmetricKey] = []
        for part in secret.split(separator: " ") {
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

    /// Posts the notice once.
    public func send(_ notice: Notice, id: DeliveryID) async throws(DeliveryError) {
        let address = try await guardrail.check()
        let body = try NoticeBody.event(notice, language: language, plates: plates)
        let timestamp = unixNow()
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "webhook-id", value: id.description)
        request.headers.add(name: "webhook-timestamp", value: "\(timestamp)")
        request.headers.add(
            name: "webhook-signature",
            value: Self.signature(id: id.description, timestamp: timestamp, body: body, keys: keys)
        )
        request.body = .bytes(ByteBuffer(bytes: body))
        let answer: (status: Int, retryAfter: String?)
        do {
            answer = try await exchange(request, at: address)
        } catch {
            // The receiver knows the id, so an attempt of unknown outcome may simply be repeated.
            throw .transient("no answer (\(Self.kind(of: error)))")
        }
        try Self.judge(status: answer.status, retryAfter: answer.retryAfter)
    }

    /// One request with a client of its own, which follows no redirect (it would lead past the guard) and
    /// connects to the checked address; name and certificate stay those of the configured address.
    private func exchange(
        _ request: HTTPClientRequest,
        at address: String?
    ) async throws -> (status: Int, retryAfter: String?) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        if let address { configuration.dnsOverride[guardrail.host] = address }
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(request, timeout: Self.timeLimit)
            return (Int(response.status.code), response.headers.first(name: "retry-after"))
        }
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

    /// What a status means (PIPELINE § 8): 3xx is not followed, 410 disables, 408, 425, 429 and 5xx wait.
    static func judge(status: Int, retryAfter: String?) throws(DeliveryError) {
        switch status {
        case 200..<300: return
        case 410: throw .disabled("the receiver answered 410: it is gone")
        case 408, 425, 429, 500...:
            let wait = retryAfter.flatMap { Int($0) }.map {
                TimeSpan.seconds(min(max(0, $0), 3600))
            }
            throw .transient("the receiver answered \(status)", after: wait)
        case 300..<400:
            throw .permanent("the receiver answered \(status); redirects are not followed")
        default: throw .permanent("the receiver answered \(status)")
        }
    }

    /// The kind of a client's error, without addresses or contents.
    private static func kind(of error: any Error) -> String {
        if let error = error as? HTTPClientError { return error.shortDescription }
        return String(describing: Swift.type(of: error))
    }
}
