// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One kept connection of HTTP/1.1 over TCP or a unix socket: the same client for both sides of a
/// comparison, with nothing between it and the kernel.
///
/// A class because it owns a socket.
final class Wire {
    private let socket: Int32
    private var rest: [UInt8] = []

    /// Connects to a port of this machine.
    init(port: Int) throws {
        socket = try Sockets.connect(port: port)
    }

    /// Connects to a unix socket.
    init(path: String) throws {
        socket = try Sockets.connect(path: path)
    }

    deinit { close(socket) }

    /// Sends one request and reads its answer.
    func ask(
        _ method: String,
        _ path: String,
        token: String? = nil,
        body: [UInt8] = []
    ) throws -> (status: Int, body: [UInt8]) {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        head += "Content-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
        try Sockets.write(Array(head.utf8) + body, to: socket)
        let message = try HTTPText.read(from: socket, &rest)
        let status = message.first.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return (status ?? 0, message.body)
    }
}
