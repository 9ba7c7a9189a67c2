// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel
import Testing

/// The real roostd with the example district and no dock, in a data folder of its own, and a case that waits
/// for a decision.
final class RunningDaemon: Sendable {
    /// The one around the suite that runs.
    @TaskLocal static var current: RunningDaemon?

    static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Digests of what the sender's two pictures hold.
    static let pictures = [
        (
            text: "picture one\n",
            digest: "849dad99618b87c532e0223ade417277923deaa364b621652d67d31039510cad"
        ),
        (
            text: "picture two\n",
            digest: "d0bf99a80cdd67252f1ea12536ca8fba9b312fdd6b95e463f5866c78ab14d950"
        ),
    ]

    let folder: URL
    let port: Int
    private let process: pid_t

    var socket: String { folder.appending(path: "data/roost.sock").path }
    var address: String { "http://127.0.0.1:\(port)" }

    private init(folder: URL, port: Int, process: pid_t) {
        self.folder = folder
        self.port = port
        self.process = process
    }

    /// Starts it, waits until it answers, and lets a case come to review.
    static func start() async throws -> RunningDaemon {
        let files = FileManager.default
        let folder = files.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try freePort()
        try makeSite(in: folder, people: port, docks: try freePort())
        // Five times real time: what the daemon waits for comes sooner.
        let clock = try await Program.run("roostd", ["clock", "2026-05-12T07:30:00+08:00", "5"])
        let process = Process()
        // Should this process die, it ends all the same.
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "--kill-after=5", "240", "\(Program.build)/roostd", "run",
            folder.appending(path: "config/luohu").path, "--data",
            folder.appending(path: "data").path, "--clock",
            clock.output.trimmingCharacters(in: .newlines),
        ]
        process.environment = Program.clean
        let log = folder.appending(path: "roostd.log").path
        _ = files.createFile(atPath: log, contents: nil)
        let output = try #require(FileHandle(forWritingAtPath: log))
        (process.standardOutput, process.standardError) = (output, output)
        try process.run()
        let daemon = RunningDaemon(
            folder: folder,
            port: port,
            process: process.processIdentifier
        )
        do {
            try await daemon.begin()
        } catch {
            let said = try? String(contentsOfFile: log, encoding: .utf8)
            Issue.record("\(said ?? "")")
            daemon.stop()
            throw error
        }
        return daemon
    }

    func stop() {
        // The group: what it was started by has the signal blocked, as the threads of tests have.
        kill(-process, SIGTERM)
        try? FileManager.default.removeItem(at: folder)
    }

    /// What `roost` answers over the operators' socket, on a terminal of 80 columns.
    func roost(
        _ line: String,
        columns: Int = 80,
        language: String = "C.UTF-8",
        input: String = ""
    ) async throws -> Program.Outcome {
        let environment = ["ROOST_SOCKET": socket, "COLUMNS": "\(columns)", "LANG": language]
        return try await Program.run("roost", line.words, environment: environment, input: input)
    }

    private func begin() async throws {
        try #require(try await eventually { try await roost("status").code == 0 })
        let frames = folder.appending(path: "frames.json")
        try await frameBytes().write(to: frames)
        let sent = try await roost("send-frame \(frames.path)")
        try #require(sent.code == 0, "\(sent)")
        let waits = try await eventually {
            let cases = try await roost("cases --review --json").items
            return (cases.first?["evidence"] as? [[String: Any]] ?? []).count == 2
                && (cases.first?["evidence"] as? [[String: Any]] ?? [])
                    .allSatisfy { $0["is_sealed"] as? Bool == true }
        }
        try #require(waits, "no case came to review")
    }

    /// A car that is seen three times, and three times again over five minutes later.
    private func frameBytes() async throws -> Data {
        let text = try #require(try await roost("status --json").object["now"] as? String)
        let now = try #require(Timestamp(text))
        var frames: [[String: Any]] = [frame(0, at: now, sees: false)]
        for (number, age) in [400, 398, 396, 4, 2, 0].enumerated() {
            frames.append(frame(number + 1, at: now - .seconds(age), sees: true))
        }
        return try JSONSerialization.data(withJSONObject: frames)
    }

    private func frame(_ number: Int, at instant: Timestamp, sees: Bool) -> [String: Any] {
        let place: [String: Any] = ["lat": 22.5442, "lon": 114.107, "error_m": 1]
        let picture = Self.pictures[number < 4 ? 0 : 1]
        let pose: [String: Any] = [
            "lat": sees ? 22.5442 : 22.6, "lon": 114.107, "height_agl": 60,
            "gimbal": ["yaw": 0, "pitch": -90, "roll": 0], "fov": ["h": 73.7, "v": 45.7],
            "sigma": ["pos": 0.4, "height": 1, "angle": 0.2],
        ]
        let car: [String: Any] = [
            "label": "car", "confidence": 0.9, "box": [0.45, 0.45, 0.1, 0.1], "geo": place,
            "plate": ["text": "测B8K2Q1", "confidence": 0.95],
        ]
        let image: [String: Any] = [
            "ref": picture.digest, "role": "wide", "sha256": picture.digest,
            "bytes": picture.text.utf8.count,
        ]
        return [
            "schema": "roost.frame/1", "source": "edge-1", "frame_id": "f\(number)",
            "captured_at": "\(instant)", "kind": "video", "lens": "wide", "size": [64, 64],
            "pose": pose, "detections": sees ? [car] : [], "images": sees ? [image] : [],
        ]
    }

    /// The example district at ports of its own, the secret that its receiver needs, and the pictures of its
    /// analysis.
    private static func makeSite(in folder: URL, people: Int, docks: Int) throws {
        let files = FileManager.default
        for name in ["config", "hardware"] {
            let from = package.appending(path: name)
            try files.copyItem(at: from, to: folder.appending(path: name))
        }
        let file = folder.appending(path: "config/luohu/site.yaml")
        try String(contentsOf: file, encoding: .utf8)
            .replacingOccurrences(of: "127.0.0.1:8470", with: "127.0.0.1:\(people)")
            .replacingOccurrences(of: "127.0.0.1:8471", with: "127.0.0.1:\(docks)")
            .write(to: file, atomically: true, encoding: .utf8)
        try put(Data("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n".utf8), "secrets/catcher-hook")
        for (text, digest) in pictures {
            let second = digest.dropFirst(2).prefix(2)
            try put(Data(text.utf8), "media/\(digest.prefix(2))/\(second)/\(digest)")
        }
        func put(_ bytes: Data, _ name: String) throws {
            let file = folder.appending(path: "data").appending(path: name)
            try files.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            _ = files.createFile(
                atPath: file.path,
                contents: bytes,
                attributes: [.posixPermissions: 0o600]
            )
        }
    }

    /// A port that nobody listens on now.
    static func freePort() throws -> Int {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// Runs a suite against one daemon, which ends with it.
struct WithDaemon: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        let daemon = try await RunningDaemon.start()
        defer { daemon.stop() }
        try await RunningDaemon.$current.withValue(daemon) { try await function() }
    }
}
