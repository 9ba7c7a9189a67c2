// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

@testable import Notify

@Suite("WeCom group robots")
struct WeComTests {
    static func robot(_ port: Int, _ style: NoticeStyle = .masked) throws -> WeCom {
        try WeCom(
            url: "http://127.0.0.1:\(port)/send",
            secret: "key-1",
            style: style,
            mentions: ["@all"],
            allowsPrivateAddress: true
        )
    }

    @Test(
        "success is code 0; every listed code is judged, an unknown one is a failure without retry",
        arguments: [
            (200, #"{"errcode":0,"errmsg":"ok"}"#, .delivered),
            (200, #"{"errcode":-1,"errmsg":"busy"}"#, .transient(after: nil)),
            (200, #"{"errcode":45009,"errmsg":"freq"}"#, .transient(after: 60)),
            (200, #"{"errcode":93000,"errmsg":"gone"}"#, .disabled),
            (200, #"{"errcode":40008,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":40009,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":40035,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":40058,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":44004,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":45002,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":301019,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":123456,"errmsg":"new"}"#, .permanent),
            (200, "<html>a proxy's page</html>", .permanent), (200, "", .permanent),
            (302, "", .permanent), (404, "", .permanent), (410, "", .disabled),
            (429, "", .transient(after: nil)), (502, "", .transient(after: nil)),
        ] as [(Int, String, Ending)]
    )
    func answers(status: Int, body: String, expected: Ending) async throws {
        try await ReceiverServer().run(.init(status: status, body: body)) { port in
            let robot = try Self.robot(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await robot.send(.sample, id: .sample)
            }
            #expect(found == expected)
        }
    }

    @Test("a notice is one markdown message: key in the address, plate masked, link, mention, id")
    func message() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: #"{"errcode":0}"#)) { port in
            try await Self.robot(port, .linked).send(.sample, id: .sample)
        }
        let got = try #require(server.received.first)
        #expect(server.received.count == 1)
        #expect(got.query == ["key": "key-1"])
        #expect(got.json["msgtype"] as? String == "markdown")
        let text = try #require((got.json["markdown"] as? [String: Any])?["content"] as? String)
        for part in ["违停", "人民南路禁停", #"测B8\*\*\*1"#, "N-42", "C-7", "<@@", "/n/N-42/sig"] {
            #expect(text.contains(part), "\(part) is missing in \(text)")
        }
        #expect(!text.contains("测B8K2Q1"))
        #expect(text.utf8.count <= 4096)
    }

    @Test("waiting notices are one digest that lists ten and counts the rest")
    func digest() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: #"{"errcode":0}"#)) { port in
            let others = Array(repeating: Notice.sample, count: 14)
            try await Self.robot(port).send(.sample, with: others, id: .sample)
        }
        let text = try #require(server.received.first?.text)
        #expect(server.received.count == 1)
        #expect(text.contains("15 条通知") && text.contains("另有 5 条"))
        #expect(text.components(separatedBy: "N-42").count == 11)
    }

    @Test("a key that is none keeps the notice waiting", arguments: ["", "a b", "a\nb"])
    func malformedKey(secret: String) {
        let error = #expect(throws: DeliveryError.self) {
            try WeCom(secret: secret, style: .masked)
        }
        #expect(error?.isTransient == true)
    }
}
