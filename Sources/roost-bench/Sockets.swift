// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Sockets of this machine.
enum Sockets {
    static func connect(port: Int) throws -> Int32 {
        let socket = try open(AF_INET)
        var address = loopback(port)
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard answer == 0 else {
            close(socket)
            throw BenchError.system("connect")
        }
        keepQuick(socket)
        return socket
    }

    static func connect(path: String) throws -> Int32 {
        let socket = try open(AF_UNIX)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw BenchError.program("the path of a socket is too long: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard answer == 0 else {
            close(socket)
            throw BenchError.system("connect \(path)")
        }
        return socket
    }

    /// Listens on a free port.
    static func listen() throws -> (socket: Int32, port: Int) {
        let socket = try open(AF_INET)
        var address = loopback(0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) }
        }
        guard answer == 0, Foundation.listen(socket, 128) == 0 else {
            throw BenchError.system("listen")
        }
        var found = size
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket, $0, &found)
            }
        }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    static func write(_ bytes: [UInt8], to socket: Int32) throws {
        var start = 0
        while start < bytes.count {
            let sent = bytes[start...].withUnsafeBytes {
                send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { throw BenchError.system("send") }
            start += sent
        }
    }

    static func keepQuick(_ socket: Int32) {
        var on: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
    }

    private static func open(_ family: Int32) throws -> Int32 {
        // A child must not hold what is ours: its end would then be nobody's.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Foundation.socket(family, kind, 0)
        guard socket >= 0 else { throw BenchError.system("socket") }
        return socket
    }

    private static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }
}
