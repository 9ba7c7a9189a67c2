// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notify

@Suite("Answers of HTTP/1.1 on a kept connection")
struct HTTPAnswerTests {
    /// How an answer was read: its status and whether the connection is good for more, that more is needed, or
    /// that it is none.
    private enum Reading: Equatable {
        case complete(Int, isKept: Bool)
        case open, fault
    }

    private static func read(_ text: String, in parts: Int) -> Reading {
        var answer = HTTPAnswer()
        let bytes = Array(text.utf8)
        let size = max(1, (bytes.count + parts - 1) / parts)
        do throws(HTTPAnswer.Fault) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                let part = bytes[start..<min(start + size, bytes.count)]
                if try answer.take(part) {
                    return .complete(answer.status ?? 0, isKept: answer.keepsConnection)
                }
            }
        } catch { return .fault }
        return .open
    }

    @Test(
        "are read whole or in pieces, and nothing else is one",
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Reading.complete(200, isKept: true)),
            ("HTTP/1.1 200 OK\r\ncontent-length:  3 \r\n\r\nabc", .complete(200, isKept: true)),
            ("HTTP/1.1 204 No Content\r\n\r\n", .complete(204, isKept: true)),
            ("HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n", .complete(200, isKept: false)),
            (
                "HTTP/1.1 500 No\r\nConnection: Close\r\ncontent-length: 0\r\n\r\n",
                .complete(500, isKept: false)
            ),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nx: y\r\n\r\n",
                .complete(200, isKept: true)
            ),
            // A word on the way is not the answer.
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 OK\r\ncontent-length: 0\r\n\r\n",
                .complete(202, isKept: true)
            ),
            ("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nabc", .open),
            ("HTTP/1.1 200 OK\r\n\r\nuntil the end", .open),
            ("HTTP/1.1 200 OK\r\ncontent-le", .open),
            // Two readers might disagree.
            (
                "HTTP/1.1 200 OK\r\ncontent-length: 0\r\ntransfer-encoding: chunked\r\n\r\n",
                .fault
            ),
            ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", .fault),
            ("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n", .fault),
            ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n", .fault),
            ("HTTP/1.1 101 Switching\r\n\r\n", .fault), ("SSH-2.0-x\r\n\r\n", .fault),
            ("HTTP/1.1 OK\r\n\r\n", .fault),
        ] as [(String, Reading)]
    )
    private func answers(text: String, expected: Reading) {
        for parts in [1, 2, 7, text.utf8.count] {
            #expect(Self.read(text, in: parts) == expected, "in \(parts) parts: \(text)")
        }
    }

    @Test("what follows an answer ends the connection: nobody asked for it")
    func more() {
        let text = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n"
        #expect(Self.read(text, in: 1) == .complete(200, isKept: false))
    }

    @Test("are bounded")
    func bounds() {
        let long = String(repeating: "a", count: HTTPAnswer.headLimit + 1)
        #expect(Self.read("HTTP/1.1 200 OK\r\nx: \(long)", in: 1) == .fault)
        let length = HTTPAnswer.bodyLimit + 1
        #expect(
            Self.read("HTTP/1.1 200 OK\r\ncontent-length: \(length)\r\n\r\n", in: 1) == .fault
        )
    }

    @Test(
        "an address says whom to connect to and what the head says",
        arguments: [
            ("https://a.example/x/%E4?b=c%20d", "a.example", 443, "/x/%E4?b=c%20d", "a.example"),
            ("http://a.example:8080", "a.example", 8080, "/", "a.example:8080"),
            ("http://[fd00::1]:80/h", "fd00::1", 80, "/h", "[fd00::1]"),
        ]
    )
    func endpoint(url: String, host: String, port: Int, target: String, authority: String) throws {
        let endpoint = try #require(Endpoint(url))
        #expect(endpoint.host == host)
        #expect(endpoint.port == port)
        #expect(endpoint.target == target)
        #expect(endpoint.authority == authority)
    }
}
