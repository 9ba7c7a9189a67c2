// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import NIOCore
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
        let answer: String

        init(
            perConnection: Int,
            answer: String = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"
        ) {
            self.perConnection = perConnection
            self.answer = answer
        }

        func run(_ work: (Int) async throws -> Void) async throws {
            try await LoopbackServer.run(serve, while: work)
        }

        private func serve(_ client: LoopbackServer.Client) async throws {
            connections.withLock { $0 += 1 }
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
                    try await outbound.write(ByteBuffer(string: answer))
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

    @Test("receivers that are gone make room for others")
    func room() async throws {
        for _ in 0..<70 {
            let server = Server(perConnection: 100)
            try await server.run { port in
                var exchange = try HTTPExchange(
                    url: "http://127.0.0.1:\(port)",
                    allowsPrivate: true
                )
                exchange.keepsConnections = true
                exchange.knowsIDs = true
                for _ in 0..<2 { _ = try await exchange.post(Array("{}".utf8)) }
            }
            #expect(server.connections.withLock { $0 } == 1)
        }
    }

    /// What two deliveries came to that had the same answer.
    private struct Outcome: Equatable {
        /// Nil: it is tried again later.
        var status: Int?
        var connections: Int
    }

    private static let length = "content-length: 0\r\n\r\n"

    @Test(
        "what an answer says of the connection is kept to, and what is no answer is tried again",
        arguments: [
            ("HTTP/1.1 200 OK\r\n\(length)", 9, Outcome(status: 200, connections: 1)),
            ("HTTP/1.1 204 No Content\r\n\r\n", 9, Outcome(status: 204, connections: 1)),
            ("HTTP/1.0 200 OK\r\n\(length)", 9, Outcome(status: 200, connections: 2)),
            (
                "HTTP/1.1 500 No\r\nConnection: Close\r\n\(length)", 9,
                Outcome(status: 500, connections: 2)
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nx: y\r\n\r\n",
                9, Outcome(status: 200, connections: 1)
            ),
            // A word on the way is not the answer.
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 OK\r\n\(length)", 9,
                Outcome(status: 202, connections: 1)
            ),
            ("HTTP/1.1 200 OK\r\n\r\nuntil the end", 1, Outcome(status: 200, connections: 2)),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", 1,
                Outcome(status: 200, connections: 2)
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 1048577\r\n\r\n"
                    + String(repeating: "a", count: 1_048_577),
                9, Outcome(status: 200, connections: 2)
            ),
            // Two readers might disagree.
            (
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\(length)", 9,
                Outcome(status: nil, connections: 2)
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\(length)", 9,
                Outcome(status: nil, connections: 2)
            ),
            (
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", 9,
                Outcome(status: nil, connections: 2)
            ),
            ("SSH-2.0-x\r\n\r\n", 9, Outcome(status: nil, connections: 2)),
            ("HTTP/1.1 200 OK\r\ncontent-le", 1, Outcome(status: nil, connections: 2)),
        ] as [(String, Int, Outcome)]
    )
    private func answers(text: String, perConnection: Int, expected: Outcome) async throws {
        let server = Server(perConnection: perConnection, answer: text)
        try await server.run { port in
            var exchange = try HTTPExchange(url: "http://127.0.0.1:\(port)", allowsPrivate: true)
            exchange.keepsConnections = true
            exchange.knowsIDs = true
            for _ in 0..<2 {
                do throws(DeliveryError) {
                    #expect(try await exchange.post(Array("{}".utf8)).status == expected.status)
                } catch {
                    guard error.isTransient else { throw error }
                    #expect(expected.status == nil, "\(error)")
                }
            }
        }
        #expect(server.connections.withLock { $0 } == expected.connections)
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
