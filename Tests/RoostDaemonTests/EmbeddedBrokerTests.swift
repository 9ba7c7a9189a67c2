// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import MQTT
import RoostModel
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite(
    "The embedded broker, really running",
    .enabled(if: RunningBroker.isInstalled),
    .timeLimit(.minutes(1)),
    .serialized
)
struct EmbeddedBrokerTests {
    @Test("with TLS, roostd comes by its socket, a dock by its authority, and nobody else")
    func tls() async throws {
        let broker = try RunningBroker(docks: [RunningBroker.dock(1)]) { data in
            try Self.certificates(data)
            var settings = BrokerSettings.Embedded(listen: .init(host: "127.0.0.1", port: 0))
            settings.certificate = data.url.appending(path: "server.pem").path
            settings.keySecret = "broker-key"
            return settings
        }
        let daemon = try MQTTClient(
            broker.embedded.link.configuration("docks", site: "test"),
            subscriptions: [.init("thing/product/+/osd")],
            logger: RunningBroker.quiet
        )
        try daemon.start()
        #expect(await daemon.connected(within: .seconds(10)))
        var secure = try broker.client("dock-D01")
        secure.tls = .init(caFile: broker.data.url.appending(path: "ca.pem").path)
        let dock = try MQTTClient(secure, logger: RunningBroker.quiet)
        try dock.start()
        #expect(await dock.connected(within: .seconds(10)))
        try await dock.publish(Self.message("thing/product/DOCK1/osd"))
        var reader = daemon.batches.makeAsyncIterator()
        let batch = try #require(await reader.next())
        #expect(batch.messages.map(\.topic) == ["thing/product/DOCK1/osd"])
        batch.committed()
        for authority in [nil, "other.pem"] {
            var wrong = try broker.client("dock-D01")
            wrong.clientID = "stranger"
            wrong.tls = authority.map {
                .init(caFile: broker.data.url.appending(path: $0).path)
            }
            wrong.connectTimeout = .seconds(2)
            let stranger = try MQTTClient(wrong, logger: RunningBroker.quiet)
            try stranger.start()
            #expect(await !stranger.connected(within: .seconds(1)))
            await stranger.stop()
        }
        await dock.stop()
        await daemon.stop()
        await broker.stop()
    }

