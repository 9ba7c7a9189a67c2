// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Docks that were written from the protocol's documents alone, in another language, against the real
/// daemon and its real broker: daemon and simulator cannot share one misreading.
@Suite("A foreign dock")
struct PythonDockTests {
    /// Where the programs of this build are.
    static let build = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path

    static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Scripts/python_dock_test.py").standardized.path

    /// Whether the programs were built, and Python has its MQTT client (`make deps`).
    static var isPlayable: Bool {
        let programs = ["\(build)/roostd", "\(build)/roost"]
        let client = "/usr/lib/python3/dist-packages/paho/mqtt/client.py"
        return programs.allSatisfy(FileManager.default.isExecutableFile)
            && FileManager.default.fileExists(atPath: client)
    }

    @Test(
        "onboards, flies, says no, repeats, falls silent and is called home, on three dock models",
        .enabled(if: PythonDockTests.isPlayable),
        .timeLimit(.minutes(14))
    )
    func foreignDock() async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // A child of a task has its signals blocked, and so would roostd below it.
        process.arguments = [
            "--default-signal", "--block-signal=", "/usr/bin/python3", "-B", Self.script,
        ]
        process.environment = ["BUILD": Self.build, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let told = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let lines = String(decoding: told, as: UTF8.self)
        let summary = lines.split(separator: "\n").filter { !$0.hasPrefix("  ok") }
        #expect(process.terminationStatus == 0, "\(summary.joined(separator: "\n"))")
    }
}
