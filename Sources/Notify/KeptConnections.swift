// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Connections to receivers that stay open between deliveries, whose receivers know a repeated id.
///
/// The general client takes several times as long for a small message: it has a task, a pool and a few hops
/// between threads for each. A class because it owns connections.
final class KeptConnections: Sendable {
    /// The ones of the process.
    static let shared = KeptConnections()

    /// Receivers beyond it are posted to over connections of their own.
    private static let limit = 64
    /// Idle connections of a receiver.
    private static let idleLimit = 8
    /// Servers close after a minute or more: an older connection is not trusted with a notice.
    private static let idleTime = TimeAmount.seconds(50)

    private struct Key: Hashable {
        var isSecure: Bool
        var host: String
        var port: Int
        var address: String?
    }

    private struct Idle {
        var channel: any Channel
        var since: NIODeadline
    }

    private let idle = Mutex<[Key: [Idle]]>([:])
    private let security = Mutex<NIOSSLContext?>(nil)

    /// Sends a request and waits for its answer; nil: there is no room for another receiver.
    ///
    /// What was kept may have been closed meanwhile: then it is sent once more over a new connection, under the
    /// same id.
    func ask(
        _ head: HTTPRequestHead,
        _ body: ByteBuffer,
        of endpoint: Endpoint,
        at address: String?,
        limit: TimeAmount
    ) async throws -> KeptExchange.Answer? {
        let key = Key(
            isSecure: endpoint.isSecure,
            host: endpoint.host,
            port: endpoint.port,
            address: address
        )
        guard let kept = take(key) else { return nil }
        let end = NIODeadline.now() + limit
        if let kept {
            do {
                return try await ask(head, body, over: kept, key, until: end)
            } catch KeptExchange.Failure.closed {}
        }
        let fresh = try await connect(endpoint, at: address)
        return try await ask(head, body, over: fresh, key, until: end)
    }

    private func ask(
        _ head: HTTPRequestHead,
        _ body: ByteBuffer,
        over channel: any Channel,
        _ key: Key,
        until end: NIODeadline
    ) async throws -> KeptExchange.Answer {
        let promise = channel.eventLoop.makePromise(of: KeptExchange.Answer.self)
        let question = KeptExchange.Question(
            head: head,
            body: body,
            limit: end - .now(),
            answer: promise
        )
        // A channel that is closed has no handler left that would answer.
        channel.writeAndFlush(question).whenFailure { _ in
            promise.fail(KeptExchange.Failure.closed)
        }
        let answer = try await promise.futureResult.get()
        if answer.isKept { giveBack(channel, key) }
        return answer
    }

    /// A connection that is kept; nil within: none is; nil: there is no room for another receiver.
    private func take(_ key: Key) -> (any Channel)?? {
        let now = NIODeadline.now()
        var old: [any Channel] = []
        defer { for channel in old { channel.close(promise: nil) } }
        return idle.withLock { idle -> (any Channel)?? in
            // Receivers that are posted to no more make room.
            if idle[key] == nil, idle.count >= Self.limit {
                for (other, kept) in idle where !kept.contains(where: { Self.isGood($0, at: now) })
                {
                    old += kept.map(\.channel)
                    idle[other] = nil
                }
            }
            guard idle[key] != nil || idle.count < Self.limit else { return nil }
            while let last = idle[key, default: []].popLast() {
                if Self.isGood(last, at: now) { return .some(last.channel) }
                old.append(last.channel)
            }
            return .some(nil)
        }
    }

    private static func isGood(_ idle: Idle, at now: NIODeadline) -> Bool {
        idle.channel.isActive && now - idle.since < idleTime
    }

    private func giveBack(_ channel: any Channel, _ key: Key) {
        let isKept = idle.withLock { idle in
            guard idle[key, default: []].count < Self.idleLimit else { return false }
            idle[key, default: []].append(Idle(channel: channel, since: .now()))
            return true
        }
        if !isKept { channel.close(promise: nil) }
    }

    /// Name and certificate stay those of the configured address, whatever address is connected to.
    private func connect(_ endpoint: Endpoint, at address: String?) async throws -> any Channel {
        let context = endpoint.isSecure ? try secure() : nil
        let name = endpoint.isAddress ? nil : endpoint.host
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = channel.pipeline.syncOperations
                    if let context {
                        let tls = try NIOSSLClientHandler(context: context, serverHostname: name)
                        try handlers.addHandler(tls)
                    }
                    try handlers.addHTTPClientHandlers()
                    try handlers.addHandler(KeptExchange())
                }
            }
            .connect(host: address ?? endpoint.host, port: endpoint.port)
            .get()
    }

    private func secure() throws -> NIOSSLContext {
        try security.withLock { known in
            if let known { return known }
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            let made = try NIOSSLContext(configuration: configuration)
            known = made
            return made
        }
    }
}
