// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Logging
import MQTT
import RoostEngine
import ServiceLifecycle
import Synchronization

/// Reads what docks say in batches that are acknowledged only after their commit (S32, ARCHITECTURE § 4a).
///
/// Two connections: while a batch waits for its commit nothing can leave on its connection, so commands and
/// answers have one of their own.
struct DockGateway: Service {
    /// Everything that docks publish (PROTOCOL § 2).
    static let subscriptions: [MQTTSubscription] = TopicKind.allCases
        .filter(\.isFromDevice)
        .map { MQTTSubscription($0.filter) }

    let loop: EngineLoop
    let client: MQTTClient
    let reader: DockReader
    let awaited: AwaitedReplies
    let telemetry: SharedTelemetry
    let logger: Logger

    func run() async throws {
        try await withTaskExecutorPreference(DiskExecutor.shared) { try await read() }
    }

    private func read() async throws {
        var reader = reader
        for await batch in client.batches.cancelOnGracefulShutdown() {
            // A batch that is not committed comes again and must be read as if it never had come.
            let before = (reader: reader, memory: telemetry.memory)
            let postings = reader.postings(
                batch.messages.map {
                    DockReader.Incoming(
                        topic: $0.topic,
                        payload: $0.payload,
                        isRetained: $0.isRetained
                    )
                }
            )
            do {
                _ = try await loop.post(postings)
                awaited.settle(isCommitted: true)
                batch.committed()
            } catch {
                logger.error(
                    "a batch is not committed; the broker sends it again",
                    metadata: ["messages": "\(batch.messages.count)", "error": "\(error)"]
                )
                reader = before.reader
                telemetry.restore(before.memory)
                awaited.settle(isCommitted: false)
                batch.failed()
            }
        }
    }
}

/// The state of the connections that launches depend on, told to the engine as one word.
final class BrokerHealth: Sendable {
    private let isUp = Mutex<[String: Bool]>([:])
    private let tell: @Sendable (Bool) -> Void
    private let needed: Int

    init(connections: Int, tell: @escaping @Sendable (Bool) -> Void) {
        needed = connections
        self.tell = tell
    }

    /// Told under the lock: of two connections that change at once the last word must be how it stands.
    func note(_ connection: String, _ event: MQTTConnectionEvent) {
        isUp.withLock { isUp in
            switch event {
            case .connected: isUp[connection] = true
            case .lost, .refused, .unreachable, .stopped: isUp[connection] = false
            case .subscriptionRefused, .commitFailed: return
            }
            tell(isUp.count(where: \.value) == needed)
        }
    }

    var isComplete: Bool { isUp.withLock { $0.count(where: \.value) == needed } }
}

extension Publisher {
    /// Publishes at QoS 1, never retained.
    init(_ client: MQTTClient) {
        publish = { topic, payload, expirySeconds, isWanted in
            let message = MQTTMessage(
                topic: topic,
                payload: payload,
                expiry: .seconds(expirySeconds)
            )
            do throws(MQTTError) {
                try await client.publish(message, isWanted: isWanted)
                return .sent
            } catch {
                return error.mayHaveArrived ? .unknown("\(error)") : .notSent("\(error)")
            }
        }
    }
}
