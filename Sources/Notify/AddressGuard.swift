// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOPosix

/// Refuses receivers at private, loopback and link-local addresses unless the site allows it, so that a
/// configured address cannot be used to reach the gateway's own network (PIPELINE § 8).
struct AddressGuard: Sendable {
    let host: String
    let allowsPrivate: Bool

    init(url: String, allowsPrivate: Bool) throws(DeliveryError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http"
        else { throw .disabled("the receiver's address is not http or https") }
        self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        self.allowsPrivate = allowsPrivate
    }

    /// A guard over a host that is not reached by an address of the web.
    init(host: String, allowsPrivate: Bool) {
        self.host = host
        self.allowsPrivate = allowsPrivate
    }

    /// The address to connect to, refused when the name has any private one; nil: whatever the name says.
    ///
    /// The caller connects to this very address: a name that is resolved a second time for the connection
    /// could by then mean a private one.
    func check() async throws(DeliveryError) -> String? {
        guard !allowsPrivate else { return nil }
        let found: [String]
        do {
            // getaddrinfo blocks for seconds when a name server is away: never on the cooperative pool.
            found = try await NIOThreadPool.singleton.runIfActive { [host] in
                Self.addresses(of: host)
            }
        } catch {
            throw .transient("the receiver's name cannot be resolved")
        }
        return try Self.pick(from: found)
    }

    /// The first address, when none is private.
    static func pick(from addresses: [String]) throws(DeliveryError) -> String {
        guard let first = addresses.first else {
            throw .transient("the receiver's name cannot be resolved")
        }
        guard !addresses.contains(where: isPrivate) else {
            throw .disabled("the receiver has a private address; allow_private would permit it")
        }
        return first
    }

    /// Every address of a name as text, in the order the system prefers.
    ///
    /// Empty when there is none. Blocks while the name server is asked.
    static func addresses(of host: String) -> [String] {
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, nil, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [String] = []
        var next = list
        while let entry = next {
            let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NI_MAXHOST)) {
                getnameinfo(
                    entry.pointee.ai_addr,
                    entry.pointee.ai_addrlen,
                    $0.baseAddress,
                    socklen_t($0.count),
                    nil,
                    0,
                    NI_NUMERICHOST
                ) == 0 ? $0.baseAddress.map { String(cString: $0) } : nil
            }
            if let text, !found.contains(text) { found.append(text) }
            next = entry.pointee.ai_next
        }
        return found
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
        // IPv4 inside IPv6: translated (RFC 6052), and 6to4; an address of the gateway's net may hide there.
        if text.hasPrefix("64:ff9b:") || text.hasPrefix("2002:") || text.hasPrefix("ff") {
            return true
        }
        return text == "::1" || text == "::" || text.hasPrefix("fc") || text.hasPrefix("fd")
            || text.hasPrefix("fe8") || text.hasPrefix("fe9") || text.hasPrefix("fea")
            || text.hasPrefix("feb")
    }
}
