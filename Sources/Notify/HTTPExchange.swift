// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import RoostModel

/// One POST of JSON to a receiver: past the guard, without redirects, its answer bounded.
struct HTTPExchange: Sendable {
    /// What came back.
    struct Reply: Sendable {
        var status: Int
        var headers: [String: String] = [:]
        /// At most ``HTTPExchange/answerLimit`` bytes; nil: it broke off, or was longer.
        var body: [UInt8]?
    }

    /// What went wrong before an answer.
    private enum Trouble {
        /// No connection: the message surely did not leave.
        case notSent(String)
        /// It may have left.
        case noAnswer(String)

        /// What it means for a receiver that knows repeated ids, or does not.
        func delivery(isIdempotent: Bool) -> DeliveryError {
            switch self {
            case .notSent(let kind): .transient("no connection (\(kind))")
            case .noAnswer(let kind):
                isIdempotent ? .transient("no answer (\(kind))") : .unknown("no answer (\(kind))")
            }
        }
    }

    /// 15 s from connection to answer (PIPELINE § 8).
    static let timeLimit = TimeAmount.seconds(15)
    /// No receiver has more to say; what is longer is not read.
    static let answerLimit = 64 << 10

    /// Whether the receiver knows a repeated id: then an attempt of unknown outcome may simply be repeated.
    var knowsIDs = false
    /// Whether the connection stays open for the next delivery.
    var keepsConnections = false
    /// From connection to answer.
    var timeLimit = HTTPExchange.timeLimit

    private let url: String
    private let host: String
    private let endpoint: Endpoint?
    private let guardrail: AddressGuard

    /// - Throws: ``DeliveryError/disabled(_:)`` when the address is malformed.
    init(url: String, allowsPrivate: Bool) throws(DeliveryError) {
        self.url = url
        endpoint = Endpoint(url)
        guardrail = try AddressGuard(url: url, allowsPrivate: allowsPrivate)
        host = guardrail.host
    }

    /// Posts once, to the checked address; name and certificate stay those of the configured address.
    ///
    /// - Throws: when the address is not allowed, or no answer came: unknown where it may have left and the
    ///   receiver knows no ids.
    func post(
        _ body: [UInt8],
        headers: [(String, String)] = [],
        query: String = ""
    ) async throws(DeliveryError) -> Reply {
        let address = try await guardrail.check()
        if keepsConnections, query.isEmpty, let endpoint,
            let reply = try await askKept(body, headers, endpoint, at: address)
        {
            return reply
        }
        var request = HTTPClientRequest(url: url + query)
        request.method = .POST
        if !headers.contains(where: { $0.0 == "content-type" }) {
            request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let configuration = Self.configuration(of: host, at: address)
            let request = request
            return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
                try await exchange(request, client)
            }
        } catch {
            throw Self.trouble(error).delivery(isIdempotent: knowsIDs)
        }
    }

    /// Posts over a connection that stays open, whose answer's body nobody reads; nil: there is no room for
    /// another one.
    private func askKept(
        _ body: [UInt8],
        _ headers: [(String, String)],
        _ endpoint: Endpoint,
        at address: String?
    ) async throws(DeliveryError) -> Reply? {
        var fields: HTTPHeaders = ["host": endpoint.authority, "content-length": "\(body.count)"]
        for (name, value) in headers { fields.add(name: name, value: value) }
        let head = HTTPRequestHead(
            version: .http1_1,
            method: .POST,
            uri: endpoint.target,
            headers: fields
        )
        do {
            return try await KeptConnections.shared.ask(
                head,
                ByteBuffer(bytes: body),
                of: endpoint,
                at: address,
                limit: timeLimit
            ).map { Reply(status: $0.status, headers: $0.headers) }
        } catch let failure as KeptExchange.Failure {
            let kind: String =
                switch failure {
                case .closed: "closed"
                case .broken(let kind): kind
                case .late: "late"
                }
            throw Trouble.noAnswer(kind).delivery(isIdempotent: knowsIDs)
        } catch {
            throw Self.trouble(error).delivery(isIdempotent: knowsIDs)
        }
    }

    /// No redirect is followed, it would lead past the guard; a refused connection is an answer, not a
    /// reason to wait until the time is up.
    static func configuration(
        of host: String,
        at address: String?
    ) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(10)
        if let address { configuration.dnsOverride[host] = address }
        return configuration
    }

    private func exchange(
        _ request: HTTPClientRequest,
        _ client: HTTPClient
    ) async throws -> Reply {
        let response = try await client.execute(request, timeout: timeLimit)
        var headers: [String: String] = [:]
        for (name, value) in response.headers { headers[name.lowercased()] = value }
        // The status has been said: what happens to the body does not undo it.
        let body = try? await response.body.collect(upTo: Self.answerLimit)
        return Reply(
            status: Int(response.status.code),
            headers: headers,
            body: body.map { Array($0.readableBytesView) }
        )
    }

    /// Whether the message may have left: what is not known to have happened before that, may have.
    private static func trouble(_ error: any Error) -> Trouble {
        guard let known = error as? HTTPClientError else {
            let kind = String(describing: Swift.type(of: error))
            let isEarly =
                error is NIOConnectionError || error is NIOSSLError || error is NIOSSLExtraError
                || (error as? IOError)?.errnoCode == ECONNREFUSED
            return isEarly ? .notSent(kind) : .noAnswer(kind)
        }
        let early: [HTTPClientError] = [
            .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL,
            .emptyHost,
        ]
        return early.contains(known)
            ? .notSent(known.shortDescription) : .noAnswer(known.shortDescription)
    }
}
