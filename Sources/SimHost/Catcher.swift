// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle

/// A small HTTP server that takes signed web hooks, for demos and crash tests.
public struct Catcher: Service, CustomStringConvertible {
    private typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

    /// A notice is some kilobytes.
    private static let bodyLimit = 1 << 20

    /// What was received.
    public let book: CatchBook
    private let server: NIOAsyncChannel<Connection, Never>

    /// For logs.
    public var description: String { "catcher" }

    /// The port that it listens on.
    public var port: Int { server.channel.localAddress?.port ?? 0 }

    /// Listens and prints where; answers once it runs.
    ///
    /// - Parameters:
    ///   - listen: `HOST:PORT`.
    ///   - secretFile: path of the file with `whsec_` and base64.
    ///   - log: path of the file to append to.
    ///   - failures: how many valid requests are answered with 503 first.
    /// - Throws: ``SimHostError``.
    public init(
        listen: String,
        secretFile: String,
        log: String,
        failures: Int = 0
    ) async throws(SimHostError) {
        let parts = listen.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw .option(name: "--listen", value: listen, allowed: "HOST:PORT")
        }
        guard failures >= 0 else {
            throw .option(name: "--fail", value: "\(failures)", allowed: "0 or more")
        }
        guard let bytes = FileManager.default.contents(atPath: secretFile) else {
            throw .file(path: secretFile, reason: "cannot be read")
        }
        let secret = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let signature = WebhookSignature(secret: secret) else {
            throw .file(path: secretFile, reason: "is not whsec_ and base64")
        }
        book = try CatchBook(path: log, signature: signature, failures: failures)
        do {
            server = try await Self.bind(String(parts[0]), port)
        } catch {
            throw .unavailable("cannot listen on \(listen): \(error)")
        }
        say("listening on \(parts[0]):\(self.port)")
    }

    private static func bind(
        _ host: String,
        _ port: Int
    ) async throws -> NIOAsyncChannel<Connection, Never> {
        try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 128)
            .bind(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try Connection(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// Runs until graceful shutdown.
    public func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await server.executeThenClose { connections in
                await withDiscardingTaskGroup { group in
                    do {
                        for try await connection in connections {
                            group.addTask { await serve(connection) }
                        }
                    } catch {
                        if !Task.isCancelled { say("listener ended: \(error)") }
                    }
                    group.cancelAll()
                }
            }
        }
    }

    private func serve(_ connection: Connection) async {
        do {
            try await connection.executeThenClose { inbound, outbound in
                var request = CaughtRequest(body: [])
                var isPost = false
                for try await part in inbound {
                    switch part {
                    case .head(let head):
                        isPost = head.method == .POST
                        request = CaughtRequest(
                            id: head.headers.first(name: "webhook-id"),
                            timestamp: head.headers.first(name: "webhook-timestamp"),
                            signature: head.headers.first(name: "webhook-signature"),
                            body: []
                        )
                    case .body(let bytes):
                        request.body += bytes.readableBytesView
                        guard request.body.count <= Self.bodyLimit else { return }
                    case .end:
                        let status = isPost ? try await book.take(request) : 405
                        try await outbound.write(contentsOf: Self.answer(status))
                    }
                }
            }
        } catch {
            // A sender that goes away in the middle will come again; a full disk must be seen.
            if error is SimHostError { say("\(error)") }
        }
    }

    /// A line on standard output, at once: scripts wait for it.
    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func answer(_ status: Int) -> [HTTPServerResponsePart] {
        let head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: status),
            headers: ["content-length": "0"]
        )
        return [.head(head), .end(nil)]
    }
}
