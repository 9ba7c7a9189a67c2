// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import RoostModel
import SiteFiles

/// Where the broker is and who we are there.
struct BrokerLink: Sendable {
    /// Name or address, or with port 0 the path of a unix socket.
    var host: String
    var port: Int
    var user: String
    var password: String
    var tls: MQTTConfiguration.TLS?

    /// A connection of its own; the name keeps its session apart from the others'.
    func configuration(_ name: String, site: String) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(
            host: host,
            port: port,
            clientID: "roost-\(site)-\(name)"
        )
        configuration.user = user
        configuration.password = password
        configuration.tls = tls
        return configuration
    }

    /// Someone else's broker.
    static func external(
        _ settings: BrokerSettings.External,
        secrets: Secrets
    ) throws(DaemonError) -> BrokerLink {
        var link = BrokerLink(
            host: settings.address.host,
            port: settings.address.port,
            user: settings.user,
            password: try secrets.required(settings.secret)
        )
        guard settings.isEncrypted else { return link }
        var tls = MQTTConfiguration.TLS(caFile: settings.authority ?? systemAuthorities)
        tls.certificateFile = settings.certificate
        if let key = settings.keySecret { tls.keyFile = try secrets.file(key).path }
        link.tls = tls
        return link
    }

    /// The system's authorities on Debian.
    private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"
}
