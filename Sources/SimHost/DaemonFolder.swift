// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import SiteFiles

/// The daemon's data folder as a simulated dock sees it.
///
/// The broker's address, its own password, and the socket for pictures; read anew each time, because a
/// daemon that was started again writes them anew.
struct DaemonFolder: Sendable {
    private let url: URL
    /// A broker that is not the daemon's child; nil: the daemon's address file tells.
    private let external: BrokerAddress?

    /// The data folder at a path.
    ///
    /// - Parameters:
    ///   - path: `DATA`.
    ///   - broker: the site's broker; nil: embedded.
    init(path: String, broker: BrokerSettings? = nil) {
        url = URL(filePath: path).standardizedFileURL
        switch broker {
        case .external(let settings):
            external = BrokerAddress(
                host: settings.address.host,
                port: settings.address.port,
                authority: settings.isEncrypted
                    ? settings.authority ?? "/etc/ssl/certs/ca-certificates.crt" : nil
            )
        case .embedded, nil: external = nil
        }
    }

    /// The file in which the daemon tells where its broker listens.
    var addressFile: String { url.appending(path: "broker/address.json").path }

    /// Where the broker is; nil: not known yet.
    func broker() -> BrokerAddress? {
        if let external { return external }
        guard let bytes = FileManager.default.contents(atPath: addressFile) else { return nil }
        return try? JSONDecoder().decode(BrokerAddress.self, from: bytes)
    }

    /// A secret of the daemon's; nil: there is none, or it cannot be read.
    func secret(_ name: String) -> String? {
        let file = url.appending(path: "secrets").appending(path: name)
        guard let bytes = FileManager.default.contents(atPath: file.path) else { return nil }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines
        )
    }

    /// The address under which a picture is kept, over the operators' socket.
    func mediaAddress(_ sha256: String) -> String {
        let path = url.appending(path: "roost.sock").path
        let host = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? path
        return "http+unix://\(host)/v1/media/\(sha256)"
    }
}
