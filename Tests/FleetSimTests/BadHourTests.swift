// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetSim
import Foundation
import Testing

/// FEATURES, "A bad hour": the story that an officer would tell of it, compared with the one on record.
@Suite("A bad hour")
struct BadHourTests {
    private static let file = Root.file("Tests/FleetSimTests/Fixtures/bad-hour.txt")

    /// What happened, without the verdicts' readings and without what only repeats.
    private static func story(_ lines: [String]) -> String {
        let left = [
            "fact    interlock.verdict", "fact    site.configured", "fact    case.",
            "fact    evidence.", "store   F63",
        ]
        return lines.filter { line in !left.contains { line.contains($0) } }
            .joined(separator: "\n") + "\n"
    }

    @Test("keeps every promise, comes to rest, and tells its story")
    func story() throws {
        var options = WorldOptions()
        options.site = try SimulatedSite.load(folder: Root.file("config/luohu").path)
        options.minutes = 65
        options.faults = .badHour
        options.isSparse = true
        options.keepsTranscript = true
        var world = try World(seed: 1, options: options)
        let summary = try world.run()
        #expect(summary.flights >= 10)
        #expect(summary.notices["notice.delivered", default: 0] > 0)
        let story = Self.story(summary.transcript)
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] != nil {
            try story.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        let known = try String(contentsOf: Self.file, encoding: .utf8)
        let (told, kept) = (story.split(separator: "\n"), known.split(separator: "\n"))
        let differs = zip(told, kept).first { $0 != $1 }
        #expect(differs == nil && told.count == kept.count, "the story differs: \(differs as Any)")
    }
}
