// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import CaseCore
import FleetCore
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import PatrolCore
import RoostAPI
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore
import Synchronization
import Testing

@testable import RoostHTTP

@Suite("The HTTP server over a real connection")
struct ServerTests {
    /// An engine in memory behind the door, one turn at a time.
    final class Desk: Sendable {
        private let engine: Mutex<Engine>
        let now = Timestamp(seconds: 1_778_545_639)

        init() throws { engine = Mutex(try Engine(try Store.inMemory(), at: .epoch)) }

        var door: SiteDoor {
            var door = SiteDoor(
                now: { self.now },
                site: { self.engine.withLock { $0.site } },
                submit: { posting in
                    try self.engine.withLock { engine in
                        try #require(try engine.post([posting], at: self.now).first)
                    }
                },
                facts: { query in try self.engine.withLock { try $0.store.facts(query) } },
                factSignals: { AsyncStream { $0.finish() } }
            )
            door.person = { token in
                token == "duty"
                    ? Person(name: "li", role: .dispatcher)
                    : token == "eyes"
                        ? Person(name: "wu", role: .viewer)
                        : token == "admin"
                            ? Person(name: "root", role: .administrator)
                            : token == "edge" ? Person(name: "edge-1", role: .integrator) : nil
            }
            door.people = { [Person(name: "edge-1", role: .integrator)] }
            door.revokeToken = { name, _ in name == "edge-1" }
            door.keepMedia = { digest, _, person in
                digest.hasPrefix("00") && person.name == "edge-1" ? .new : .mismatch
            }
            door.counters = { ["messages{topic=\"osd\"}": 7] }
            return door
        }
    }

    /// Runs a server on a free port for the time of a body.
    static func withServer(
        change: (inout SiteDoor) -> Void = { _ in },
        _ body: @Sendable (_ base: String) async throws -> Void
    ) async throws {
        let desk = try Desk()
        var door = desk.door
        change(&door)
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = Server(door: door, logger: logger)
        let people = server.people(host: "127.0.0.1", port: 0) { found.yield($0) }
        let group = ServiceGroup(
            configuration: .init(services: [people], logger: logger)
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                try await body("http://127.0.0.1:\(port)")
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    static func ask(
        _ method: HTTPMethod,
        _ url: String,
        token: String? = nil,
        key: String? = nil,
        body: String? = nil
    ) async throws -> (status: Int, text: String) {
        var request = HTTPClientRequest(url: url)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return (Int(response.status.code), String(buffer: bytes))
    }

    @Test("health and metrics need no token, everything else does")
    func access() async throws {
        try await Self.withServer { base in
            #expect(try await Self.ask(.GET, base + "/healthz").status == 200)
            let metrics = try await Self.ask(.GET, base + "/metrics")
            #expect(metrics.text.contains("roost_messages_total{topic=\"osd\"} 7"))
            for path in [
                "status", "docks", "plan", "sorties", "cases", "notices", "facts", "events",
            ] {
                let answer = try await Self.ask(.GET, base + "/v1/\(path)")
                #expect(answer.status == 401, "\(path)")
            }
            #expect(try await Self.ask(.GET, base + "/v1/status", token: "eyes").status == 200)
        }
    }

    @Test("a role that may not fly is refused by name, and nothing is journaled")
    func roles() async throws {
        try await Self.withServer { base in
            let answer = try await Self.ask(
                .POST,
                base + "/v1/missions",
                token: "eyes",
                body: #"{"route":"R01"}"#
            )
            #expect(answer.status == 403)
            #expect(answer.text.contains("not_allowed"))
            let facts = try await Self.ask(.GET, base + "/v1/facts", token: "eyes")
            #expect(facts.text == #"{"items":[]}"#)
        }
    }

    @Test("a request that cannot be met is a problem with a stable code")
    func refusal() async throws {
        try await Self.withServer { base in
            let route = try await Self.ask(
                .POST,
                base + "/v1/missions",
                token: "duty",
                body: #"{"route":"R99"}"#
            )
            #expect(route.status == 404 || route.status == 409)
            #expect(route.text.contains(#""code":"#))
            let both = try await Self.ask(
                .POST,
                base + "/v1/missions",
                token: "duty",
                body: "{}"
            )
            #expect(both.status == 400)
            let malformed = try await Self.ask(
                .POST,
                base + "/v1/missions",
                token: "duty",
                body: "{"
            )
            #expect(malformed.status == 400)
            #expect(try await Self.ask(.GET, base + "/v1/docks/D99", token: "duty").status == 404)
        }
    }

    @Test("the same key again has the first answer; with another request it is a conflict")
    func idempotency() async throws {
        try await Self.withServer { base in
            let hold = #"{"reason":"storm"}"#
            let first = try await Self.ask(
                .POST,
                base + "/v1/hold",
                token: "duty",
                key: "k1",
                body: hold
            )
            let again = try await Self.ask(
                .POST,
                base + "/v1/hold",
                token: "duty",
                key: "k1",
                body: hold
            )
            #expect(first.status == 200)
            #expect(first.text == again.text)
            let other = try await Self.ask(
                .POST,
                base + "/v1/hold",
                token: "duty",
                key: "k1",
                body: #"{"reason":"drill"}"#
            )
            #expect(other.status == 409 && other.text.contains(#""code":"stale_key""#))
            let status = try await Self.ask(.GET, base + "/v1/status", token: "eyes")
            #expect(status.text.components(separatedBy: #""by":"li""#).count == 2)
        }
    }

    @Test("tokens are listed and revoked by an administrator only; nobody's cannot be revoked")
    func tokens() async throws {
        try await Self.withServer { base in
            #expect(try await Self.ask(.GET, base + "/v1/tokens", token: "eyes").status == 403)
            let listing = try await Self.ask(.GET, base + "/v1/tokens", token: "admin")
            #expect(listing.text == #"{"items":[{"name":"edge-1","role":"integrator"}]}"#)
            func revoke(_ name: String, _ token: String) async throws -> Int {
                try await Self.ask(.POST, base + "/v1/tokens/\(name)/revoke", token: token).status
            }
            #expect(try await revoke("edge%2D1", "duty") == 403)
            #expect(try await revoke("edge%2D1", "admin") == 200)
            #expect(try await revoke("nobody", "admin") == 404)
        }
    }

    @Test("a picture is kept under its name for a program that may, by that program's name")
    func media() async throws {
        try await Self.withServer { base async throws in
            func put(_ digest: String, _ token: String) async throws -> Int {
                let url = base + "/v1/media/" + digest
                return try await Self.ask(.PUT, url, token: token, body: "picture").status
            }
            let digest = String(repeating: "0", count: 64)
            #expect(try await put(digest, "edge") == 201)
            #expect(try await put(digest, "eyes") == 403)
            #expect(try await put(String(repeating: "f", count: 64), "edge") == 422)
            #expect(try await put("0", "edge") == 400)
        }
    }

    @Test(
        "a listing goes on where its page ended, and ends",
        arguments: [0, 1, 199, 200, 201, 450]
    )
    func pages(count: Int) {
        var left = Array(0..<count)
        var read: [Int] = []
        var pages = 0
        while true {
            let page = Server.page(left, id: { "\($0)" }, { $0 })
            read += page.items
            pages += 1
            guard let next = page.next.flatMap({ Int($0) }) else { break }
            left.removeAll { $0 <= next }
        }
        #expect(read == Array(0..<count))
        #expect(pages == max(1, (count + Server.pageSize - 1) / Server.pageSize))
    }
}
