// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import RoostModel
import SiteFiles

/// The embedded broker as its files say it: where it listens, who may log in, and with what rights.
struct EmbeddedBroker: Sendable {
    /// Where it is and who we are there.
    let link: BrokerLink
    private let listen: (host: String, port: Int)
    private let tls: BrokerFiles.TLS?
    private let data: DataFolder
    private let secrets: Secrets

    /// Chooses the port, draws what secrets are missing, and tells docks' tools where it will listen.
    init(
        _ settings: BrokerSettings.Embedded,
        data: DataFolder,
        secrets: Secrets
    ) throws(DaemonError) {
        self.data = data
        self.secrets = secrets
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
        listen = (host, port)
        if let certificate = settings.certificate, let name = settings.keySecret {
            _ = try secrets.required(name)
            let key = data.secrets.appending(path: name).path
            tls = BrokerFiles.TLS(certificate: certificate, key: key)
        } else {
            tls = nil
        }
        let address = Address(host: host == "0.0.0.0" ? "127.0.0.1" : host, port: port)
        guard let bytes = try? JSONEncoder().encode(address),
            FileManager.default.createFile(atPath: file.path, contents: bytes)
        else { throw .folder(path: file.path, reason: "cannot be written") }
        link = BrokerLink(
            host: address.host,
            port: port,
            user: "roost",
            password: try secrets.value("broker-roost", orMake: Secrets.randomPassword),
            authority: settings.certificate
        )
    }

    /// Its files for these docks.
    ///
    /// - Parameters:
    ///   - docks: the docks of docks.yaml; each has a login of its own.
    ///   - guests: serial numbers of other docks' aircraft that are linked to a dock now.
    /// - Returns: the files, not written yet.
    /// - Throws: ``DaemonError/secret(name:reason:)`` when a password cannot be read or kept.
    func files(
        for docks: [DockSite],
        guests: [DockID: String] = [:]
    ) throws(DaemonError) -> BrokerFiles {
        var logins = [BrokerFiles.daemon(password: link.password)]
        for dock in docks {
            let secret = try secrets.value(
                BrokerFiles.user(of: dock.id),
                orMake: Secrets.randomPassword
            )
            logins.append(
                BrokerFiles.login(of: dock, password: secret, guest: guests[dock.id])
            )
        }
        let edge = try secrets.value("edge", orMake: Secrets.randomPassword)
        logins.append(BrokerFiles.sender("edge", password: edge))
        return BrokerFiles(host: listen.host, port: listen.port, tls: tls, logins: logins)
    }

    /// Where the files stand.
    var folder: URL { data.broker }

    private struct Address: Codable {
        var host: String
        var port: Int
    }
}
