// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A program that runs for the time of a measurement, in a folder of its own.
///
/// A class because it owns a process.
final class ChildProcess {
    let folder: URL
    private let process = Process()

    /// Starts a program; `arguments` are made from the folder.
    init(_ program: String, folder: URL, arguments: [String]) throws {
        self.folder = folder
        // Foundation passes on a worker's blocked signals: env takes them away.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["--default-signal", "--block-signal=", program] + arguments
        let log = folder.appending(path: "log")
        try Data().write(to: log)
        let handle = try FileHandle(forWritingTo: log)
        process.standardError = handle
        process.standardOutput = handle
        try process.run()
    }

    /// Waits until a try succeeds, at most 30 s.
    func wait<Value>(until attempt: () throws -> Value) throws -> Value {
        let end = Clock.seconds + 30
        while true {
            if let value = try? attempt() { return value }
            guard process.isRunning, Clock.seconds < end else {
                let log = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
                throw BenchError.program("a program did not start: \((log ?? "").suffix(800))")
            }
            usleep(50_000)
        }
    }

    /// Ends it and removes its folder.
    func end() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Resident memory in megabytes, and processor seconds so far.
    var figures: (megabytes: Int, seconds: Double) { Self.figures(of: identifier) }

    /// The process's number.
    var identifier: Int32 { process.processIdentifier }

    /// Resident memory in megabytes, and processor seconds so far, of a process.
    static func figures(of id: Int32) -> (megabytes: Int, seconds: Double) {
        let status = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
        let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)
        let fields = stat?.split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = fields.count > 12 ? (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0) : 0
        return (kilobytes / 1024, ticks / 100)
    }

    /// A new folder for a program; its path is short, for the sake of sockets in it.
    static func folder(_ name: String) throws -> URL {
        let number = UInt32.random(in: .min ... .max)
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "\(name)-\(String(number, radix: 36))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}
