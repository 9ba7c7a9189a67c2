// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import RoostAPI
import RoostModel
import Testing

@testable import RoostHTTP

@Suite("Every error is a problem with a code and words")
struct ProblemTests {
    struct Asked: Sendable, CustomTestStringConvertible {
        var method: HTTPMethod = .GET
        var path: String
        var token: String? = "duty"
        var headers: [String: String] = [:]
        var body: String?
        var status: Int
        var code: String

        var testDescription: String { "\(method.rawValue) \(path) \(status) \(code)" }
    }

    static let long = String(repeating: " ", count: (4 << 20) + 1)

    static let asked = [
        Asked(path: "/v2/status", status: 404, code: "unknown_path"),
        Asked(path: "/v1/nothing", token: nil, status: 404, code: "unknown_path"),
        Asked(method: .DELETE, path: "/v1/docks/D01", status: 405, code: "method_not_allowed"),
        Asked(path: "/v1/recall", status: 405, code: "method_not_allowed"),
        Asked(method: .POST, path: "/v1/missions", body: long, status: 413, code: "too_large"),
        Asked(path: "/v1/status", token: nil, status: 401, code: "unauthorized"),
        Asked(path: "/v1/status", token: "revoked", status: 401, code: "invalid_token"),
        Asked(path: "/v1/facts?limit=x", status: 400, code: "bad_request"),
        Asked(path: "/v1/facts?limit=0", status: 400, code: "bad_request"),
        Asked(path: "/v1/facts?after=zzz", status: 400, code: "bad_request"),
        Asked(path: "/v1/facts?mission=zzz", status: 400, code: "bad_request"),
        Asked(path: "/v1/facts?severity=loud", status: 400, code: "bad_request"),
        Asked(path: "/v1/cases?state=loud", status: 400, code: "bad_request"),
        Asked(path: "/v1/notices?state=loud", status: 400, code: "bad_request"),
        Asked(path: "/v1/docks?limit=2", status: 400, code: "unknown_parameter"),
        Asked(path: "/v1/facts?sev=critical", status: 400, code: "unknown_parameter"),
        Asked(path: "/v1/docks?limit=2", token: nil, status: 401, code: "unauthorized"),
        Asked(path: "/v1/facts?newest=yes", status: 400, code: "bad_request"),
        Asked(path: "/v1/cases?limit=x", status: 400, code: "bad_request"),
        Asked(path: "/v1/dispatch?to=22.5,114.1&height=x", status: 400, code: "bad_request"),
        Asked(path: "/v1/events?after=zzz", status: 400, code: "bad_request"),
        Asked(
            path: "/v1/events",
            headers: ["Last-Event-ID": "zzz"],
            status: 400,
            code: "bad_request"
        ),
        Asked(
            method: .POST,
            path: "/v1/frames",
            token: "edge",
            body: "{",
            status: 400,
            code: "frames_refused"
        ),
    ]

    @Test("and says the same in its type", arguments: asked)
    func problem(_ asked: Asked) async throws {
        try await ServerTests.withServer(change: { door in
            door.frames = { _ in
                let item = FramesAnswer.Quarantined(
                    index: 0,
                    id: nil,
                    reason: "syntax",
                    detail: "the text ends"
                )
                return FramesAnswer(quarantined: [item])
            }
        }) { (base: String) async throws in
            var request = HTTPClientRequest(url: base + asked.path)
            request.method = asked.method
            if let token = asked.token {
                request.headers.add(name: "Authorization", value: "Bearer \(token)")
            }
            for (name, value) in asked.headers { request.headers.add(name: name, value: value) }
            if let body = asked.body { request.body = .bytes(ByteBuffer(string: body)) }
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            let text = String(buffer: try await response.body.collect(upTo: 1 << 20))
            #expect(Int(response.status.code) == asked.status, "\(text)")
            #expect(response.headers.first(name: "Content-Type") == "application/problem+json")
            let problem = try RoostJSON.decoder().decode(Problem.self, from: Data(text.utf8))
            #expect(problem.status == asked.status && problem.code == asked.code)
            #expect(problem.type == "urn:roost:problem:\(asked.code)")
            #expect(!problem.text.en.isEmpty && !problem.text.zh.isEmpty)
            if asked.status == 405 {
                let allow = response.headers.first(name: "Allow")
                #expect(allow == (asked.method == .DELETE ? "GET" : "POST"))
            }
            if asked.code == "frames_refused" {
                #expect(problem.detail.contains("frame 0: syntax: the text ends"))
                #expect(problem.frames?.quarantined.first?.reason == "syntax")
            }
        }
    }

    @Test("an integrator may read the message it sent, and no other", arguments: [true, false])
    func own(isOwn: Bool) async throws {
        try await ServerTests.withServer(change: { door in
            door.quarantined = { _ in
                var found = QuarantineResource(
                    receivedAt: "now",
                    transport: "http",
                    topic: "/v1/frames",
                    reason: "schema",
                    sha256: "00",
                    count: 1
                )
                found.detail = "detections[0].box is absent"
                found.sender = isOwn ? "edge-1" : "edge-2"
                return found
            }
        }) { (base: String) async throws in
            let answer = try await ServerTests.ask(.GET, base + "/v1/quarantine/7", token: "edge")
            #expect(answer.status == (isOwn ? 200 : 403))
            #expect(answer.text.contains("detections[0].box is absent") == isOwn)
        }
    }

    @Test("a token of a name that has one needs a word that it ends")
    func token() async throws {
        try await ServerTests.withServer { (base: String) async throws in
            func add(_ body: String) async throws -> (status: Int, text: String) {
                try await ServerTests.ask(.POST, base + "/v1/tokens", token: "admin", body: body)
            }
            let refused = try await add(#"{"name":"edge-1","role":"viewer"}"#)
            #expect(refused.status == 409 && refused.text.contains("token_exists"))
            #expect(refused.text.contains("as integrator"))
            let replaced = try await add(#"{"name":"edge-1","role":"viewer","replace":true}"#)
            #expect(replaced.status == 201)
            #expect(try await add(#"{"name":"edge-2","role":"viewer"}"#).status == 201)
        }
    }
}
