// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Testing

@Suite(
    "Against a real mosquitto",
    .tags(.broker),
    .enabled(if: BrokerProcess.isInstalled),
    .timeLimit(.minutes(1)),
    .serialized
)
struct BrokerTests {
    @Test(
        "a message arrives as it was sent",
        arguments: [MQTTVersion.v5, .v311],
        [MQTTMessage.QoS.atMostOnce, .atLeastOnce]
    )
    func roundTrip(version: MQTTVersion, qos: MQTTMessage.QoS) async throws {
        let broker = try BrokerProcess()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.version = .only(version)
        let client = try await MQTTClient.connected(configuration, to: [.init("a/+")])
        var message = MQTTMessage("a/b", "héllo \u{0}\r\n", qos: qos, expiry: .seconds(30))
        message.contentType = "application/json"
        message.userProperties = [.init(name: "a", value: "1"), .init(name: "a", value: "2")]
        try await client.publish(message)
        var reader = client.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        batch.committed()
        if version == .v311 {
            message = MQTTMessage("a/b", "héllo \u{0}\r\n", qos: qos)
        }
        #expect(batch.messages == [message])
        await client.stop()
        #expect(client.counters.published == 1)
        #expect(!client.counters.isConnected)
        await #expect(throws: MQTTError.stopped) { try await client.publish(message) }
    }

    @Test("what was not committed comes again to the next client of the session, in order")
    func redelivery() async throws {
        let broker = try BrokerProcess()
        let writer = try await MQTTClient.connected(.test(broker.port, id: "writer"))
        let first = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        for number in 1...40 { try await writer.publish(MQTTMessage("a", "\(number)")) }
        var reader = first.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        // As good as killed: nothing was answered.
        await first.stop(grace: .zero)
        #expect(batch.messages.first?.text == "1")
        let second = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        #expect(await second.payloads(until: "40") == (1...40).map(String.init))
        await second.stop()
        let third = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        try await writer.publish(MQTTMessage("a", "end"))
        let afterwards = await third.payloads(until: "end")
        #expect(afterwards == ["end"])
        await third.stop()
        await writer.stop()
    }

    @Test("a failed commit brings the batch again to the same client")
    func failedCommit() async throws {
        let broker = try BrokerProcess()
        let writer = try await MQTTClient.connected(.test(broker.port, id: "writer"))
        let client = try await MQTTClient.connected(.test(broker.port), to: [.init("#")])
        for number in 1...7 {
            let qos: MQTTMessage.QoS = number == 4 ? .atMostOnce : .atLeastOnce
            try await writer.publish(MQTTMessage("a", "\(number)", qos: qos))
        }
        #expect(await eventually { client.counters.received == 7 })
        var reader = client.batches.makeAsyncIterator()
        try #require(await reader.next()).failed()
        let payloads = await client.payloads(until: "7")
        // QoS 0 does not come again from the broker; it was kept here.
        #expect(payloads.filter { $0 != "4" } == ["1", "2", "3", "5", "6", "7"])
        #expect(payloads.contains("4"))
        #expect(client.counters.reconnects == 1)
        await client.stop()
        await writer.stop()
    }

    @Test("an inbox that is full sheds osd and nothing else")
    func sheds() async throws {
        let broker = try BrokerProcess()
        let writer = try await MQTTClient.connected(.test(broker.port, id: "writer"))
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.inboxLimit = 20
        configuration.batchLimit = 10
        let client = try await MQTTClient.connected(configuration, to: [.init("#")])
        try await writer.publish(MQTTMessage("d/events", "0"))
        var reader = client.batches.makeAsyncIterator()
        let slow = try #require(await reader.next())
        for number in 1...100 {
            try await writer.publish(MQTTMessage("d/osd", "osd \(number)", qos: .atMostOnce))
            guard number % 10 == 0 else { continue }
            try await writer.publish(MQTTMessage("d/events", "\(number / 10)"))
        }
        #expect(await eventually { client.counters.received == 111 })
        #expect(client.counters.shed == 90)
        slow.committed()
        let payloads = await client.payloads(until: "10")
        #expect(payloads.filter { !$0.hasPrefix("osd") } == (1...10).map(String.init))
        #expect(payloads.filter { $0.hasPrefix("osd") } == (91...100).map { "osd \($0)" })
        await client.stop()
        await writer.stop()
    }

