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
    private let listen: String
    private let log: BrokerLogFile
    private let logger: Logger
    private let child = Mutex<Process?>(nil)
    private let endingWords = Mutex<String?>(nil)

    /// A broker that is not started yet; `listen` is the address its configuration says.
    init(folder: URL, listen: String, log: BrokerLogFile, logger: Logger) {
        self.folder = folder
        self.listen = listen
        self.log = log
        self.logger = logger
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
                    self.endings.withLock { $0?.finish() }
                }
                if let status = await Self.status(ended) { self.tell(status) }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
        stop()
    }

    /// Why it ended the last time, and what to do about it; nil: it never ended by itself.
    var ending: String? { endingWords.withLock { $0 } }

    /// Says why it ended; the same reason each second would bury everything else.
    private func tell(_ status: Int32) {
        let reason = reason(status)
        guard reason != ending else { return }
        endingWords.withLock { $0 = reason }
        logger.error("\(DaemonError.broker(reason: reason))")
    }

    /// Two things end a run, in any order: the process, and what it said last.
    private enum Ending {
        case process(Int32)
        case log
    }

    /// The status of the process once its last words are read, or half a second later; nil: it did not
    /// start, or we end.
    private static func status(_ endings: AsyncStream<Ending>) async -> Int32? {
        var status: Int32?
        var isRead = false
        for await ending in endings {
            switch ending {
            case .process(let value): status = value
            case .log: isRead = true
            }
            if status != nil, isRead { return status }
        }
        return nil
    }

    private func reason(_ status: Int32) -> String {
        switch log.takeFailure() {
        case .some("Address already in use"):
            "\(listen) is taken: end what listens there or change broker.embedded.listen"
        case .some("Cannot assign requested address"):
            "\(listen) is no address of this machine: change broker.embedded.listen"
        case .some("mosquitto: not found"): BrokerFiles.missing
        case .some(let failure): "mosquitto ended: \(failure)"
        case .none: "mosquitto ended with status \(status)"
        }
    }

    private let endings = Mutex<AsyncStream<Ending>.Continuation?>(nil)

    private func ended() -> AsyncStream<Ending> {
        let (stream, continuation) = AsyncStream.makeStream(of: Ending.self)
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
            exec 3<&0
            mosquitto -c "$1" 3<&- & b=$!
            (while read -r _ <&3; do kill -HUP $b; done; kill -TERM $b) & r=$!
            wait $b; s=$?; kill $r 2>/dev/null; exit $s
            """,
            "sh", folder.appending(path: "mosquitto.conf").path,
        ]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardInput = Pipe()
        process.standardOutput = FileHandle.nullDevice
        let continuation = endings.withLock { $0 }
        let output = Pipe()
        let log = log
        output.fileHandleForReading.readabilityHandler = { handle in
            let bytes = handle.availableData
            log.take(bytes)
            guard bytes.isEmpty else { return }
            handle.readabilityHandler = nil
            continuation?.yield(.log)
        }
        process.standardError = output
        process.terminationHandler = { ended in
            continuation?.yield(.process(ended.terminationStatus))
            // Another child that was started at the same moment may hold the pipe open.
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(500)) {
                continuation?.yield(.log)
            }
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
}