    @Test("a refused login is counted and told with where it came from")
    func refused() async throws {
        let broker = try RunningBroker(docks: [RunningBroker.dock(1)])
        try await Self.awaitStart(broker)
        for user in ["dock-D01", "dock-D99"] {
            let before = broker.counters.all["broker_refused_logins"] ?? 0
            let client = try MQTTClient(
                broker.client(user, password: "wrong"),
                logger: RunningBroker.quiet
            )
            try client.start()
            #expect(
                await eventually { broker.counters.all["broker_refused_logins"] ?? 0 > before }
            )
            await client.stop()
        }
        #expect(broker.seen.all == ["login from 127.0.0.1"])
        await broker.stop()
    }

    @Test("a packet of 10 MB cuts its sender off, is counted, and harms nobody else")
    func oversized() async throws {
        let broker = try RunningBroker(docks: [RunningBroker.dock(1)])
        let daemon = try await Self.awaitStart(broker)
        let reconnects = daemon.counters.reconnects
        var configuration = try broker.client("dock-D01")
        configuration.version = .only(.v311)
        let dock = try MQTTClient(configuration, logger: RunningBroker.quiet)
        try dock.start()
        #expect(await dock.connected(within: .seconds(10)))
        var message = Self.message("thing/product/DOCK1/osd")
        message.payload = Array(repeating: 32, count: 10_000_000)
        await #expect(throws: MQTTError.self) { try await dock.publish(message) }
        #expect(await eventually { broker.counters.all["broker_oversized_packets"] == 1 })
        #expect(daemon.counters.isConnected && daemon.counters.reconnects == reconnects)
        await dock.stop()
        await daemon.stop()
        await broker.stop()
    }

    @Test("a port that is taken is told as that, with what to do")
    func taken() async throws {
        let first = try RunningBroker()
        try await Self.awaitStart(first).stop()
        let port = first.embedded.listen.port
        let second = try RunningBroker { _ in .init(listen: .init(host: "127.0.0.1", port: port)) }
        #expect(await eventually { second.child.ending != nil })
        #expect(second.child.ending?.hasPrefix("127.0.0.1:\(port) is taken") == true)
        await second.stop()
        await first.stop()
    }

    @Test("a broker that is stopped has left its port when its run ends")
    func stopped() async throws {
        let first = try RunningBroker()
        try await Self.awaitStart(first).stop()
        let port = first.embedded.listen.port
        await first.stop()
        let second = try RunningBroker { _ in .init(listen: .init(host: "127.0.0.1", port: port)) }
        try await Self.awaitStart(second).stop()
        #expect(second.child.ending == nil)
        await second.stop()
    }

    @Test("a broker that is killed is started again, and roostd finds it")
    func killed() async throws {
        let broker = try RunningBroker()
        let daemon = try await Self.awaitStart(broker)
        let reconnects = daemon.counters.reconnects
        let file = broker.embedded.folder.appending(path: "mosquitto.conf").path
        let killer = Process()
        killer.executableURL = URL(filePath: "/usr/bin/pkill")
        killer.arguments = ["-KILL", "-x", "-f", "mosquitto -c \(file)"]
        try killer.run()
        killer.waitUntilExit()
        #expect(killer.terminationStatus == 0)
        #expect(await eventually { daemon.counters.reconnects > reconnects })
        #expect(await daemon.connected(within: .seconds(10)))
        #expect(broker.child.ending == "mosquitto ended with status 137")
        await daemon.stop()
        await broker.stop()
    }

    @Test("a new dock logs in after a reload, and may say its own topics only")
    func newDock() async throws {
        let docks = [RunningBroker.dock(1)]
        let broker = try RunningBroker(docks: docks)
        let daemon = try await Self.awaitStart(broker)
        let reconnects = daemon.counters.reconnects
        let early = try MQTTClient(
            broker.client("dock-D02", password: "unknown"),
            logger: RunningBroker.quiet
        )
        try early.start()
        #expect(await eventually { broker.counters.all["broker_refused_logins"] ?? 0 > 0 })
        await early.stop()
        broker.rights.follow(docks + [RunningBroker.dock(2)])
        let dock = try MQTTClient(broker.client("dock-D02"), logger: RunningBroker.quiet)
        try dock.start()
        #expect(await dock.connected(within: .seconds(10)))
        try await dock.publish(Self.message("thing/product/DOCK2/osd"))
        for topic in ["thing/product/DOCK1/osd", "thing/product/DOCK2/services"] {
            await #expect(throws: MQTTError.refused(.notAuthorized)) {
                try await dock.publish(Self.message(topic))
            }
        }
        #expect(daemon.counters.reconnects == reconnects)
        await dock.stop()
        await daemon.stop()
        await broker.stop()
    }

    @Test("a guest aircraft may speak through its dock from the dock's word on, without hashing")
    func guest() async throws {
        let broker = try RunningBroker(docks: [RunningBroker.dock(1), RunningBroker.dock(2)])
        let passwords = broker.embedded.folder.appending(path: "passwords")
        let before = try Data(contentsOf: passwords)
        let dock = try MQTTClient(broker.client("dock-D01"), logger: RunningBroker.quiet)
        try dock.start()
        #expect(await dock.connected(within: .seconds(10)))
        let guest = Self.message("thing/product/BIRD2/osd")
        await #expect(throws: MQTTError.refused(.notAuthorized)) { try await dock.publish(guest) }
        broker.rights.follow(aircraft: "BIRD2", at: "D01")
        #expect(await eventually { (try? await dock.publish(guest)) != nil })
        // A stranger's aircraft gets nothing, and said twice changes nothing.
        broker.rights.follow(aircraft: "BIRD2", at: "D01")
        #expect(broker.rereads == 1)
        broker.rights.follow(aircraft: "BIRD9", at: "D01")
        #expect(broker.rereads == 2)
        #expect(await eventually { (try? await dock.publish(guest)) == nil })
        #expect(try Data(contentsOf: passwords) == before)
        await dock.stop()
        await broker.stop()
    }

    @Test("rights that could not be written are written with the dock's next word")
    func retried() async throws {
        let broker = try RunningBroker(docks: [RunningBroker.dock(1), RunningBroker.dock(2)])
        let draft = broker.embedded.folder.appending(path: "access.new")
        try FileManager.default.createDirectory(
            at: draft.appending(path: "full"),
            withIntermediateDirectories: true
        )
        broker.rights.follow(aircraft: "BIRD2", at: "D01")
        #expect(broker.rereads == 0)
        try FileManager.default.removeItem(at: draft)
        broker.rights.follow(aircraft: "BIRD2", at: "D01")
        #expect(broker.rereads == 1)
        await broker.stop()
    }

    /// roostd's own connection: once it stands, the broker runs.
    @discardableResult
    private static func awaitStart(_ broker: RunningBroker) async throws -> MQTTClient {
        var configuration = broker.embedded.link.configuration("docks", site: "test")
        configuration.reconnectDelay = .milliseconds(20)...Duration.milliseconds(100)
        let client = try MQTTClient(configuration, logger: RunningBroker.quiet)
        try client.start()
        try #require(await client.connected(within: .seconds(10)))
        return client
    }

    private static func message(_ topic: String) -> MQTTMessage {
        MQTTMessage(topic: topic, payload: [123, 125], qos: .atLeastOnce)
    }

    /// `ca.pem`, `other.pem`, `server.pem` signed by the first, and its key as a secret.
    private static func certificates(_ data: DataFolder) throws {
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        for name in ["ca", "other"] {
            try openssl(data, "\(key) -keyout \(name).key -out \(name).pem -subj /CN=\(name)")
        }
        try openssl(
            data,
            "\(key) -keyout secrets/broker-key -out server.pem -subj /CN=server"
                + " -addext subjectAltName=IP:127.0.0.1 -CA ca.pem -CAkey ca.key"
        )
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600],
            ofItemAtPath: data.secrets.appending(path: "broker-key").path
        )
    }

    private static func openssl(_ data: DataFolder, _ line: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.currentDirectoryURL = data.url
        process.arguments = ["req", "-x509"] + line.split(separator: " ").map(String.init)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