    @Test("50,000 messages arrive once and in order")
    func many() async throws {
        let broker = try BrokerProcess()
        let client = try await MQTTClient.connected(.test(broker.port), to: [.init("t")])
        let count = 50_000
        let lines = Data((1...count).map { "\($0)\n" }.joined().utf8)
        let port = broker.port
        async let sent: Void = Tool.run(
            "/usr/bin/mosquitto_pub",
            ["-h", "127.0.0.1", "-p", "\(port)", "-V", "5", "-q", "1", "-t", "t", "-l"],
            input: lines
        )
        var next = 1
        var largest = 0
        for await batch in client.batches {
            largest = max(largest, batch.messages.count)
            for message in batch.messages {
                try #require(message.text == "\(next)")
                next += 1
            }
            batch.committed()
            if next > count { break }
        }
        try await sent
        #expect(client.counters.received == UInt64(count))
        #expect(client.counters.batchesCommitted < UInt64(count) / 4)
        #expect(largest <= 256)
        await client.stop()
    }

    @Test("publishing survives the broker's end", arguments: [SIGTERM, SIGKILL])
    func restart(signal: Int32) async throws {
        let broker = try BrokerProcess([
            "allow_anonymous true", "persistence true", "persistence_location %FOLDER/",
        ])
        let reader = try await MQTTClient.connected(.test(broker.port), to: [.init("t")])
        let writer = try await MQTTClient.connected(.test(broker.port, id: "writer"))
        async let received = reader.payloads(until: "800")
        async let retries = Self.publish(1...600, with: writer)
        #expect(await eventually { writer.counters.published >= 100 })
        broker.end(signal)
        #expect(await eventually { !writer.counters.isConnected && !reader.counters.isConnected })
        try broker.start()
        #expect(await reader.connected(within: .seconds(5)))
        // At most the one that was under way, and what waited longer than its second.
        #expect(try await retries < 10)
        #expect(try await Self.publish(601...800, with: writer) == 0)
        let numbers = await received.compactMap(Int.init)
        // A repetition is one that was unconfirmed; order holds among the first arrivals.
        var seen: Set<Int> = []
        let firsts = numbers.filter { seen.insert($0).inserted }
        #expect(firsts == firsts.sorted())
        #expect(numbers.suffix(200) == Array(601...800)[...])
        // Killed, a broker may forget what it had acknowledged and not saved.
        if signal == SIGTERM { #expect(firsts == Array(1...800)) }
        #expect(reader.counters.reconnects > 0)
        await reader.stop()
        await writer.stop()
    }

    @Test("a will is sent for an end without a clean stop, and only then")
    func will() async throws {
        let broker = try BrokerProcess()
        let witness = try await MQTTClient.connected(
            .test(broker.port, id: "witness"),
            to: [.init("will"), .init("marker")]
        )
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.will = MQTTMessage("will", "gone")
        let clean = try await MQTTClient.connected(configuration, to: [.init("a")])
        await clean.stop()
        try await witness.publish(MQTTMessage("marker", "clean"))
        #expect(await witness.payloads(until: "clean") == ["clean"])
        let dropped = try await MQTTClient.connected(configuration, to: [.init("a")])
        try await witness.publish(MQTTMessage("a", "x"))
        var reader = dropped.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        await dropped.stop(grace: .zero)
        #expect(batch.messages.count == 1)
        #expect(await witness.payloads(until: "gone") == ["gone"])
        await witness.stop()
    }

    @Test("a stop lets the batch and the messages under way come to their end")
    func cleanStop() async throws {
        let broker = try BrokerProcess()
        let client = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        try await client.publish(MQTTMessage("a", "1"))
        var reader = client.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        async let stopped: Void = client.stop(grace: .seconds(5))
        #expect(await Self.refuses(client))
        batch.committed()
        await stopped
        #expect(await reader.next() == nil)
        let again = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        try await again.publish(MQTTMessage("a", "2"))
        #expect(await again.payloads(until: "2") == ["2"])
        await again.stop()
    }

    /// Whether it comes to refuse new messages.
    static func refuses(_ client: MQTTClient) async -> Bool {
        for _ in 0..<1_000 {
            do {
                try await client.publish(MQTTMessage("b", "x", qos: .atMostOnce), within: .zero)
            } catch .stopped {
                return true
            } catch {
                await Task.yield()
            }
        }
        return false
    }

    /// Publishes one after the other, again while it fails; returns how often it had to.
    static func publish(_ numbers: ClosedRange<Int>, with client: MQTTClient) async throws -> Int {
        var retries = 0
        for number in numbers {
            while true {
                do {
                    try await client.publish(MQTTMessage("t", "\(number)"), within: .seconds(1))
                    break
                } catch .unconfirmed, .notConnected, .delayed {
                    retries += 1
                }
            }
        }
        return retries
    }
}
