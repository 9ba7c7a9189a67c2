// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import MQTT
import Synchronization
import Testing

/// Against a broker of bytes, which sees when an acknowledgement leaves.
@Suite("Acknowledged means committed", .timeLimit(.minutes(1)))
struct AcknowledgementTests {
    @Test("nothing leaves before a slow commit, and all of it after", arguments: [true, false])
    func slow(isV5: Bool) async throws {
        let (broker, client) = try Self.start(isV5)
        try await broker.welcome()
        broker.publish(1...3, topic: "a/events", isV5: isV5)
        var batches: [MQTTBatch] = []
        var reader = client.batches.makeAsyncIterator()
        batches.append(try #require(await reader.next()))
        #expect(await broker.isSilent(milliseconds: 200))
        // Read while the commit runs: handed over after it, and acknowledged with it.
        broker.publish(4...6, topic: "a/events", isV5: isV5)
        #expect(await eventually { client.counters.received == 6 })
        #expect(await broker.isSilent(milliseconds: 100))
        batches[0].committed()
        while batches.flatMap(\.messages).count < 6 {
            batches.append(try #require(await reader.next()))
            // Nothing of the first leaves either: the library writes all or nothing.
            #expect(await broker.isSilent(milliseconds: 100))
            batches.last?.committed()
        }
        let acknowledged = try await broker.next(6)
        #expect(acknowledged.allSatisfy { $0.type == FakeBroker.puback })
        #expect(acknowledged.map(\.number) == Array(1...6))
        #expect(batches.flatMap(\.messages).map(\.payload) == (1...6).map { [UInt8($0)] })
        await client.stop(grace: .zero)
    }

    @Test("a failed commit drops the connection without one byte", arguments: [true, false])
    func failed(isV5: Bool) async throws {
        let (broker, client) = try Self.start(isV5)
        try await broker.welcome()
        broker.publish(1...2, topic: "a/events", isV5: isV5)
        var reader = client.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        broker.publish(3...3, topic: "a/events", isV5: isV5)
        #expect(await eventually { client.counters.received == 3 })
        batch.failed()
        #expect(try await broker.next() == nil)
        try await broker.welcome(isSessionPresent: true)
        broker.publish(1...3, topic: "a/events", isV5: isV5)
        var payloads: [[UInt8]] = []
        while payloads.count < 3 {
            let batch = try #require(await reader.next())
            payloads += batch.messages.map(\.payload)
            batch.committed()
        }
        #expect(payloads == [[1], [2], [3]])
        #expect(try await broker.next(3).map(\.number) == [1, 2, 3])
        #expect(client.counters.batchesFailed == 1)
        await client.stop(grace: .zero)
    }

    @Test("a batch that is let go counts as failed")
    func letGo() async throws {
        let (broker, client) = try Self.start(true)
        try await broker.welcome()
        broker.publish(1...1, topic: "a/events", isV5: true)
        for await batch in client.batches {
            #expect(batch.messages.count == 1)
            break
        }
        #expect(try await broker.next() == nil)
        #expect(await client.event { $0 == .commitFailed } == .commitFailed)
        await client.stop(grace: .zero)
    }

    @Test("what a forgotten session cannot send again is handed over by the client")
    func forgotten() async throws {
        let (broker, client) = try Self.start(true)
        try await broker.welcome()
        broker.publish(1...2, topic: "a/events", isV5: true)
        var reader = client.batches.makeAsyncIterator()
        try #require(await reader.next()).failed()
        #expect(try await broker.next() == nil)
        try await broker.welcome(isSessionPresent: false)
        var payloads: [[UInt8]] = []
        while payloads.count < 2 {
            let batch = try #require(await reader.next())
            payloads += batch.messages.map(\.payload)
            batch.committed()
        }
        #expect(payloads == [[1], [2]])
        await client.stop(grace: .zero)
    }

    @Test("a broker that does not know MQTT 5 is spoken to in 3.1.1")
    func fallBack() async throws {
        let broker = try FakeBroker()
        let client = try MQTTClient(.test(broker.port), subscriptions: [.init("#")], logger: quiet)
        try client.start()
        #expect(try await broker.accept().body[6] == 5)
        // CONNACK of 3.1.1: unacceptable protocol version (section 3.2.2.3).
        broker.send([0x20, 2, 0, 1])
        try await broker.welcome()
        #expect(await client.connected(within: .seconds(5)))
        let event = await client.event { _ in true }
        #expect(event == .connected(.v311, isSessionPresent: false))
        await client.stop()
    }

    @Test("a refused subscription is told, with the broker's reason", arguments: [true, false])
    func subscriptionRefused(isV5: Bool) async throws {
        let (broker, client) = try Self.start(isV5)
        try await broker.welcome(granted: isV5 ? 0x87 : 0x80)
        #expect(await client.connected(within: .seconds(5)))
        let event = await client.event { _ in true }
        let reason = MQTTReason(code: isV5 ? 0x87 : 0x80)
        #expect(event == .subscriptionRefused(filter: "#", reason))
        await client.stop()
    }

    @Test("a message sent and not acknowledged is unconfirmed, and never sent again by itself")
    func unconfirmed() async throws {
        let broker = try FakeBroker()
        let client = try MQTTClient(.test(broker.port), logger: quiet)
        try client.start()
        _ = try await broker.accept()
        broker.send([0x20, 3, 0, 0, 0])
        #expect(await client.connected(within: .seconds(5)))
        async let answer = Self.error { try await client.publish(MQTTMessage("a", "b")) }
        #expect(try await broker.next()?.type == FakeBroker.publish)
        broker.hangUp()
        #expect(await answer == .unconfirmed)
        _ = try await broker.accept()
        broker.send([0x20, 3, 0, 0, 0])
        #expect(await broker.isSilent(milliseconds: 100))
        await client.stop()
        #expect(try await broker.next()?.type == FakeBroker.disconnect)
    }

    private final class Wish: Sendable {
        let stands = Mutex(true)
    }

    @Test("what waited for a connection and is not wanted any more does not leave")
    func withdrawn() async throws {
        let broker = try FakeBroker()
        let client = try MQTTClient(.test(broker.port), logger: quiet)
        try client.start()
        let wish = Wish()
        async let launch = Self.error {
            try await client.publish(MQTTMessage("a", "launch")) { wish.stands.withLock { $0 } }
        }
        _ = try await broker.accept()
        wish.stands.withLock { $0 = false }
        broker.send([0x20, 3, 0, 0, 0])
        #expect(await launch == .withdrawn)
        async let home = Self.error {
            try await client.publish(MQTTMessage("a", "home")) { true }
        }
        let packet = try #require(try await broker.next())
        #expect(packet.type == FakeBroker.publish)
        #expect(String(decoding: packet.body, as: UTF8.self).hasSuffix("home"))
        await client.stop(grace: .zero)
        #expect(await home == .unconfirmed)
    }

    @Test("a publish ends at its deadline, however far it came")
    func deadline() async throws {
        let broker = try FakeBroker()
        let client = try MQTTClient(.test(broker.port), logger: quiet)
        try client.start()
        let message = MQTTMessage("a", "b")
        let unsent = await Self.error {
            try await client.publish(message, within: .milliseconds(50))
        }
        #expect(unsent == .notConnected)
        _ = try await broker.accept()
        broker.send([0x20, 3, 0, 0, 0])
        #expect(await client.connected(within: .seconds(5)))
        let sent = await Self.error {
            try await client.publish(message, within: .milliseconds(50))
        }
        #expect(sent == .unconfirmed)
        #expect(try await broker.next()?.type == FakeBroker.publish)
        await client.stop(grace: .zero)
    }

    static func start(_ isV5: Bool) throws -> (FakeBroker, MQTTClient) {
        let broker = try FakeBroker()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.version = .only(isV5 ? .v5 : .v311)
        let client = try MQTTClient(configuration, subscriptions: [.init("#")], logger: quiet)
        try client.start()
        return (broker, client)
    }

    static func error(_ body: () async throws -> PublishReceipt) async -> MQTTError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? MQTTError
        }
    }
}
