// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Foundation
import JSONText
import RoostModel
import Testing

@Suite("Scenarios")
struct ScenarioTests {
    static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")
    static let shared = fixtures.appending(path: "../../../../shared/alerts/scenarios")
        .standardizedFileURL

    /// A notice matches a violation of the truth: same rule, within 10 m, plate at most 2 apart.
    static func matches(_ notice: Notice, _ truth: JSONValue) -> Bool {
        let north = (notice.place.latitude - (truth["lat"]?.double ?? 0)) * 110_540
        let east = (notice.place.longitude - (truth["lon"]?.double ?? 0)) * 102_800
        return notice.rule.text == truth["rule"]?.string
            && (north * north + east * east).squareRoot() < 10
            && (truth["plate"]?.string == notice.plate?.text || truth["plate"]?.isNull == true)
    }

    @Test("parking-basic gives exactly the violations of the truth, each once and in time")
    func basic() throws {
        var replay = try ScenarioReplay(Self.fixtures.appending(path: "parking-basic.jsonl"))
        try replay.run()
        let file = Self.fixtures.appending(path: "truth.json")
        let all = try JSONReader().read(String(contentsOf: file, encoding: .utf8))
        let truth = all["scenarios"]?["parking-basic"]?["violations"]?.array ?? []
        #expect(truth.count == 4)
        #expect(replay.notices.count == truth.count)
        for violation in truth {
            let found = replay.notices.filter { Self.matches($0, violation) }
            #expect(found.count == 1)
            let confirmable = Timestamp(violation["confirmable_at"]?.string ?? "") ?? .epoch
            for notice in found {
                #expect(notice.issuedAt - confirmable <= .seconds(20))
                #expect(notice.match == "plate")
                #expect(notice.evidence.contains { $0.role == "wide_second" })
            }
        }
        #expect(replay.quarantined.isEmpty)
    }

    @Test("a restart before every seventh line changes nothing")
    func restart() throws {
        let file = Self.fixtures.appending(path: "parking-basic.jsonl")
        var one = try ScenarioReplay(file)
        try one.run()
        var other = try ScenarioReplay(file)
        try other.run(restartEvery: 7)
        #expect(one.book == other.book)
        #expect(one.notices == other.notices)
    }

    /// Writes notices for `score.py` when `ROOST_SCORE_DIR` says where.
    @Test(
        "every violation of the other parking scenarios is noticed, and nothing else",
        arguments: [
            "parking-noisy", "parking-swap", "parking-disorder", "clock-skew", "flood-poison",
        ]
    )
    func others(name: String) throws {
        let file = Self.shared.appending(path: "\(name).jsonl")
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        var replay = try ScenarioReplay(file)
        try replay.run()
        if let folder = ProcessInfo.processInfo.environment["ROOST_SCORE_DIR"] {
            let target = URL(filePath: folder).appending(path: "\(name).jsonl")
            try replay.scoreLines.write(to: target, atomically: true, encoding: .utf8)
            let log = replay.facts.map { "\($0.at) \($0.fact.code.rawValue) \($0.fact.text.en)" }
                .joined(separator: "\n")
            try log.write(
                to: URL(filePath: folder).appending(path: "\(name).facts"),
                atomically: true,
                encoding: .utf8
            )
        }
        let all = try JSONReader().read(
            String(contentsOf: Self.shared.appending(path: "truth.json"), encoding: .utf8)
        )
        let truth = all["scenarios"]?[name]?["violations"]?.array ?? []
        #expect(replay.notices.count == truth.count)
        for violation in truth {
            #expect(replay.notices.filter { Self.matches($0, violation) }.count == 1)
        }
    }
}
