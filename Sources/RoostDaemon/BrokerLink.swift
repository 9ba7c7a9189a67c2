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
}
