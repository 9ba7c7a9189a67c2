// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import RoostModel
import Synchronization
import Testing

@testable import Notify

@Suite("Connections that stay open between deliveries")
struct KeptConnectionTests {
    /// A receiver that says yes to each request, and closes a connection after so many.
    private final class Server: Sendable {
        let requests = Mutex(0)
        let connections = Mutex(0)
        let perConnection: Int

        init(perConnection: Int) { self.perConnection = perConnection }

        func run(_ work: (Int) async throws -> Void) async throws {
            let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: 0) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                            wrappingChannelSynchronously: channel
                        )
                    }
                }
            let port = server.channel.localAddress?.port ?? 0
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [self] in
                    try await withThrowingDiscardingTaskGroup { clients in
                        try await server.executeThenClose { inbound in
                            for try await client in inbound {
                                connections.withLock { $0 += 1 }
                                clients.addTask { try? await self.serve(client) }
                            }
                        }
                    }
                }
                try await work(port)
                group.cancelAll()
                while await group.nextResult() != nil {}
            }
        }

        private func serve(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async throws {
            try await client.executeThenClose { inbound, outbound in
                var served = 0
                var text = ""
                for try await bytes in inbound {
                    text += String(buffer: bytes)
                    // The tests' requests end with their body.
                    guard text.hasSuffix("}") else { continue }
                    text = ""
                    served += 1
                    requests.withLock { $0 += 1 }
                    try await outbound.write(
                        ByteBuffer(string: "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
                    )
                    if served == perConnection { return }
                }
            }
        }
    }

    @Test("one serves delivery after delivery; one that was closed meanwhile costs no try")
    func kept() async throws {
        for (perConnection, connections) in [(100, 1), (1, 5), (2, 3)] {
            let server = Server(perConnection: perConnection)
            try await server.run { port in
                var exchange = try HTTPExchange(
                    url: "http://127.0.0.1:\(port)/hook",
                    allowsPrivate: true
                )
                exchange.keepsConnections = true
                exchange.knowsIDs = true
                for _ in 0..<5 {
                    let reply = try await exchange.post(Array("{}".utf8))
                    #expect(reply.status == 200)
                }
            }
            #expect(server.requests.withLock { $0 } == 5)
            #expect(server.connections.withLock { $0 } == connections)
        }
    }

    @Test("a receiver that is silent or gone is tried again later")
    func silent() async throws {
        var free = 0
        try await HTTPExchangeTests.server(nil) { port in
            free = port
            var exchange = try HTTPExchange(url: "http://127.0.0.1:\(port)", allowsPrivate: true)
            exchange.keepsConnections = true
            exchange.knowsIDs = true
            exchange.timeLimit = .milliseconds(200)
            let patient = exchange
            let found = await Ending { () async throws(DeliveryError) in
                _ = try await patient.post(Array("{}".utf8))
            }
            #expect(found == .transient(after: nil))
        }
        var exchange = try HTTPExchange(url: "http://127.0.0.1:\(free)", allowsPrivate: true)
        exchange.keepsConnections = true
        exchange.knowsIDs = true
        let patient = exchange
        let found = await Ending { () async throws(DeliveryError) in
            _ = try await patient.post(Array("{}".utf8))
        }
        #expect(found == .transient(after: nil))
    }
}
