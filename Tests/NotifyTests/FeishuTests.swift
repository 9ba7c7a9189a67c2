// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import Notify

@Suite("Feishu and Lark robots")
struct FeishuTests {
    static func robot(_ port: Int, secret: String = "hook-1 testsecret") throws -> Feishu {
        try Feishu(
            url: "http://127.0.0.1:\(port)/open-apis/bot/v2/hook",
            secret: secret,
            style: .linked,
            allowsPrivateAddress: true
        )
    }

    @Test(
        "success is code 0; every listed code is judged",
        arguments: [
            (200, #"{"code":0,"msg":"success"}"#, .delivered),
            (200, #"{"code":11232,"msg":"limit"}"#, .transient(after: 60)),
            (200, #"{"code":99991400,"msg":"limit"}"#, .transient(after: 60)),
            (200, #"{"code":9499,"msg":"Bad Request"}"#, .permanent),
            (200, #"{"code":19021,"msg":"sign match fail"}"#, .disabled),
            (200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, .disabled),
            (200, #"{"code":19024,"msg":"Key Words Not Found"}"#, .disabled),
            (200, #"{"code":19001,"msg":"param invalid"}"#, .disabled),
            (200, #"{"code":19036,"msg":"too large"}"#, .permanent),
            (200, #"{"code":5,"msg":"new"}"#, .permanent), (200, "ok", .permanent),
            (429, "", .transient(after: nil)), (503, "", .transient(after: nil)),
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

    @Test("the vendor's own wait is obeyed when it says one")
    func wait() async throws {
        let answer = ReceiverServer.Answer(
            body: #"{"code":11232,"msg":""}"#,
            headers: ["x-ogw-ratelimit-reset": "17"]
        )
        try await ReceiverServer().run(answer) { port in
            let robot = try Self.robot(port)
            let found = await Ending { () async throws(DeliveryError) in
                try await robot.send(.sample, id: .sample)
            }
            #expect(found == .transient(after: 17))
        }
    }

    @Test("the signature is that of the published vector, and not DingTalk's way round")
    func vector() {
        let sign = Feishu.sign(timestamp: 1_599_360_473, secret: "testsecret")
        #expect(sign == "363UeKLKin0EeG+hrOQd23TNUSH+orqAFf6mWFdhcD4=")
        let other = DingTalk.sign(timestamp: 1_599_360_473, secret: "testsecret")
        #expect(URLWord.escaped(sign) != other)
    }

    @Test("a signed post carries time and signature in the body, the hook in the path")
    func message() async throws {
        let server = ReceiverServer()
        try await server.run(.init(body: #"{"code":0}"#)) { port in
            try await Self.robot(port).send(.sample, id: .sample)
        }
        let got = try #require(server.received.first)
        #expect(got.path == "/open-apis/bot/v2/hook/hook-1")
        let timestamp = try #require((got.json["timestamp"] as? String).flatMap(Int64.init))
        #expect(
            got.json["sign"] as? String == Feishu.sign(timestamp: timestamp, secret: "testsecret")
        )
        #expect(got.text.contains("zh_cn") && got.text.contains("/n/N-42/sig"))
        #expect(got.text.contains("测B8***1") && !got.text.contains("测B8K2Q1"))
    }
}
