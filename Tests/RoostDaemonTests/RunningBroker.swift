// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import Logging
import MQTT
import RoostModel
import SiteFiles
import Synchronization

@testable import RoostDaemon

/// The daemon's embedded broker, really running, in a data folder of its own.
final class RunningBroker: Sendable {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/sbin/mosquitto")
    static let quiet = Logger(label: "broker.tests") { _ in SwiftLogNoOpLogHandler() }

    let data: DataFolder
    let embedded: EmbeddedBroker
    let rights: BrokerRights
    let child: BrokerChild
    let counters = Counters()
    let seen = SeenNames()
    private let rereadCount = RereadCount()
    private let task: Task<Void, Never>

    /// Starts a broker for docks; `settings` gets the data folder and answers how the site asks for it.
    init(
        docks: [DockSite] = [],
        settings: (DataFolder) throws -> BrokerSettings.Embedded = { _ in
            BrokerSettings.Embedded(listen: ListenAddress(host: "127.0.0.1", port: 0))
        }
    ) throws {
        data = try ShellTests.folder()
        embedded = try EmbeddedBroker(settings(data), data: data, secrets: Secrets(data))
        try embedded.files(for: docks).write(to: embedded.folder)
        let log = BrokerLogFile(
            folder: embedded.folder,
            counters: counters,
            seen: seen,
            logger: Self.quiet
        )
        let child = BrokerChild(
            folder: embedded.folder,
            listen: embedded.listen.description,
            log: log,
            logger: Self.quiet
        )
        self.child = child
        let count = rereadCount
        rights = BrokerRights(embedded, docks: docks, logger: Self.quiet) {
            count.add()
            child.reread()
        }
        task = Task { await child.run() }
    }

    /// How often the broker was told to read its files again.
    var rereads: Int { rereadCount.value }

    func stop() async {
        task.cancel()
        await task.value
        try? FileManager.default.removeItem(at: data.url)
    }

    /// A client of a login as a dock sees the broker: over the port for docks.
    func client(_ user: String, password: String? = nil) throws -> MQTTConfiguration {
        var configuration = MQTTConfiguration(
            host: "127.0.0.1",
            port: embedded.listen.port,
            clientID: "test-\(user)"
        )
        configuration.reconnectDelay = .milliseconds(20)...Duration.milliseconds(100)
        configuration.user = user
        configuration.password = try password ?? Secrets(data).required(user)
        return configuration
    }

    static func dock(_ number: Int) -> DockSite {
        DockSite(
            id: DockID("D0\(number)"),
            name: Bilingual(en: "D0\(number)", zh: "D0\(number)"),
            serial: "DOCK\(number)",
            envelope: DockEnvelope(
                model: "dock-3",
                name: "Dock 3",
                modelKey: "3-3-0",
                windLimit: 12,
                temperature: nil,
                chargePermillePerMinute: 29,
                chargeToPermille: 950
            ),
            position: Coordinate(latitude: 22.5, longitude: 114.1),
            grid: GridPoint(eastMillimetres: 0, northMillimetres: 0),
            groundHeight: 12,
            ferryHeight: 90,
            radius: 8000,
            aircraft: .init(
                id: AircraftID("A0\(number)"),
                serial: "BIRD\(number)",
                envelope: AircraftEnvelope(
                    model: "m4td",
                    name: "M4TD",
                    modelKey: "0-100-1",
                    enduranceSeconds: 2700,
                    speedLimit: 15,
                    cameras: []
                )
            )
        )
    }
}

/// Counts what a closure does.
final class RereadCount: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
}

/// Waits until the condition holds; false after 10 s.
func eventually(_ condition: () async -> Bool) async -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while await !condition() {
        guard ContinuousClock.now < end else { return false }
        await Task.yield()
    }
    return true
}
