// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc
import SiteFiles

/// Finds a port for the embedded broker, which cannot choose one itself (BUILD-NOTES § 6).
enum BrokerPort {
    /// Why nothing can listen at an address.
    enum Fault: Equatable {
        /// Another program listens there.
        case taken
        /// It is no address of this machine.
        case elsewhere
        /// This user may not listen there.
        case forbidden
        /// Whatever else the system says, by its number (errno(3)).
        case other(Int32)

        /// What is wrong, and what to do.
        func text(_ key: String) -> String {
            switch self {
            case .taken:
                "is taken by another program (another roostd?): end it, or change \(key)"
            case .elsewhere: "is no address of this machine: change \(key)"
            case .forbidden:
                "may not be listened on by this user: take a port from 1024 on, or change \(key)"
            case .other(let number):
                "cannot be listened on: \(String(cString: strerror(number))); change \(key)"
            }
        }
    }

    /// Why nothing can listen at an address now; nil: it is free.
    static func fault(of address: ListenAddress) -> Fault? {
        switch bound(address.port, host: address.host) {
        case .success: nil
        case .failure(let error):
            switch error.number {
            case EADDRINUSE: .taken
            case EADDRNOTAVAIL: .elsewhere
            case EACCES, EPERM: .forbidden
            default: .other(error.number)
            }
        }
    }

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
            if case .success(let port) = bound(candidate, host: host) { return port }
        }
        return nil
    }

    private struct SystemError: Error {
        var number: Int32
    }

    /// Binds a port and gives it back; fails when it is taken.
    private static func bound(_ port: Int, host: String) -> Result<Int, SystemError> {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            return .failure(SystemError(number: EADDRNOTAVAIL))
        }
        defer { freeaddrinfo(first) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, size)
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0,
            // Several may bind a port, one may listen there.
            Glibc.listen(descriptor, 1) == 0
        else { return .failure(SystemError(number: errno)) }
        guard let port = name(of: descriptor) else {
            return .failure(SystemError(number: errno))
        }
        return .success(port)
    }

    private static func name(of descriptor: Int32) -> Int? {
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
