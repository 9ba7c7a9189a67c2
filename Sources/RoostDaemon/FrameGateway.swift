// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import MQTT
import RoostAPI
import RoostHTTP
import ServiceLifecycle

/// Takes frames by MQTT, over a connection of its own, so that frames never hold up a dock (FRAMES § 4).
struct FrameGateway: Service {
    static let prefix = "roost/v1/frames/"
    static let subscriptions = [MQTTSubscription("roost/v1/frames/+")]

    let client: MQTTClient
    let publisher: Publisher
    let intake: FrameIntake
    let counters: Counters
    let logger: Logger

    func run() async throws {
        for await batch in client.batches.cancelOnGracefulShutdown() {
            do {
                for message in batch.messages { try await take(message) }
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

    /// One message; what became of it is told to a sender that listens.
    private func take(_ message: MQTTMessage) async throws {
        guard !message.isRetained else {
            counters.add("frames_retained")
            return
        }
        let sender = String(message.topic.dropFirst(Self.prefix.count))
        let answer = try await intake.take(
            FrameDelivery(
                bytes: message.payload,
                transport: "mqtt",
                topic: message.topic,
                contentType: message.contentType,
                sender: sender
            )
        )
        let bytes = try RoostJSON.encoder().encode(answer)
        _ = await publisher.publish("roost/v1/taken/\(sender)", Array(bytes), 60)
    }
}
