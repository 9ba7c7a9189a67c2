// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MQTT

@Suite("The inbox")
struct InboxTests {
    @Test("keeps the order of arrival over sheddable and other messages")
    func order() {
        var inbox = Inbox(limit: 10, sheddableSuffixes: ["/osd"])
        for topic in ["a/osd", "a/events", "b/osd", "b/events", "osd"] {
            #expect(inbox.append(Self.message(topic)) == 0)
        }
        #expect(inbox.take(3).map(\.message.topic) == ["a/osd", "a/events", "b/osd"])
        #expect(inbox.take(3).map(\.message.topic) == ["b/events", "osd"])
        #expect(inbox.isEmpty)
    }

    @Test("sheds the oldest sheddable message when full, and nothing else")
    func sheds() {
        var inbox = Inbox(limit: 3, sheddableSuffixes: ["/osd"])
        let topics = ["1/osd", "2/events", "3/osd", "4/events", "5/osd", "6/events"]
        #expect(topics.map { inbox.append(Self.message($0)) } == [0, 0, 0, 1, 1, 1])
        #expect(!inbox.hasRoom)
        #expect(inbox.append(Self.message("7/events")) == 0)
        #expect(inbox.append(Self.message("8/osd")) == 1)
        let left = inbox.take(10).map(\.message.topic)
        #expect(left == ["2/events", "4/events", "6/events", "7/events"])
    }

    @Test("has room while something can be shed")
    func room() {
        var inbox = Inbox(limit: 2, sheddableSuffixes: ["/osd"])
        _ = inbox.append(Self.message("a/events"))
        _ = inbox.append(Self.message("a/osd"))
        #expect(inbox.hasRoom)
        _ = inbox.append(Self.message("b/events"))
        #expect(!inbox.hasRoom)
    }

    @Test("counts what the broker waits for, and gives it back in order")
    func acknowledged() {
        var inbox = Inbox(limit: 2, sheddableSuffixes: ["/osd"])
        _ = inbox.append(Self.message("1/osd", .atLeastOnce))
        _ = inbox.append(Self.message("2/events", .atLeastOnce))
        #expect(inbox.owedCount == 2)
        _ = inbox.append(Self.message("3/events"))
        #expect(inbox.owedCount == 1)
        let removed = inbox.removeOwed()
        #expect(removed.map(\.message.topic) == ["2/events"])
        #expect(inbox.owedCount == 0)
        inbox.restore(removed)
        #expect(inbox.owedCount == 1)
        #expect(inbox.take(9).map(\.message.topic) == ["2/events", "3/events"])
        #expect(inbox.owedCount == 0)
    }

    @Test("a queue gives back what it took, in order, at any length", arguments: [1, 63, 500])
    func queue(length: Int) {
        var queue = Queue<Int>()
        var expected = 0
        for number in 0..<length * 3 {
            queue.append(number)
            guard number % 3 != 0 else { continue }
            #expect(queue.popFirst() == expected)
            expected += 1
        }
        #expect(queue.count == length)
        while let number = queue.popFirst() {
            #expect(number == expected)
            expected += 1
        }
        #expect(expected == length * 3)
    }

    static func message(_ topic: String, _ qos: MQTTMessage.QoS = .atMostOnce) -> MQTTMessage {
        MQTTMessage(topic: topic, payload: [], qos: qos)
    }
}
