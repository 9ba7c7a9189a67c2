// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import Notify

@Suite("DingTalk robots")
struct DingTalkTests {
    static func robot(_ port: Int, secret: String = "token-1") throws -> DingTalk {
        try DingTalk(
            url: "http://127.0.0.1:\(port)/robot/send",
            secret: secret,
            style: .linked,
            keyword: "巡检",
            allowsPrivateAddress: true
        )
    }

    @Test(
        "success is code 0; codes are judged with their words",
        arguments: [
            (200, #"{"errcode":0,"errmsg":"ok"}"#, .delivered),
            (200, #"{"errcode":-1,"errmsg":"busy"}"#, .transient(after: nil)),
            (200, #"{"errcode":130101,"errmsg":"send too fast"}"#, .transient(after: 600)),
            (200, #"{"errcode":410100,"errmsg":""}"#, .transient(after: 600)),
            (200, #"{"errcode":90030,"errmsg":""}"#, .transient(after: 600)),
            (200, #"{"errcode":310000,"errmsg":"keywords not in content"}"#, .disabled),
            (200, #"{"errcode":310000,"errmsg":"sign not match"}"#, .disabled),
            (200, #"{"errcode":310000,"errmsg":"ip 1.2.3.4 not in whitelist"}"#, .disabled),
            (200, #"{"errcode":300005,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":300001,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":400101,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":400013,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":400102,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":400106,"errmsg":""}"#, .disabled),
            (200, #"{"errcode":40035,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":43004,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":400105,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":460101,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":430101,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":430104,"errmsg":""}"#, .permanent),
            (200, #"{"errcode":777,"errmsg":"new"}"#, .permanent), (200, "[]", .permanent),
            (500, "", .transient(after: nil)), (301, "", .permanent),
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

    @Test(
        "the three meanings of code 310000 are told apart",
        arguments: [
            ("keywords not in content", "keyword"), ("sign not match", "signature"),
            ("invalid timestamp", "signature"), ("ip 1.2.3.4 not in whitelist", "address"),
        ]
    )
    func meanings(words: String, told: String) async throws {
        let body = #"{"errcode":310000,"errmsg":"\#(words)"}"#
        try await ReceiverServer().run(.init(body: body)) { port in
            let robot = try Self.robot(port)
            let error = await #expect(throws: DeliveryError.self) {
                try await robot.send(.sample, id: .sample)
            }
            #expect(error?.description.contains(told) == true)
        }
    }

    @Test("the signature is that of the published vector, percent-encoded")
    func vector() {
        let sign = DingTalk.sign(timestamp: 1_599_360_473_000, secret: "SECtest123")
        #expect(sign == "KEKsk3QdrO0ylDjCdviYpJL59ySUQJCKMbn8yitvTn8%3D")
    }

    @Test("the title is shown as it is, so that nothing in it is escaped; the text is markdown")
    func title() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: #"{"errcode":0}"#)) { port in
            try await Self.robot(port).send(.sample, id: .sample)
        }
        let markdown = try #require(server.received.first?.json["markdown"] as? [String: Any])
        let title = try #require(markdown["title"] as? String)
        #expect(title.contains("[") && !title.contains("\\"))
        #expect((markdown["text"] as? String)?.contains("\\[") == true)
    }

    @Test("a signed message has token, time and signature in the address, the keyword in its title")
    func message() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: #"{"errcode":0}"#)) { port in
            try await Self.robot(port, secret: "token-1 SECtest123").send(.sample, id: .sample)
        }
        let got = try #require(server.received.first)
        #expect(got.query["access_token"] == "token-1")
        let timestamp = try #require(got.query["timestamp"].flatMap(Int64.init))
        let expected = DingTalk.sign(timestamp: timestamp, secret: "SECtest123")
        #expect(got.query["sign"].flatMap(URLWord.escaped) == expected)
        #expect(got.headers["content-type"] == "application/json; charset=utf-8")
        let markdown = try #require(got.json["markdown"] as? [String: Any])
        #expect((markdown["title"] as? String)?.contains("巡检") == true)
        #expect((markdown["text"] as? String)?.contains("巡检") == true)
        #expect(!got.text.contains("测B8K2Q1"))
    }
}
