// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Subprocess
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
        let result = try await Subprocess.run(
            .name("python3"),
            arguments: ["-B", Self.script],
            environment: .custom(["BUILD": Self.build, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]),
            output: .string(limit: 4 << 20),
            error: .combinedWithOutput
        )
        let summary = result.standardOutput.split(separator: "\n").filter { !$0.hasPrefix("  ok") }
        #expect(result.terminationStatus == .exited(0), "\(summary.joined(separator: "\n"))")
    }
}
