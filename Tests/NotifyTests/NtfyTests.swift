// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import Notify

@Suite("ntfy topics")
struct NtfyTests {
    static func topic(_ port: Int, secret: String? = "tk_abc") throws -> Ntfy {
        try Ntfy(
            url: "http://127.0.0.1:\(port)",
            topic: "roost",
            secret: secret,
            style: .linked,
            allowsPrivateAddress: true
        )
    }

    @Test(
        "statuses are judged as the page of receivers says",
        arguments: [
            (200, #"{"id":"x","event":"message"}"#, .delivered),
            (429, #"{"code":42901,"error":"limit"}"#, .transient(after: 60)),
            (401, "", .disabled), (403, "", .disabled), (400, "", .permanent),
            (413, "", .permanent), (507, "", .transient(after: nil)),
            (500, "", .transient(after: nil)), (308, "", .permanent),
        ] as [(Int, String, Ending)]
    )
    func answers(status: Int, body: String, expected: Ending) async throws {
        try await ReceiverServer().run(.init(status: status, body: body)) { port in
            let topic = try Self.topic(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await topic.send(.sample, id: .sample)
            }
            #expect(found == expected)
        }
    }

    @Test(
        "a message has topic, priority by severity, link and the delivery's id",
        arguments: [(Severity.critical, 5), (.major, 4), (.minor, 3), (.info, 2)]
    )
    func message(severity: Severity, priority: Int) async throws {
        var notice = Notice.sample
        notice.severity = severity
        let server = ReceiverServer()
        try await server.run(.init(body: "{}")) { port in
            try await Self.topic(port).send(notice, id: .sample)
        }
        let got = try #require(server.received.first)
        #expect(got.path == "/" && got.headers["authorization"] == "Bearer tk_abc")
        #expect(got.json["topic"] as? String == "roost")
        #expect(got.json["priority"] as? Int == priority)
        #expect(got.json["click"] as? String == "https://roost.example/n/N-42/sig")
        #expect(got.json["sequence_id"] as? String == "\(DeliveryID.sample)")
    }

    @Test("user and password are Basic; a secret that is neither keeps the notice waiting")
    func secrets() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: "{}")) { port in
            try await Self.topic(port, secret: "li:wei").send(.sample, id: .sample)
        }
        let expected = "Basic " + Data("li:wei".utf8).base64EncodedString()
        #expect(server.received.first?.headers["authorization"] == expected)
        let error = #expect(throws: DeliveryError.self) { try Self.topic(9, secret: "abc") }
        #expect(error?.isTransient == true)
    }
}
