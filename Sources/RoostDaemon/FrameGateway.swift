// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import MQTT
import RoostAPI
import RoostEngine
import RoostHTTP
import ServiceLifecycle
import SiteFiles

/// Takes frames by MQTT, and the acknowledgements of notices, over a connection of its own, so that frames never hold up a dock (FRAMES § 4).
struct FrameGateway: Service {
    static let prefix = "roost/v1/frames/"
    /// Messages of one source that are worked on and not acknowledged, at most (PIPELINE 1.4).
    static let sourceLimit = 64
    /// So often it is looked whether the queue has room again.
    static let pause = Duration.milliseconds(50)

    let client: MQTTClient
    let publisher: Publisher
    let intake: FrameIntake
    let acknowledge: AcknowledgeIntake
    let counters: Counters
    let logger: Logger

    /// Our own topics, and those that adapters bind.
    static func subscriptions(_ adapters: [FrameAdapter]) -> [MQTTSubscription] {
        [MQTTSubscription(prefix + "+"), MQTTSubscription(AcknowledgeIntake.filter)]
            + adapters.compactMap(\.topic).map { MQTTSubscription($0) }
    }

    func run() async throws {
        for await batch in client.batches.cancelOnGracefulShutdown() {
            do {
                try await take(batch.messages)
                batch.committed()
            } catch {
                logger.error(
                    "frames are not committed; the broker sends them again",
                    metadata: [
                        "error": "\(error)"
                    ]
                )
                batch.failed()
            }
        }
    }

    /// The messages of a batch side by side, so that they share turns and one that waits for telemetry holds
    /// up no other; while the queue is nearly full the batch is not acknowledged (PIPELINE 1.4).
    private func take(_ messages: [MQTTMessage]) async throws {
        for wave in Self.waves(messages.map(\.topic)) {
            while intake.loop.isCongested { try await Task.sleep(for: Self.pause) }
            try await withThrowingDiscardingTaskGroup { group in
                for index in wave {
                    let message = messages[index]
                    group.addTask { try await take(message) }
                }
            }
        }
    }

    /// The messages of a batch, by their positions, in the waves in which they are taken: at most 64 of a
    /// source at once, each source's in its order.
    static func waves(_ topics: [String]) -> [[Int]] {
        var counts: [String: Int] = [:]
        var waves: [[Int]] = []
        for (index, topic) in topics.enumerated() {
            let count = counts[topic, default: 0]
            counts[topic] = count + 1
            let wave = count / sourceLimit
            if wave == waves.count { waves.append([]) }
            waves[wave].append(index)
        }
        return waves
    }

    /// One message; what became of it is told to a sender that listens.
    private func take(_ message: MQTTMessage) async throws {
        guard !message.isRetained else {
            counters.add("frames_retained")
            return
        }
        if AcknowledgeIntake.takes(message.topic) {
            return try await acknowledge.take(message.topic, message.payload)
        }
        let isOurs = message.topic.hasPrefix(Self.prefix)
        let sender = isOurs ? String(message.topic.dropFirst(Self.prefix.count)) : message.topic
        var delivery = FrameDelivery(
            bytes: message.payload,
            transport: "mqtt",
            topic: message.topic,
            contentType: message.contentType,
            sender: sender
        )
        for property in message.userProperties {
            delivery.headers[property.name.lowercased()] = property.value
        }
        let answer = try await intake.take(delivery)
        guard isOurs else { return }
        let bytes = try RoostJSON.encoder().encode(answer)
        _ = await publisher.publish("roost/v1/taken/\(sender)", Array(bytes), 60) { true }
    }
}
