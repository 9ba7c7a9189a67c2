// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A real mosquitto that dies with us: its keeper ends it when our end of a pipe closes.
final class Broker: Sendable {
    let port: Int
    private let keeper: FileHandle
    private let folder: URL

    static let isInstalled = FileManager.default.fileExists(atPath: "/usr/sbin/mosquitto")

    init() throws {
        port = try Self.freePort()
        folder = FileManager.default.temporaryDirectory
            .appending(path: "broker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "mosquitto.conf")
        let lines = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            log_type none
            max_inflight_messages 256

            """
        try Data(lines.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "/usr/sbin/mosquitto -c \"$0\" & b=$!; read -r _; kill -KILL $b", file.path,
        ]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        keeper = pipe.fileHandleForWriting
    }

    func stop() {
        try? keeper.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func freePort() throws -> Int {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 ? getsockname(socket, address, &length) : -1
            }
        }
        guard status == 0 else { throw CocoaError(.fileReadUnknown) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
