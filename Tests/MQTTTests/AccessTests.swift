// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Testing

@Suite(
    "Who may connect, and over what",
    .tags(.broker),
    .enabled(if: BrokerProcess.isInstalled),
    .timeLimit(.minutes(1)),
    .serialized
)
struct AccessTests {
    @Test("a wrong password is told as what it is, and tried again", arguments: [true, false])
    func password(isV5: Bool) async throws {
        let broker = try Self.guarded()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.version = .only(isV5 ? .v5 : .v311)
        configuration.user = "dock"
        configuration.password = "wrong"
        let client = try MQTTClient(configuration, logger: quiet)
        try client.start()
        #expect(await client.event { _ in true } == .refused(.notAuthorized))
        #expect(await eventually { client.counters.reconnects > 0 })
        await #expect(throws: MQTTError.notConnected) {
            try await client.publish(MQTTMessage("dock", "x"), within: .milliseconds(100))
        }
        await client.stop()
        configuration.password = "right"
        let welcome = try await MQTTClient.connected(configuration)
        await welcome.stop()
    }

    @Test("a denied publish throws under MQTT 5")
    func denied() async throws {
        let broker = try Self.guarded()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.user = "dock"
        configuration.password = "right"
        let client = try await MQTTClient.connected(configuration)
        await #expect(throws: MQTTError.refused(.notAuthorized)) {
            try await client.publish(MQTTMessage("forbidden", "x"))
        }
        try await client.publish(MQTTMessage("dock", "x"))
        #expect(client.counters.publishesRefused == 1)
        await client.stop()
    }

    @Test("a unix socket is a path and port 0")
    func unixSocket() async throws {
        let broker = try BrokerProcess(["listener 0 %FOLDER/mqtt.sock", "allow_anonymous true"])
        var configuration = MQTTConfiguration.test(0)
        configuration.host = broker.folder.appending(path: "mqtt.sock").path
        let client = try await MQTTClient.connected(configuration, to: [.init("a")])
        try await client.publish(MQTTMessage("a", "x"))
        #expect(await client.payloads(until: "x") == ["x"])
        await client.stop()
    }

    @Test("TLS with a private authority and a client certificate carries 5,000 messages")
    func tls() async throws {
        let broker = try Self.secure()
        let configuration = Self.tls(broker, ca: "ca", certificate: "client")
        let client = try await MQTTClient.connected(configuration, to: [.init("t")])
        let folder = broker.folder.path
        let lines = Data((1...5_000).map { "\($0)\n" }.joined().utf8)
        let arguments = [
            "-h", "127.0.0.1", "-p", "\(broker.port)", "-q", "1", "-t", "t", "-l",
            "--cafile", "\(folder)/ca.pem", "--cert", "\(folder)/client.pem",
            "--key", "\(folder)/client.key",
        ]
        async let sent: Void = Tool.run("/usr/bin/mosquitto_pub", arguments, input: lines)
        #expect(await client.payloads(until: "5000") == (1...5_000).map(String.init))
        try await sent
        #expect(try await client.publish(MQTTMessage("nobody", "x")) == .nobodySubscribed)
        await client.stop()
    }

    @Test(
        "TLS ends at a foreign authority, a missing certificate and a wrong name",
        arguments: ["ca", "certificate", "name"]
    )
    func distrust(fault: String) async throws {
        let broker = try Self.secure()
        var configuration = Self.tls(
            broker,
            ca: fault == "ca" ? "other" : "ca",
            certificate: fault == "certificate" ? nil : "client"
        )
        // The certificate names 127.0.0.1 only.
        if fault == "name" { configuration.host = "localhost" }
        let client = try MQTTClient(configuration, logger: quiet)
        try client.start()
        let event = await client.event { _ in true }
        guard case .unreachable = event else {
            Issue.record("\(String(describing: event))")
            return
        }
        #expect(!client.counters.isConnected)
        await client.stop()
    }

    static func guarded() throws -> BrokerProcess {
        let settings = [
            "allow_anonymous false", "password_file %FOLDER/passwords", "acl_file %FOLDER/acl",
        ]
        return try BrokerProcess(settings) { folder in
            let passwords = folder.appending(path: "passwords").path
            try Tool.run("/usr/bin/mosquitto_passwd", ["-c", "-b", passwords, "dock", "right"])
            try "pattern readwrite %u\n".write(
                to: folder.appending(path: "acl"),
                atomically: true,
                encoding: .utf8
            )
        }
    }

    static func secure() throws -> BrokerProcess {
        let settings = [
            "allow_anonymous true", "cafile %FOLDER/ca.pem", "certfile %FOLDER/server.pem",
            "keyfile %FOLDER/server.key", "require_certificate true",
        ]
        return try BrokerProcess(settings) { folder in
            try Certificates.make(in: folder)
        }
    }

    static func tls(
        _ broker: BrokerProcess,
        ca: String,
        certificate: String?
    ) -> MQTTConfiguration {
        var configuration = MQTTConfiguration.test(broker.port)
        let folder = broker.folder.path
        configuration.tls = .init(
            caFile: "\(folder)/\(ca).pem",
            certificateFile: certificate.map { "\(folder)/\($0).pem" },
            keyFile: certificate.map { "\(folder)/\($0).key" }
        )
        return configuration
    }
}
