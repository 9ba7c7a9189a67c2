// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import RoostModel
import SiteFiles

/// Where the broker is and who we are there.
struct BrokerLink: Sendable {
    var host: String
    var port: Int
    var user: String
    var password: String
    var authority: String?

    /// A connection of its own; the name keeps its session apart from the others'.
    func configuration(_ name: String, site: String) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(
            host: host,
            port: port,
            clientID: "roost-\(site)-\(name)"
        )
        configuration.user = user
        configuration.password = password
        if let authority { configuration.tls = MQTTConfiguration.TLS(caFile: authority) }
        return configuration
    }

    /// Prepares the embedded broker's files and tells docks' tools where it listens.
    static func embedded(
        _ settings: BrokerSettings.Embedded,
        docks: [DockSite],
        data: DataFolder,
        secrets: Secrets
    ) throws(DaemonError) -> BrokerLink {
        let host = settings.listen.host
        let file = data.broker.appending(path: "address.json")
        let remembered = FileManager.default.contents(atPath: file.path)
            .flatMap { try? JSONDecoder().decode(Address.self, from: $0) }
        guard
            let port = BrokerChild.choosePort(
                wanted: settings.listen.port,
                remembered: remembered?.port,
                host: host
            )
        else { throw .broker(reason: "no port of \(host) is free") }
        let password = try secrets.value("broker-roost", orMake: Secrets.randomPassword)
        var logins = [BrokerFiles.daemon(password: password)]
        for dock in docks {
            let secret = try secrets.value(
                BrokerFiles.user(of: dock.id),
                orMake: Secrets.randomPassword
            )
            logins.append(BrokerFiles.login(of: dock, password: secret))
        }
        let edge = try secrets.value("edge", orMake: Secrets.randomPassword)
        logins.append(BrokerFiles.sender("edge", password: edge))
        var tls: BrokerFiles.TLS?
        if let certificate = settings.certificate, let name = settings.keySecret {
            _ = try secrets.required(name)
            let key = data.secrets.appending(path: name).path
            tls = BrokerFiles.TLS(certificate: certificate, key: key)
        }
        try BrokerFiles(host: host, port: port, tls: tls, logins: logins).write(to: data.broker)
        let address = Address(host: host == "0.0.0.0" ? "127.0.0.1" : host, port: port)
        guard let bytes = try? JSONEncoder().encode(address),
            FileManager.default.createFile(atPath: file.path, contents: bytes)
        else { throw .folder(path: file.path, reason: "cannot be written") }
        return BrokerLink(
            host: address.host,
            port: port,
            user: "roost",
            password: password,
            authority: settings.certificate
        )
    }

    /// Someone else's broker.
    static func external(
        _ settings: BrokerSettings.External,
        secrets: Secrets
    ) throws(DaemonError) -> BrokerLink {
        BrokerLink(
            host: settings.address.host,
            port: settings.address.port,
            user: settings.user,
            password: try secrets.required(settings.secret),
            authority: settings.isEncrypted
                ? settings.authority ?? "/etc/ssl/certs/ca-certificates.crt" : nil
        )
    }

    private struct Address: Codable {
        var host: String
        var port: Int
    }
}
