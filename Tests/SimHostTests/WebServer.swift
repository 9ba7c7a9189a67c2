// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves one file and keeps what is put: the daemon's two HTTP doors for a dock and its camera.
final class WebServer: Sendable {
    private final class Handler: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let server: WebServer
        private let body = Mutex<(method: HTTPMethod, path: String, bytes: [UInt8])>((.GET, "", []))

        init(_ server: WebServer) { self.server = server }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): body.withLock { $0 = (head.method, head.uri, []) }
            case .body(let part): body.withLock { $0.bytes += part.readableBytesView }
            case .end:
                let (status, bytes) = server.answer(body.withLock { $0 })
                let head = HTTPResponseHead(
                    version: .http1_1,
                    status: status,
                    headers: ["content-length": "\(bytes.count)"]
                )
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                let buffer = ByteBuffer(bytes: bytes)
                context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }

    private struct State {
        var channels: [any Channel] = []
        var kept: [String: Int] = [:]
    }

    private let file: [UInt8]
    private let state = Mutex(State())

    init(file: [UInt8]) { self.file = file }

    /// Sizes of the pictures by the last part of their path.
    var kept: [String: Int] { state.withLock { $0.kept } }

    var port: Int { state.withLock { $0.channels.first?.localAddress?.port ?? 0 } }

    func start(socket: String) async throws {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(self))
                }
            }
        let web = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        let local = try await bootstrap.bind(unixDomainSocketPath: socket).get()
        state.withLock { $0.channels = [web, local] }
    }

    func stop() async throws {
        for channel in state.withLock({ $0.channels }) { try await channel.close() }
        state.withLock { $0.channels = [] }
    }

    private func answer(
        _ request: (method: HTTPMethod, path: String, bytes: [UInt8])
    ) -> (HTTPResponseStatus, [UInt8]) {
        if request.method == .GET {
            return request.path == "/r04.kmz" ? (.ok, file) : (.notFound, [])
        }
        guard request.method == .PUT, request.path.hasPrefix("/v1/media/") else {
            return (.notFound, [])
        }
        let name = String(request.path.dropFirst("/v1/media/".count))
        state.withLock { $0.kept[name] = request.bytes.count }
        return (.created, [])
    }
}
