// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// A program of this build, run to its end.
enum Program {
    /// Where the programs of this build are.
    static let build = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path

    /// Whether the programs were built, and the daemon's broker is installed (`make deps`).
    static var arePlayable: Bool {
        ["\(build)/roostd", "\(build)/roost", "/usr/sbin/mosquitto"]
            .allSatisfy(FileManager.default.isExecutableFile)
    }

    /// What a run came to.
    struct Outcome: CustomStringConvertible {
        var words: [String]
        var code: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }

        /// Standard output as one JSON object.
        var object: [String: Any] {
            get throws {
                let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
                return try #require(value as? [String: Any], "\(self)")
            }
        }

        /// The rows of a listing.
        var items: [[String: Any]] {
            get throws { try #require(try object["items"] as? [[String: Any]], "\(self)") }
        }

        var description: String {
            "\(words.joined(separator: " ")): \(code)\n\(output)\(errors)"
        }
    }

    /// Runs a program; one that does not end within 20 s is killed and has code 124.
    ///
    /// It is waited for on a thread of its own: those of tests are few.
    static func run(
        _ name: String,
        _ words: [String],
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["20", "\(build)/\(name)"] + words
        process.environment = clean.merging(environment) { $1 }
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        process.standardError = stderr
        let files = Files(process: process, stdin: stdin, stdout: stdout, stderr: stderr)
        let (code, output, errors) = try await withCheckedThrowingContinuation { ended in
            Thread.detachNewThread { ended.resume(with: Result { try files.run(input) }) }
        }
        return Outcome(words: [name] + words, code: code, output: output, errors: errors)
    }

    /// What a program says until a line is as wanted; then it is ended.
    ///
    /// One that does not say it within 20 s is killed, and has said what it could.
    static func lines(
        of name: String,
        _ words: [String],
        until isWanted: @escaping @Sendable (String) -> Bool
    ) async throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["20", "\(build)/\(name)"] + words
        process.environment = clean
        let (stdin, stdout) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (stdin, stdout)
        let files = Files(process: process, stdin: stdin, stdout: stdout, stderr: stdout)
        return try await withCheckedThrowingContinuation { ended in
            Thread.detachNewThread {
                ended.resume(with: Result { try files.lines(until: isWanted) })
            }
        }
    }

    /// The environment without what would point a program at another daemon.
    static let clean = ProcessInfo.processInfo.environment.filter {
        !$0.key.hasPrefix("ROOST_") && $0.key != "LANG" && $0.key != "COLUMNS"
    }

    /// Handed from the thread that makes it to the one that waits for it, and used there alone.
    private struct Files: @unchecked Sendable {
        var process: Process
        var stdin: Pipe
        var stdout: Pipe
        var stderr: Pipe

        func lines(until isWanted: (String) -> Bool) throws -> [String] {
            try process.run()
            // The group: what it was started by has other signals blocked, as the threads of tests have.
            defer { kill(-process.processIdentifier, SIGKILL) }
            var text = ""
            while true {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .dropLast().map(String.init)
                if let index = lines.firstIndex(where: isWanted) {
                    return Array(lines[...index])
                }
                let bytes = stdout.fileHandleForReading.availableData
                guard !bytes.isEmpty else { return lines }
                text += String(decoding: bytes, as: UTF8.self)
            }
        }

        func run(_ input: String) throws -> (Int32, String, String) {
            try process.run()
            try? stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? stdin.fileHandleForWriting.close()
            let output = stdout.fileHandleForReading.readDataToEndOfFile()
            // What programs say of errors fits a pipe.
            let errors = stderr.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (
                process.terminationStatus, String(decoding: output, as: UTF8.self),
                String(decoding: errors, as: UTF8.self)
            )
        }
    }
}

extension String {
    /// Cells of a terminal: two for each East Asian character.
    var cells: Int { unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) } }

    /// The words of a line as a shell takes it: single quotes hold a word together.
    var words: [String] {
        split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
            place,
            part in
            place.isMultiple(of: 2)
                ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }

    var hasChinese: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}

/// Waits until the condition holds; false when its time is up.
func eventually(
    within span: Duration = .seconds(30),
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + span
    while try await !condition() {
        guard ContinuousClock.now < end else { return false }
        await Task.yield()
    }
    return true
}
