// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
public import RoostModel
import SiteCore
import SiteFiles

/// What a technician types into a dock (PROTOCOL § 6): address, user, password, organisation, binding code.
public struct DockCredentials: Sendable {
    private let dock: DockID
    private let site: String
    private let data: DataFolder

    /// The credentials of a dock of a site.
    public init(dock: DockID, site: String, data: DataFolder) {
        self.dock = dock
        self.site = site
        self.data = data
    }

    /// One line a field; a password that is not drawn yet is drawn now.
    ///
    /// - Throws: ``DaemonError`` when the site or data folder cannot be used, or has no such dock.
    public func lines() throws(DaemonError) -> [String] {
        let loaded = try Daemon.load(site)
        guard loaded.configuration.fleet.docks.contains(where: { $0.id == dock }) else {
            throw .usage("there is no dock \(dock) in \(site)/docks.yaml")
        }
        try data.create()
        let secrets = Secrets(data)
        let password = try secrets.value(
            BrokerFiles.user(of: dock),
            orMake: Secrets.randomPassword
        )
        let code = try secrets.value(
            loaded.shell.dji.bindingSecret,
            orMake: Secrets.randomPassword
        )
        let head: [String]
        var tail: [String] = []
        switch loaded.shell.broker {
        case .embedded(let broker):
            head = ["address       \(try Self.address(broker, data))"]
        case .external(let broker):
            head = ["address       \(broker.isEncrypted ? "mqtts" : "mqtt")://\(broker.address)"]
            tail = ["The account is made at that broker, with these rights and no others:"]
            if let site = loaded.configuration.fleet.docks.first(where: { $0.id == dock }) {
                tail += BrokerFiles.login(of: site, password: "").access.map { "  \($0)" }
            }
        }
        return head + [
            "user          \(BrokerFiles.user(of: dock))",
            "password      \(password)", "organisation  \(loaded.shell.dji.organization)",
            "binding code  \(code)",
        ] + tail
    }

    /// Where docks reach the embedded broker; a port that it chose itself is known once it has run.
    static func address(
        _ broker: BrokerSettings.Embedded,
        _ data: DataFolder
    ) throws(DaemonError) -> String {
        if let url = broker.url { return url }
        let start = broker.certificate == nil ? "mqtt" : "mqtts"
        if broker.listen.port != 0 { return "\(start)://\(broker.listen)" }
        guard let port = EmbeddedBroker.lastPort(data) else {
            throw .broker(
                reason: "its port is chosen when roostd starts: start it first, or give"
                    + " broker.embedded.listen a port"
            )
        }
        return "\(start)://\(ListenAddress(host: broker.listen.host, port: port))"
    }
}
