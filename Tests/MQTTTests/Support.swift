// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import MQTT
import Testing

let quiet = Logger(label: "mqtt.tests") { _ in SwiftLogNoOpLogHandler() }

extension MQTTConfiguration {
    /// Quick to come back, so that tests are.
    static func test(_ port: Int, id: String = "client") -> MQTTConfiguration {
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: id)
        configuration.reconnectDelay = .milliseconds(20)...Duration.milliseconds(100)
        return configuration
    }
}

extension MQTTClient {
    /// Started, and connected within 5 s.
    static func connected(
        _ configuration: MQTTConfiguration,
        to subscriptions: [MQTTSubscription] = []
    ) async throws -> MQTTClient {
        let client = try MQTTClient(configuration, subscriptions: subscriptions, logger: quiet)
        try client.start()
        try #require(await client.connected(within: .seconds(5)))
        return client
    }

    /// Commits batch after batch until the payload is read; returns all payloads.
    func payloads(until last: String) async -> [String] {
        var payloads: [String] = []
        for await batch in batches {
            payloads += batch.messages.map(\.text)
            batch.committed()
            if payloads.contains(last) { break }
        }
        return payloads
    }

    /// The first event that the test is about.
    func event(where isWanted: (MQTTConnectionEvent) -> Bool) async -> MQTTConnectionEvent? {
        for await event in events where isWanted(event) { return event }
        return nil
    }
}

extension MQTTMessage {
    var text: String { String(decoding: payload, as: UTF8.self) }

    init(_ topic: String, _ text: String, qos: QoS = .atLeastOnce, expiry: Duration? = nil) {
        self.init(topic: topic, payload: Array(text.utf8), qos: qos, expiry: expiry)
    }
}

/// Waits until the condition holds; false after 5 s.
func eventually(_ condition: () -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(5)
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        await Task.yield()
    }
    return true
}
