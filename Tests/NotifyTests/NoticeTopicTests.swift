// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import RoostModel
import Synchronization
import Testing

@testable import Notify

@Suite("Notices on the site's broker")
struct NoticeTopicTests {
    final class Seen: Sendable {
        let messages = Mutex<[MQTTMessage]>([])
        let unheard = Mutex(0)
    }

    static func topic(_ seen: Seen, _ answer: Result<PublishReceipt, MQTTError>) -> NoticeTopic {
        NoticeTopic(
            site: "luohu",
            style: .masked,
            publish: { message throws(MQTTError) in
                seen.messages.withLock { $0.append(message) }
                return try answer.get()
            },
            unheard: { seen.unheard.withLock { $0 += 1 } }
        )
    }

    @Test(
        "the broker's acknowledgement is the delivery; its no is judged",
        arguments: [
            (.success(.accepted), .delivered), (.success(.nobodySubscribed), .delivered),
            (.failure(.refused(.notAuthorized)), .disabled),
            (.failure(.refused(MQTTReason(code: 0x90))), .disabled),
            (.failure(.refused(MQTTReason(code: 0x97))), .transient(after: nil)),
            (.failure(.refused(MQTTReason(code: 0x80))), .permanent),
            (.failure(.notConnected), .transient(after: nil)),
            (.failure(.unconfirmed), .transient(after: nil)),
        ] as [(Result<PublishReceipt, MQTTError>, Ending)]
    )
    func answers(answer: Result<PublishReceipt, MQTTError>, expected: Ending) async {
        let seen = Seen()
        let found = await Ending { () async throws(DeliveryError) in
            try await Self.topic(seen, answer).send(.sample, id: .sample)
        }
        #expect(found == expected)
        #expect(seen.unheard.withLock { $0 } == (answer == .success(.nobodySubscribed) ? 1 : 0))
    }

    @Test("a notice is a cloud event, not retained, with content type, expiry and its id")
    func message() async throws {
        let seen = Seen()
        try await Self.topic(seen, .success(.accepted)).send(.sample, id: .sample)
        let message = try #require(seen.messages.withLock { $0.first })
        #expect(message.topic == "roost/v1/notices/luohu/illegal_parking/minor")
        #expect(!message.isRetained && message.qos == .atLeastOnce)
        #expect(message.expiry == .seconds(86_400))
        #expect(message.contentType == "application/cloudevents+json")
        #expect(message.userProperties.map(\.name) == ["notice-id"])
        let event = try #require(
            try JSONSerialization.jsonObject(with: Data(message.payload)) as? [String: Any]
        )
        #expect(event["specversion"] as? String == "1.0")
        #expect(event["source"] as? String == "/roost/luohu")
        #expect(event["type"] as? String == "roost.notice.issued.v1")
        #expect((event["id"] as? String)?.hasSuffix("_r1") == true)
        let notice = event["data"] as? [String: Any]
        #expect(notice?["schema"] as? String == "roost.notice/1")
        #expect(!String(decoding: message.payload, as: UTF8.self).contains("测B8K2Q1"))
    }
}
