// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Frames
import Testing

@testable import RoostDaemon

@Suite("Recordings of frames")
struct RecordingTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Runs with a file of these lines.
    private static func with<Value>(_ text: String, _ body: (String) throws -> Value) throws
        -> Value
    {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "roost-recording-\(UUID().uuidString).jsonl")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try body(file.path)
    }

    /// A frame with a car at a place of the example district.
    private static func frame(_ second: Int) -> String {
        let at =
            "2026-05-12T07:\(10 + second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)+08:00"
        return
            #"{"schema":"roost.frame/1","source":"e","frame_id":"f\#(second)","captured_at":"\#(at)","#
            + #""kind":"video","detections":[{"label":"car","confidence":0.9,"#
            + #""geo":{"lat":22.544213,"lon":114.117040,"error_m":2}}]}"#
    }

    @Test("the one in docs/recordings.md gives one notice as it stands there")
    func document() throws {
        let page = Self.package.appending(path: "docs/recordings.md")
        let blocks = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
        let text = try #require(blocks.first { $0.hasPrefix("jsonl\n") }).dropFirst("jsonl\n".count)
        let report = try Self.with(String(text)) { try FrameReplay.play(file: $0, data: nil) }
        #expect(report.notices.count == 1)
        #expect(report.summary.contains("6 frames = 6 accepted"))
    }

    @Test("plain frames are played under a site's zones and rules, in the order of their time")
    func plain() throws {
        let site = Self.package.appending(path: "config/luohu").path
        let seconds = [401, 400, 402, 0, 1, 2]
        let lines = seconds.map { Self.frame($0) }.joined(separator: "\n")
        let report = try Self.with(lines) { try FrameReplay.play(file: $0, data: nil, site: site) }
        #expect(report.summary.contains("6 frames = 6 accepted"))
        #expect(!report.summary.hasSuffix("cases: "), "\(report.summary)")
        let list = "[" + seconds.map { Self.frame($0) }.joined(separator: ",") + "]"
        let rules = Self.package.appending(path: "config/luohu/rules.yaml").path
        let trial = try Self.with(list) { try RuleTrial(rules: rules, scenario: $0, site: site) }
        #expect(trial.rows.map(\.change) == ["same"])
    }

    @Test(
        "what is no recording is refused with what is wanted",
        arguments: [
            (frame(0), "--site FOLDER"), (#"{"arrive_at":"now"}"#, "--site FOLDER"),
            ("", "--site FOLDER"),
        ]
    )
    func headless(text: String, word: String) throws {
        #expect {
            try Self.with(text) { try FrameReplay.play(file: $0, data: nil) }
        } throws: {
            "\($0)".contains(word) && "\($0)".contains("line 1")
                && "\($0)".contains("docs/recordings.md")
        }
    }

    @Test("a line that is none is refused with its number and what is wanted")
    func lines() throws {
        let site = Self.package.appending(path: "config/luohu").path
        for line in [
            #"{"captured_at":"2026-05-12T07:10:00+08:00"}"#,
            #"{"arrive_at":"2026-05-12T07:10:00Z"}"#,
        ] {
            #expect {
                try Self.with(Self.frame(0) + "\n" + line) {
                    try FrameReplay.play(file: $0, data: nil, site: site)
                }
            } throws: {
                "\($0)".contains("line 2") && "\($0)".contains("roost.frame/1")
            }
        }
    }
}
