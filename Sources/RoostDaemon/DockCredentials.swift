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
        let address: String
        switch loaded.shell.broker {
        case .embedded(let broker): address = broker.listen.description
        case .external(let broker): address = broker.address.description
        }
        return [
            "address       \(address)", "user          \(BrokerFiles.user(of: dock))",
            "password      \(password)", "organisation  \(loaded.shell.dji.organization)",
            "binding code  \(code)",
        ]
    }
}
