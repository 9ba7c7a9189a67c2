// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import ServiceLifecycle
import Subprocess
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
    private let rereads = Mutex<AsyncStream<Void>.Continuation?>(nil)
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
                do {
                    try await self.tell(self.live())
                } catch {
                    guard !Task.isCancelled else { return }
                    self.logger.error("broker does not start", metadata: ["error": "\(error)"])
                }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
            }
        }
    }

    /// Why it ended the last time, and what to do about it; nil: it never ended by itself.
    var ending: String? { endingWords.withLock { $0 } }

    /// Says why it ended; the same reason each second would bury everything else.
    private func tell(_ status: TerminationStatus) {
        let reason = reason(status)
        // One that ran meanwhile has ended anew.
        if log.takeHasRun() { endingWords.withLock { $0 = nil } }
        guard !Task.isCancelled, reason != ending else { return }
        endingWords.withLock { $0 = reason }
        logger.error("\(DaemonError.broker(reason: reason))")
    }

    private func reason(_ status: TerminationStatus) -> String {
        switch log.takeFailure() {
        case .some("Address already in use"):
            "\(listen) is taken: end what listens there or change broker.embedded.listen"
        case .some("Cannot assign requested address"):
            "\(listen) is no address of this machine: change broker.embedded.listen"
        case .some("mosquitto: not found"): BrokerFiles.missing
        case .some(let failure): "mosquitto ended: \(failure)"
        case .none:
            switch status {
            case .exited(let code): "mosquitto ended with status \(code)"
            case .signaled(let signal): "mosquitto's shell was ended by signal \(signal)"
            }
        }
    }

    /// Makes the broker read its password file and access list again; connections stay.
    ///
    /// A broker that starts just now reads the new files anyway.
    func reread() {
        rereads.withLock { _ = $0?.yield() }
    }

    /// One life of the broker: keeps its words until it ends, and says how it did.
    ///
    /// - Throws: `SubprocessError` when it does not start, `CancellationError` after a shutdown.
    private func live() async throws -> TerminationStatus {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        rereads.withLock { $0 = continuation }
        defer { rereads.withLock { $0 = nil } }
        var options = PlatformOptions()
        options.teardownSequence = [
            .send(signal: .terminate, allowedDurationToNextStep: .seconds(5))
        ]
        let log = log
        let result = try await Subprocess.run(
            .name("sh"),
            arguments: ["-c", Self.script, "sh", folder.appending(path: "mosquitto.conf").path],
            environment: .custom(["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]),
            platformOptions: options,
            input: .inputWriter,
            output: .discarded,
            error: .sequence
        ) { execution in
            await withTaskGroup { group in
                group.addTask {
                    for await _ in stream {
                        // Where it fails the broker has ended: the next one starts with the new files.
                        _ = try? await execution.standardInputWriter.write("reread\n")
                    }
                }
                group.addTask {
                    do {
                        for try await words in execution.standardError {
                            words.withUnsafeBytes { log.take(Data($0)) }
                        }
                    } catch {
                        // Its process ends the run; what it said until then is kept.
                    }
                    continuation.finish()
                }
            }
        }
        return result.terminationStatus
    }

    /// A shell that ends the broker when our end of its standard input closes, whatever kills us, or when
    /// it is told to, and hands a line over as SIGHUP (BUILD-NOTES § 6).
    ///
    /// It ends after the broker: then the port is free.
    private static let script = """
        exec 3<&0
        mosquitto -c "$1" 3<&- & b=$!
        (while read -r _ <&3; do kill -HUP $b; done; kill -TERM $b) & r=$!
        trap 'kill -TERM $b; wait $b' TERM
        wait $b; s=$?; kill $r 2>/dev/null; exit $s
        """
}
