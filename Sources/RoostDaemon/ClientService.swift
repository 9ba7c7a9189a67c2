// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import MQTT
import ServiceLifecycle

/// Runs one broker connection for as long as the daemon runs, and tells how it stands.
struct ClientService: Service {
    let name: String
    let client: MQTTClient
    let health: BrokerHealth?
    let logger: Logger

    func run() async throws {
        try client.start()
        for await event in client.events.cancelOnGracefulShutdown() {
            health?.note(name, event)
            logger.info(
                "broker connection",
                metadata: [
                    "connection": "\(name)", "event": "\(event)",
                ]
            )
        }
        await client.stop()
    }
}
