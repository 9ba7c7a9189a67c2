// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import RoostAPI
import RoostDaemon
import Synchronization
import Testing

@Suite("The log of the daemon")
struct PlainLogTests {
    /// What a log was given, as it would write it.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private struct Memory: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        init(_ lines: Lines) { self.lines = lines }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = metadata.merging(event.metadata ?? [:]) { $1 }
            let line = "\(event.message) \(values)"
            lines.all.withLock { $0.append(line) }
        }
    }

    @Test("no control character of a person or a device reaches it, nor a line that nobody wrote")
    func plain() {
        let lines = Lines()
        var logger = Logger(label: "t") { _ in PlainLogHandler(Memory(lines)) }
        logger[metadataKey: "who"] = "li\u{1B}[2J"
        logger.notice(
            "reason: a\nforged",
            metadata: ["plate": "x\u{202E}y", "list": ["a\u{7}"], "map": ["k": "b\u{9B}"]]
        )
        let written = lines.all.withLock { $0 }
        #expect(written.count == 1)
        #expect(PlainText.firstControl(in: written[0]) == nil, "\(written)")
        #expect(written[0].contains(#"reason: a\u{A}forged"#))
    }
}
