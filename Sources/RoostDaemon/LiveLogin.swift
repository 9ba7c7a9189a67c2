// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel
import SiteFiles

/// What a dock is handed for live control: its own login at the embedded broker, which reaches its own
/// topics and no others (PROTOCOL § 13).
///
/// nil at a broker that is not ours: its accounts are not known here.
struct LiveLogin: Sendable {
    let shell: ShellConfiguration
    let data: DataFolder
    let secrets: Secrets

    func callAsFunction(_ dock: DockSite, _ now: Timestamp) -> LiveBroker? {
        guard case .embedded(let broker) = shell.broker,
            let password = try? secrets.value(BrokerFiles.user(of: dock.id)),
            let url = try? DockCredentials.address(broker, data)
        else { return nil }
        var login = LiveBroker(
            address: url.split(separator: "/").last.map(String.init) ?? url,
            clientID: "drc-\(dock.serial)",
            user: BrokerFiles.user(of: dock.id),
            password: password,
            expiresAt: now + .minutes(5)
        )
        login.isEncrypted = broker.certificate != nil
        return login
    }
}
