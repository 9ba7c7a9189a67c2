// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Testing

@Suite(
    "A process that is killed between reading and commit",
    .tags(.broker),
    .enabled(if: BrokerProcess.isInstalled),
    .timeLimit(.minutes(1)),
    .serialized
)
struct KilledClientTests {
    private static let portName = "ROOST_KILLED_CLIENT_PORT"
    private static let port = ProcessInfo.processInfo.environment[portName].flatMap { Int($0) }
    private static let count = 500

    @Test("kill -9 loses nothing: what was read and not committed comes again, in order")
    func killed() async throws {
        let broker = try BrokerProcess()
        let child = try Self.child(port: broker.port)
        let writer = try await MQTTClient.connected(.test(broker.port, id: "writer"))
        // The session must stand before what is written for it.
        #expect(child.words(until: "ready"))
        for number in 1...Self.count { try await writer.publish(MQTTMessage("a", "\(number)")) }
        #expect(child.words(until: "read"))
        kill(child.process.processIdentifier, SIGKILL)
        child.process.waitUntilExit()
        #expect(child.process.terminationReason == .uncaughtSignal)
        let committed = child.committed
        #expect(committed >= 1 && committed < Self.count)
        let next = try await MQTTClient.connected(.test(broker.port), to: [.init("a")])
        let payloads = await next.payloads(until: "\(Self.count)").compactMap(Int.init)
        // The acknowledgement of what was committed may have been on its way.
        let first = try #require(payloads.first)
        #expect(first <= committed + 1)
        #expect(payloads == Array(first...Self.count))
        await next.stop()
        await writer.stop()
    }

    /// The other half of the test above, in a process of its own: commits its first batch, reads one
    /// more, and never answers it.
    @Test("is the killed process", .enabled(if: port != nil))
    func dying() async throws {
        let port = try #require(Self.port)
        let client = try await MQTTClient.connected(.test(port), to: [.init("a")])
        Self.say("ready")
        var last = "0"
        for await batch in client.batches {
            if last != "0" {
                Self.say("read")
                let (never, end) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                end.finish()
            }
            last = batch.messages.last?.text ?? "0"
            batch.committed()
            Self.say("committed \(last)")
        }
    }

    /// One line, past whatever the test runner prints.
    private static func say(_ words: String) {
        FileHandle.standardError.write(Data("killed client: \(words)\n".utf8))
    }

    private static func child(port: Int) throws -> Child {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--testing-library", "swift-testing", "--filter", "KilledClientTests/dying",
        ]
        var environment = ProcessInfo.processInfo.environment
        environment[portName] = "\(port)"
        process.environment = environment
        let output = Pipe()
        process.standardError = output
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return Child(process: process, output: output.fileHandleForReading)
    }

    /// The process, and what it said.
    private final class Child {
        let process: Process
        private let output: FileHandle
        private var text = ""

        init(process: Process, output: FileHandle) {
            self.process = process
            self.output = output
        }

        deinit { kill(process.processIdentifier, SIGKILL) }

        /// Reads until it said so; false when it ended before.
        func words(until wanted: String) -> Bool {
            while !text.contains("killed client: \(wanted)\n") {
                let bytes = output.availableData
                guard !bytes.isEmpty else { return false }
                text += String(decoding: bytes, as: UTF8.self)
            }
            return true
        }

        /// The last message that it had committed.
        var committed: Int {
            let line = text.split(separator: "\n").last { $0.contains("killed client: committed ") }
            return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
        }
    }
}
