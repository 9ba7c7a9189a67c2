// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Testing

@Suite("Topics")
struct TopicTests {
    @Test("each kind is written and read back the same", arguments: TopicKind.allCases)
    func roundTrip(kind: TopicKind) throws {
        let topic = Topic(kind, serial: "8UUXN00DOCK003")
        #expect(try Topic(parsing: topic.text) == topic)
        #expect(kind.filter == topic.text.replacing("8UUXN00DOCK003", with: "+"))
        #expect(topic.reply?.serial == (kind.reply == nil ? nil : topic.serial))
        #expect(kind.reply?.isFromDevice != kind.isFromDevice)
    }

    @Test(
        "the texts are the protocol's",
        arguments: [
            (.status, "sys/product/SN/status"), (.statusReply, "sys/product/SN/status_reply"),
            (.osd, "thing/product/SN/osd"), (.servicesReply, "thing/product/SN/services_reply"),
            (.propertySet, "thing/product/SN/property/set"),
            (.propertySetReply, "thing/product/SN/property/set_reply"),
            (.drcDown, "thing/product/SN/drc/down"), (.stateReply, "thing/product/SN/state_reply"),
        ] as [(TopicKind, String)]
    )
    func text(kind: TopicKind, text: String) {
        #expect(Topic(kind, serial: "SN").text == text)
    }

    @Test(
        "any other text is refused",
        arguments: [
            "", "/", "thing/product/SN", "thing/product//osd", "thing/product/+/osd",
            "thing/product/SN/osd/x", "sys/product/SN/osd", "thing/product/SN/status",
            "thing/product/S N/osd", "thing/product/#/osd", "thing/product/SN/property",
            "x/thing/product/SN/osd", "thing/product/\(String(repeating: "S", count: 65))/osd",
        ]
    )
    func refused(text: String) {
        #expect(throws: DJICloudError.unknownTopic(text)) { try Topic(parsing: text) }
    }
}
