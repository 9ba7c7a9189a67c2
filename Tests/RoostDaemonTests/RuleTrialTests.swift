// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import RoostDaemon

@Suite("What a changed rules file would have done")
struct RuleTrialTests {
    /// A camera over the middle of a zone, and a car below it at two passes.
    private static func recording() -> String {
        let zone =
            #"[[[113.957,22.5425],[113.959,22.5425],[113.959,22.5435],[113.957,22.5435],"#
            + #"[113.957,22.5425]]]"#
        let rule =
            #"{"id":"parking","domain":"illegal_parking","zone":"np","mode":"revisit","#
            + #""labels":["car"],"grace_s":300,"review":"auto"}"#
        let head =
            #"{"kind":"scenario","name":"trial","start":"2026-05-12T00:00:00Z","#
            + #""end":"2026-05-12T00:20:00Z","timezone":"Asia/Shanghai","review":"auto","#
            + #""zones":[{"id":"np","geometry":{"type":"Polygon","coordinates":\#(zone)}}],"#
            + #""rules":[\#(rule)]}"#
        let frames = [0, 1, 2, 400, 401, 402].map { second -> String in
            let at = "2026-05-12T00:0\(second / 60):\(second % 60 < 10 ? "0" : "")\(second % 60)Z"
            let box = #""box":[0.49,0.49,0.02,0.02]"#
            let car = #"{"label":"car","confidence":0.8,\#(box)}"#
            return #"{"kind":"frame","arrive_at":"\#(at)","transport":"http","body":"#
                + #"{"schema":"roost.frame/1","source":"e","frame_id":"f\#(second)","#
                + #""captured_at":"\#(at)","kind":"video","lens":"wide","size":[1920,1080],"#
                + #""pose":{"lat":22.543,"lon":113.958,"height_agl":60,"#
                + #""gimbal":{"yaw":0,"pitch":-90,"roll":0},"fov":{"h":73.74,"v":45.75}},"#
                + #""detections":[\#(car)]}}"#
        }
        return ([head] + frames).joined(separator: "\n")
    }

    private static func trial(_ rule: String) throws -> RuleTrial {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "roost-trial-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (rules, scenario) = (
            folder.appending(path: "r.yaml"), folder.appending(path: "s.jsonl")
        )
        try Data("rules:\n  - {\(rule)}\n".utf8).write(to: rules)
        try Data(recording().utf8).write(to: scenario)
        return try RuleTrial(rules: rules.path, scenario: scenario.path, site: nil)
    }

    private static let base = "domain: illegal_parking, zone: np, mode: revisit, receivers: [x], "

    @Test(
        "cases and notices that would be new, gone, changed or the same are told apart",
        arguments: [
            ("id: parking, labels: [car], evidence: [], review: auto", ["same"], ["same"]),
            (
                "id: parking, labels: [car], grace_s: 900, evidence: [], review: auto", ["changed"],
                ["gone"]
            ),
            ("id: parking, labels: [van], evidence: [], review: auto", ["gone"], ["gone"]),
            (
                "id: other, labels: [car], evidence: [], review: auto", ["gone", "new"],
                ["gone", "new"]
            ),
            ("id: parking, labels: [car], evidence: [], review: human", ["changed"], ["gone"]),
        ] as [(String, [String], [String])]
    )
    func rows(rule: String, cases: [String], notices: [String]) throws {
        let trial = try Self.trial(Self.base + rule)
        #expect(trial.rows.map(\.change) == cases)
        #expect(trial.rows.compactMap(\.notice) == notices)
    }

    @Test("a faulty rules file is named with its line")
    func faulty() throws {
        let error = #expect(throws: DaemonError.self) {
            try Self.trial(
                "id: parking, domain: illegal_parking, zone: nq, mode: revisit, labels: [car], receivers: [x]"
            )
        }
        #expect("\(String(describing: error))".contains(":2:"))
    }
}
