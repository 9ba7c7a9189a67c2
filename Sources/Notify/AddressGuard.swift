// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore

/// Refuses receivers at private, loopback and link-local addresses unless the site allows it, so that a
/// configured address cannot be used to reach the gateway's own network (PIPELINE § 8).
struct AddressGuard: Sendable {
    let host: String
    let port: Int
    let allowsPrivate: Bool

    init(url: String, allowsPrivate: Bool) throws(DeliveryError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http"
        else { throw .disabled("the receiver's address is not http or https") }
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? (parts.scheme == "https" ? 443 : 80)
        self.allowsPrivate = allowsPrivate
    }

    /// Resolves the name and refuses when it is a private address.
    func check() async throws(DeliveryError) {
        guard !allowsPrivate else { return }
        let address: SocketAddress
        do {
            address = try SocketAddress.makeAddressResolvingHost(host, port: port)
        } catch {
            throw .transient("the receiver's name cannot be resolved")
        }
        guard let text = address.ipAddress, !Self.isPrivate(text) else {
            throw .disabled("the receiver has a private address; allow_private would permit it")
        }
    }

    /// Loopback, private, link-local, shared and unspecified ranges of IPv4 and IPv6 (RFC 6890).
    static func isPrivate(_ address: String) -> Bool {
        let parts = address.split(separator: ".").compactMap { Int($0) }
        if parts.count == 4, !address.contains(":") {
            switch (parts[0], parts[1]) {
            case (0, _), (10, _), (127, _), (169, 254), (192, 168), (172, 16...31), (100, 64...127),
                (224..., _):
                return true
            default: return false
            }
        }
        let text = address.lowercased()
        if text.hasPrefix("::ffff:") { return isPrivate(String(text.dropFirst(7))) }
        return text == "::1" || text == "::" || text.hasPrefix("fc") || text.hasPrefix("fd")
            || text.hasPrefix("fe8") || text.hasPrefix("fe9") || text.hasPrefix("fea")
            || text.hasPrefix("feb")
    }
}
