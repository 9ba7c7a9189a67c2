// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MQTT

@Suite("Small rules of the client")
struct RuleTests {
    @Test("the pause doubles up to its limit, with jitter from the lower bound")
    func delay() {
        var late = ReconnectDelay(.seconds(1)...Duration.seconds(30))
        let longest = (0..<8).map { _ in late.next(luck: 1) }
        #expect(longest == [2, 4, 8, 16, 30, 30, 30, 30].map { Duration.seconds($0) })
        var early = ReconnectDelay(.seconds(1)...Duration.seconds(30))
        #expect((0..<8).allSatisfy { _ in early.next(luck: 0) == .seconds(1) })
        late.reset()
        #expect(late.next(luck: 0.5) == .milliseconds(1_500))
    }

    @Test(
        "the expiry on the wire is what is left, and a message without life does not leave",
        arguments: [
            (expiry: 30.0, waited: 0.0, left: 30), (expiry: 30, waited: 12.2, left: 18),
            (expiry: 30, waited: 12.6, left: 17), (expiry: 1, waited: 0.4, left: 1),
            (expiry: 1, waited: 0.6, left: nil), (expiry: 0, waited: 0, left: nil),
            (expiry: 5, waited: 90, left: nil),
        ] as [(expiry: Double, waited: Double, left: UInt32?)]
    )
    func expiry(expiry: Double, waited: Double, left: UInt32?) throws {
        let posting = Posting(MQTTMessage("a", "b", expiry: .seconds(expiry)))
        let now = posting.startedAt + .seconds(waited)
        if let left {
            #expect(try posting.expirySeconds(at: now) == left)
        } else {
            #expect(throws: MQTTError.expired) { try posting.expirySeconds(at: now) }
        }
    }

    @Test("a message that was given up is not sent, and one that was sent is unconfirmed")
    func givenUp() async {
        let waiting = Posting(MQTTMessage("a", "b"))
        waiting.giveUp(.notConnected)
        #expect(!waiting.markSent())
        #expect(await waiting.promise.value() == .failure(.notConnected))
        let sent = Posting(MQTTMessage("a", "b"))
        #expect(sent.markSent())
        sent.giveUp(.notConnected)
        #expect(await sent.promise.value() == .failure(.unconfirmed))
    }

    @Test("the answers of MQTT 3.1.1 have the words of MQTT 5")
    func reasons() {
        #expect(MQTTReason.connect(1) == .unsupportedVersion)
        #expect(MQTTReason.connect(4) == .badUserOrPassword)
        #expect(MQTTReason.connect(5) == .notAuthorized)
        #expect(MQTTReason.connect(135) == .notAuthorized)
        #expect("\(MQTTReason.notAuthorized)".contains("135"))
    }

    @Test("a configuration that cannot work is refused before anything starts")
    func configuration() throws {
        var changes: [(inout MQTTConfiguration) -> Void] = []
        changes.append { $0.host = "" }
        changes.append { $0.port = 70_000 }
        changes.append { $0.clientID = "" }
        changes.append { $0.password = "x" }
        changes.append { $0.receiveMaximum = 0 }
        changes.append { $0.keepAlive = .seconds(1) }
        changes.append { $0.will = MQTTMessage("a/+", "x") }
        changes.append { $0.tls = .init(caFile: "/nowhere/ca.pem") }
        changes.append { $0.tls = .init(caFile: #filePath, certificateFile: #filePath) }
        for change in changes {
            var configuration = MQTTConfiguration.test(1_883)
            change(&configuration)
            let client = try MQTTClient(configuration, logger: quiet)
            let error = #expect(throws: MQTTError.self) { try client.start() }
            guard case .invalidConfiguration = error else {
                if case .invalidMessage = error, configuration.will != nil { continue }
                Issue.record("\(configuration): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("credentials are not printed")
    func secrets() {
        var configuration = MQTTConfiguration.test(1_883)
        configuration.user = "gateway"
        configuration.password = "s3cret"
        #expect(!"\(configuration)".contains("s3cret"))
        #expect(!String(reflecting: configuration).contains("s3cret"))
    }

    @Test("a client that does not run refuses, and stops at once")
    func notRunning() async throws {
        let client = try MQTTClient(.test(1), logger: quiet)
        await #expect(throws: MQTTError.stopped) { try await client.publish(.init("a", "b")) }
        await client.stop()
        #expect(throws: MQTTError.stopped) { try client.start() }
        #expect(await !client.connected(within: .seconds(5)))
    }

    @Test("a message that MQTT cannot carry is refused", arguments: ["", "a/#", "a/+/b", "a\0b"])
    func topics(topic: String) async throws {
        let client = try MQTTClient(.test(1), logger: quiet)
        let error = await #expect(throws: MQTTError.self) {
            try await client.publish(MQTTMessage(topic, "x"))
        }
        #expect(error != .stopped)
    }
}
