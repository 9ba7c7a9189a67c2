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
    /// Where docks reach it.
    let listen: ListenAddress
    /// Filters of topics that foreign frame formats come on.
    var frameTopics: [String] = []
    private let socket: String
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
        guard
            let port = BrokerPort.choose(
                wanted: settings.listen.port,
                remembered: Self.lastPort(data),
                host: host
            )
        else { throw .broker(reason: "no port of \(host) is free") }
        listen = ListenAddress(host: host, port: port)
        if let certificate = settings.certificate, let name = settings.keySecret {
            tls = BrokerFiles.TLS(certificate: certificate, key: try secrets.file(name).path)
        } else {
            tls = nil
        }
        socket = try Self.socket(in: data.broker)
        let address = Address(host: host, port: port, socket: socket)
        guard let bytes = try? JSONEncoder().encode(address),
            FileManager.default.createFile(atPath: file.path, contents: bytes)
        else { throw .folder(path: file.path, reason: "cannot be written") }
        link = BrokerLink(
            host: socket,
            port: 0,
            user: "roost",
            password: try secrets.value("broker-roost", orMake: Secrets.randomPassword)
        )
    }

    /// Longest path of a unix socket: `sun_path` without its zero (unix(7)).
    private static let socketLimit = 107

    /// A name of its own for each run: the broker of a killed run removes its socket when it ends, and
    /// that may be after this one made its own.
    private static func socket(in folder: URL) throws(DaemonError) -> String {
        let manager = FileManager.default
        let old = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in old where name.hasSuffix(".sock") {
            try? manager.removeItem(at: folder.appending(path: name))
        }
        let number = UInt32.random(in: .min ... .max)
        let path = folder.appending(path: "\(String(number, radix: 36)).sock").path
        guard path.utf8.count <= socketLimit else {
            throw .folder(
                path: folder.path,
                reason: "its path is too long for a unix socket, 107 bytes with the socket's name"
            )
        }
        return path
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
        var logins = [BrokerFiles.daemon(password: link.password, topics: frameTopics)]
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
        logins.append(BrokerFiles.sender("edge", password: edge, topics: frameTopics))
        let notices = try secrets.value("broker-notices", orMake: Secrets.randomPassword)
        logins.append(BrokerFiles.notices(password: notices))
        return BrokerFiles(
            host: listen.host,
            port: listen.port,
            tls: tls,
            socket: socket,
            logins: logins
        )
    }

    /// Where the files stand.
    var folder: URL { data.broker }

    /// The port that docks reach a broker at which ran with this data folder last; nil: none did.
    static func lastPort(_ data: DataFolder) -> Int? {
        let file = data.broker.appending(path: "address.json").path
        return FileManager.default.contents(atPath: file)
            .flatMap { try? JSONDecoder().decode(Address.self, from: $0) }?.port
    }

    private struct Address: Codable {
        var host: String
        var port: Int
        var socket: String?
    }
}
