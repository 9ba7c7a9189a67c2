// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Finds a port for the embedded broker, which cannot choose one itself (BUILD-NOTES § 6).
enum BrokerPort {
    /// The port of the last run if it is still free, so that docks find the broker again; else a free one.
    ///
    /// - Parameters:
    ///   - wanted: the configured port; 0: any free one.
    ///   - remembered: the port of the last run.
    ///   - host: name or address to listen on, IPv4 or IPv6.
    /// - Returns: the port; nil when none is free or the host is not one of this machine's.
    static func choose(wanted: Int, remembered: Int?, host: String) -> Int? {
        if wanted != 0 { return wanted }
        for candidate in [remembered, 0].compactMap(\.self) {
            if let port = free(candidate, host: host) { return port }
        }
        return nil
    }

    /// Binds a port and gives it back; nil when it is taken.
    private static func free(_ port: Int, host: String) -> Int? {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            return nil
        }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, size)
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            return nil
        }
        return bound(descriptor)
    }

    private static func bound(_ descriptor: Int32) -> Int? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isNamed else { return nil }
        // Both families keep the port in the same two bytes, most significant first.
        return withUnsafeBytes(of: address) { Int($0[2]) << 8 | Int($0[3]) }
    }
}
