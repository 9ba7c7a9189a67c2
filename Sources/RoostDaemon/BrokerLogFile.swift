// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging
import Synchronization

/// Keeps the embedded broker's log in a bounded file, and counts and tells what matters in it.
///
/// A class: it owns the file. The log before the last is kept as `mosquitto.log.1`.
final class BrokerLogFile: Sendable {
    private struct State {
        var log = BrokerLog()
        var partial: [UInt8] = []
        var file: FileHandle?
        var size: Int
        var failure: String?
        var hasRun = false
    }

    /// A longer line is cut: a stranger may choose what stands in it.
    private static let lineLimit = 4096
    private let url: URL
    private let limit: Int
    private let counters: Counters
    private let seen: SeenNames
    private let logger: Logger
    private let state: Mutex<State>

    /// A log in a folder; `limit` is the size in bytes at which a new file is begun.
    init(
        folder: URL,
        counters: Counters,
        seen: SeenNames,
        logger: Logger,
        limit: Int = 4 << 20
    ) {
        url = folder.appending(path: "mosquitto.log")
        self.limit = limit
        self.counters = counters
        self.seen = seen
        self.logger = logger
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        state = Mutex(State(size: (attributes?[.size] as? Int) ?? 0))
    }

    /// Bytes as the broker wrote them.
    func take(_ bytes: Data) {
        state.withLock { state in
            for byte in bytes {
                if byte != 10, state.partial.count < Self.lineLimit {
                    state.partial.append(byte)
                }
                guard byte == 10 else { continue }
                let line = String(decoding: state.partial, as: UTF8.self)
                state.partial.removeAll(keepingCapacity: true)
                keep(line, &state)
                state.log.news(line).map { tell($0, &state) }
            }
        }
    }

    /// Why the broker ended, as far as it said; forgotten with the answer.
    func takeFailure() -> String? {
        state.withLock { $0.failure.take() }
    }

    /// Whether it came to listen; forgotten with the answer.
    func takeHasRun() -> Bool {
        state.withLock { state in
            defer { state.hasRun = false }
            return state.hasRun
        }
    }

    private func tell(_ news: BrokerLog.News, _ state: inout State) {
        switch news {
        case .refusedLogin(let name):
            counters.add("broker_refused_logins")
            guard let name, seen.note(name) else { return }
            logger.warning("broker refused a login", metadata: ["client": "\(name)"])
        case .oversized(let client):
            counters.add("broker_oversized_packets")
            logger.warning("oversized packet: cut off", metadata: ["client": "\(client)"])
        case .running:
            state.hasRun = true
            logger.notice("broker runs")
        case .failure(let reason):
            state.failure = reason
        }
    }

    /// What cannot be written is not kept: the log is for people, the counters are not lost.
    private func keep(_ line: String, _ state: inout State) {
        let bytes = Data((line + "\n").utf8)
        if state.size + bytes.count > limit {
            try? state.file?.close()
            state.file = nil
            _ = rename(url.path, url.path + ".1")
            state.size = 0
        }
        if state.file == nil { state.file = open() }
        guard (try? state.file?.write(contentsOf: bytes)) != nil else { return }
        state.size += bytes.count
    }

    private func open() -> FileHandle? {
        if !FileManager.default.fileExists(atPath: url.path) {
            _ = FileManager.default.createFile(
                atPath: url.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
        }
        let file = try? FileHandle(forWritingTo: url)
        _ = try? file?.seekToEnd()
        return file
    }
}
