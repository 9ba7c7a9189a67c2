// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

extension Tag {
    /// Needs a real mosquitto, at `/usr/sbin/mosquitto`.
    @Tag static var broker: Self
}

/// A mosquitto of our own, on a free port of 127.0.0.1, in a temporary folder.
///
/// A shell between us and it ends it when its standard input closes: no broker outlives the tests,
/// however they end. A class: it owns processes and a folder.
final class BrokerProcess {
    static let program = "/usr/sbin/mosquitto"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    let folder: URL
    let port: Int
    private let settings: [String]
    private var shell: Process?
    private var input: Pipe?
    private var pid: Int32 = 0

    /// `settings` are lines for the configuration, in which `%FOLDER` is the folder; `prepare` puts
    /// files into the folder first.
    init(
        _ settings: [String] = ["allow_anonymous true"],
        prepare: (URL) throws -> Void = { _ in }
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "roost-mqtt-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try prepare(folder)
        let path = folder.path
        self.settings = settings.map { $0.replacing("%FOLDER", with: path) }
        port = try FreePort.next()
        try start()
    }

    deinit {
        end(SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends with the broker, and the broker with our end of its standard input.
    ///
    /// What the broker says goes into a file, so that nobody has to read on; that it listens is said here.
    private static let script = """
        exec 3<&0
        "$0" -c "$1" >"$1.log" 2>&1 &
        broker=$!
        echo pid $broker
        tries=0
        until grep -q ' running$' "$1.log"; do
            tries=$((tries + 1))
            [ $tries -lt 500 ] || { cat "$1.log"; break; }
            sleep 0.02
        done
        echo started
        (read -r line <&3 || kill -KILL $broker) &
        wait $broker
        """

    /// Starts it, again after `end`, and returns when it listens.
    func start() throws {
        let file = folder.appending(path: "mosquitto.conf")
        try lines().joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let (shell, input, output) = (Process(), Pipe(), Pipe())
        shell.executableURL = URL(filePath: "/usr/bin/env")
        // The signal mask of a task's thread would make SIGTERM unheard.
        shell.arguments = [
            "--default-signal", "--block-signal=", "sh", "-c",
            Self.script, Self.program, file.path,
        ]
        shell.standardInput = input
        shell.standardOutput = output
        try shell.run()
        (self.shell, self.input) = (shell, input)
        var text = ""
        while !text.hasSuffix("started\n") {
            let bytes = output.fileHandleForReading.availableData
            try #require(!bytes.isEmpty, "mosquitto did not start: \(text)")
            text += String(decoding: bytes, as: UTF8.self)
        }
        let lines = text.split(separator: "\n")
        try #require(lines.count == 2, "mosquitto did not start: \(text)")
        pid = try #require(lines.first { $0.hasPrefix("pid ") }.flatMap { Int32($0.dropFirst(4)) })
    }

    /// Ends it by a signal, and returns when it is gone.
    func end(_ signal: Int32) {
        guard let shell, let input else { return }
        kill(pid, signal)
        // `Process` waits until nobody holds what the shell inherited, so the watcher goes first.
        try? input.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        try? input.fileHandleForWriting.close()
        shell.waitUntilExit()
        (self.shell, self.input) = (nil, nil)
    }

    private func lines() -> [String] {
        var lines = ["log_dest stderr"]
        lines += ["max_inflight_messages 256", "max_queued_messages 100000"]
        if getuid() == 0 { lines.append("user root") }
        let listener = settings.first { $0.hasPrefix("listener ") } ?? "listener \(port) 127.0.0.1"
        return lines + [listener] + settings.filter { !$0.hasPrefix("listener ") } + [""]
    }
}
