// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where requests of a receiver go: whom to connect to, and what the head of a request says.
struct Endpoint: Hashable, Sendable {
    var isSecure: Bool
    /// The configured name: whose certificate is asked for.
    var host: String
    var port: Int
    /// Path and query, percent-encoded.
    var target: String

    /// Nil when it is no address of http or https.
    init?(_ url: String) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http"
        else { return nil }
        isSecure = parts.scheme == "https"
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        port = parts.port ?? (isSecure ? 443 : 80)
        let path = parts.percentEncodedPath
        target = (path.isEmpty ? "/" : path) + (parts.percentEncodedQuery.map { "?\($0)" } ?? "")
        guard (1...65_535).contains(port), !target.utf8.contains(where: { $0 <= 32 }) else {
            return nil
        }
    }

    /// The value of the header `host`.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the name is an address, which no certificate is asked for by name.
    var isAddress: Bool {
        host.contains(":") || host.split(separator: ".").allSatisfy { Int($0) != nil }
    }
}
