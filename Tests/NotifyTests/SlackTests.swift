// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import Notify

@Suite("Slack webhooks")
struct SlackTests {
    static func hook(_ port: Int) throws -> Slack {
        try Slack(
            url: "http://127.0.0.1:\(port)/services",
            secret: "T1/B2/abc",
            style: .linked,
            allowsPrivateAddress: true
        )
    }

    @Test(
        "success is 200 and ok; words and statuses are judged",
        arguments: [
            (200, "ok", .delivered), (200, "not ok", .permanent), (200, "", .permanent),
            (400, "invalid_payload", .permanent), (400, "no_text", .permanent),
            (400, "too_many_attachments", .permanent), (403, "action_prohibited", .permanent),
            (403, "invalid_token", .disabled), (404, "channel_not_found", .permanent),
            (404, "no_service", .disabled), (410, "channel_is_archived", .disabled),
            (410, "", .disabled), (429, "", .transient(after: 30)),
            (500, "rollup_error", .transient(after: 30)), (302, "", .permanent),
        ] as [(Int, String, Ending)]
    )
    func answers(status: Int, body: String, expected: Ending) async throws {
        let answer = ReceiverServer.Answer(
            status: status,
            body: body,
            headers: ["retry-after": "30"]
        )
        try await ReceiverServer().run(answer) { port in
            let hook = try Self.hook(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await hook.send(.sample, id: .sample)
            }
            #expect(found == expected)
        }
    }

    @Test("a message has a fallback, a header and a section; a plate's text means nothing to Slack")
    func message() async throws {
        var notice = Notice.sample
        notice.zoneName = Bilingual(en: "<!channel> *A* & @here", zh: "<!channel> *A* & @here")
        let server = ReceiverServer()
        try await server.run(.init(body: "ok")) { port in
            try await Self.hook(port).send(notice, id: .sample)
        }
        let got = try #require(server.received.first)
        #expect(got.path == "/services/T1/B2/abc")
        let blocks = try #require(got.json["blocks"] as? [[String: Any]])
        #expect(blocks.compactMap { $0["type"] as? String } == ["header", "section"])
        #expect(!got.text.contains("<!channel>") && !got.text.contains("*A*"))
        #expect(!got.text.contains("@here") && got.text.contains("&lt;!channel&gt;"))
        #expect(got.text.contains("|查看并确认>"))
    }

    @Test(
        "a path that is none keeps the notice waiting",
        arguments: ["", "T1/B2", "T1//abc", "a b/c/d"]
    )
    func malformedPath(secret: String) {
        let error = #expect(throws: DeliveryError.self) {
            try Slack(secret: secret, style: .masked)
        }
        #expect(error?.isTransient == true)
    }
}
