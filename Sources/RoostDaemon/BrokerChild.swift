// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// The embedded broker: a private mosquitto that lives and dies with the daemon.
///
/// A class because it owns a child process. In production the broker may be a unit of its own
/// (`broker: external`); then there is no child.
final class BrokerChild: Service {
    private let folder: URL
    private let logger: Logger
    private let child = Mutex<Process?>(nil)

    init(folder: URL, logger: Logger) {
        self.folder = folder
        self.logger = logger
    }

    /// The port of the last run if it is still free, so that docks find the broker again; else a free one.
    static func choosePort(wanted: Int, remembered: Int?, host: String) -> Int? {
        if wanted != 0 { return wanted }
        for candidate in [remembered, 0].compactMap(\.self) {
            if let port = freePort(candidate, host: host) { return port }
        }
        return nil
    }

    /// Runs the broker until shutdown; starts it again when it ends by itself, after 1 s.
    func run() async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let ended = self.ended()
                do {
                    try self.start()
                } catch {
                    self.logger.error("broker does not start", metadata: ["error": "\(error)"])
                }
                for await status in ended {
                    self.logger.error("broker ended", metadata: ["status": "\(status)"])
                }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
        stop()
    }

    private let endings = Mutex<AsyncStream<Int32>.Continuation?>(nil)

    private func ended() -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        endings.withLock { $0 = continuation }
        return stream
    }

    /// Makes the broker read its password file and access list again; connections stay.
    func reread() {
        child.withLock { process in
            guard let pipe = process?.standardInput as? Pipe else { return }
            do {
                try pipe.fileHandleForWriting.write(contentsOf: Data("reread\n".utf8))
            } catch {
                // The broker has ended: the next one starts with the new files.
                logger.warning("broker does not reread", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Starts the child under a shell that ends it when our end of the pipe closes, whatever kills us, and
    /// hands a line on it over as SIGHUP (BUILD-NOTES § 6).
    private func start() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "--default-signal", "--block-signal=", "sh", "-c",
            """
            mosquitto -c "$1" & b=$!
            (while kill -0 $b 2>/dev/null; do sleep 1; done; kill -TERM $$ 2>/dev/null) &
            trap 'exit 1' TERM
            while read -r _; do kill -HUP $b; done; kill -TERM $b; wait $b
            """,
            "sh", folder.appending(path: "mosquitto.conf").path,
        ]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardInput = Pipe()
        process.standardOutput = FileHandle.nullDevice
        let log = folder.appending(path: "mosquitto.log")
        _ = FileManager.default.createFile(
            atPath: log.path,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        process.standardError = try FileHandle(forWritingTo: log)
        let continuation = endings.withLock { $0 }
        process.terminationHandler = { ended in
            continuation?.yield(ended.terminationStatus)
            continuation?.finish()
        }
        try process.run()
        child.withLock { $0 = process }
    }

    private func stop() {
        child.withLock { process in
            guard let pipe = process?.standardInput as? Pipe else { return }
            try? pipe.fileHandleForWriting.close()
            process = nil
        }
    }

    /// Binds a port and gives it back; nil when it is taken.
    private static func freePort(_ port: Int, host: String) -> Int? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_REUSEADDR,
            &reuse,
            socklen_t(MemoryLayout<Int32>.size)
        )
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr(host)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0
            }
        }
        guard isBound else { return nil }
        var length = size
        let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length) == 0
            }
        }
        return isNamed ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }
}
