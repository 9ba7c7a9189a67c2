// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import RoostModel
import Testing

@testable import Notify

@Suite("Receivers that misbehave on the wire")
struct HTTPExchangeTests {
    /// A server that reads something, says these bytes and hangs up; without bytes it stays silent.
    static func server(_ bytes: String?, _ work: (Int) async throws -> Void) async throws {
        try await LoopbackServer.run(
            { client in
                try await client.executeThenClose { inbound, outbound in
                    for try await _ in inbound {
                        guard let bytes else { continue }
                        try await outbound.write(ByteBuffer(string: bytes))
                        return
                    }
                }
            },
            while: work
        )
    }

    @Test(
        "what a robot answers and how it ends is a named outcome",
        arguments: [
            // Closes before a word, and within the head.
            ("", Ending.unknown), ("HTTP/1.1 200 OK\r\ncontent-le", .unknown),
            // Closes within the body.
            ("HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{\"errcode\":0", .unknown),
            ("HTTP/1.1 500 No\r\ncontent-length: 90\r\n\r\nx", .transient(after: nil)),
            ("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"errcode\":0}", .delivered),
        ]
    )
    func broken(bytes: String, expected: Ending) async throws {
        try await Self.server(bytes) { port in
            let robot = try WeComTests.robot(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await robot.send(.sample, id: .sample)
            }
            #expect(found == expected)
        }
    }

    @Test("an answer longer than the bound is not read: its outcome is unknown")
    func endless() async throws {
        let body = String(repeating: " ", count: HTTPExchange.answerLimit + 1)
        try await ReceiverServer().run(.init(body: body)) { port in
            let robot = try WeComTests.robot(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await robot.send(.sample, id: .sample)
            }
            #expect(found == .unknown)
        }
    }

    @Test("nobody listens: it surely did not leave, and is tried again")
    func refused() async throws {
        var free = 0
        try await Self.server(nil) { free = $0 }
        let robot = try WeComTests.robot(free)
        let found = await Ending { () async throws(DeliveryError) in
            try await robot.send(.sample, id: .sample)
        }
        #expect(found == .transient(after: nil))
    }

    @Test("a receiver that never answers is left when the time is up, and may have the message")
    func silent() async throws {
        try await Self.server(nil) { port in
            var exchange = try HTTPExchange(url: "http://127.0.0.1:\(port)", allowsPrivate: true)
            exchange.timeLimit = .milliseconds(200)
            for (knowsIDs, ending) in [(false, Ending.unknown), (true, .transient(after: nil))] {
                exchange.knowsIDs = knowsIDs
                let patient = exchange
                let found = await Ending { () async throws(DeliveryError) in
                    _ = try await patient.post(Array("{}".utf8))
                }
                #expect(found == ending)
            }
        }
    }

    @Test(
        "Retry-After is seconds or a date, at most an hour",
        arguments: [
            ("7", 7), ("0", 0), ("-3", 0), ("90000", 3600), ("soon", nil),
            ("Tue, 12 May 2026 00:00:30 GMT", 30), ("Tue, 12 May 2026 09:00:00 GMT", 3600),
            ("Mon, 11 May 2026 00:00:00 GMT", 0),
        ] as [(String, Int?)]
    )
    func retryAfter(text: String, seconds: Int?) {
        let now = Date(timeIntervalSince1970: 1_778_544_000)
        #expect(HTTPStatus.wait(text, now: now)?.wholeSeconds == seconds)
    }
}
