// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Frames
import RoostEngine
import Testing

@testable import RoostDaemon

@Suite("Recordings of foreign formats")
struct ForeignReplayTests {
    private static func recording(_ headers: String) -> String {
        let zone = "[[[113.957,22.5425],[113.959,22.5425],[113.959,22.5435],[113.957,22.5425]]]"
        let head =
            #"{"kind":"scenario","name":"foreign","start":"2026-05-12T00:00:00Z","#
            + #""end":"2026-05-12T00:01:00Z","timezone":"UTC","zones":[{"id":"np","#
            + #""geometry":{"type":"Polygon","coordinates":\#(zone)}}],"rules":[],"#
            + #""adapters":[{"format":"ultralytics","topic":"yolo/+"}]}"#
        let body =
            #"[{"name":"car","class":2,"confidence":0.9,"#
            + #""box":{"x1":1,"y1":2,"x2":30,"y2":40}}]"#
        let line =
            #"{"kind":"frame","arrive_at":"2026-05-12T00:00:01Z","transport":"mqtt","#
            + #""topic":"yolo/one","headers":{\#(headers)},"body":\#(body)}"#
        return head + "\n" + line
    }

    private static func tally(_ headers: String) throws -> FrameReplay.Tally {
        let scenario = try ScenarioFile(recording(headers))
        var replay = try FrameReplay(scenario, store: try Store.inMemory(siteKey: 1))
        try replay.run()
        return replay.tally
    }

    @Test("a message is read by what its topic is bound to, with what stood beside it")
    func bound() throws {
        let beside =
            #""X-Roost-Source":"edge","X-Roost-Frame-Id":"7","#
            + #""X-Roost-Captured-At":"2026-05-12T00:00:00Z","X-Roost-Size":"1920x1080""#
        let tally = try Self.tally(beside)
        #expect(tally.accepted == 1 && tally.isComplete)
    }

    @Test("what is missing or malformed beside it is quarantined by name")
    func refused() throws {
        for beside in ["", #""X-Roost-Captured-At":"noon""#, #""X-Roost-Format":"none""#] {
            let tally = try Self.tally(beside)
            #expect(tally.accepted == 0 && tally.quarantined.values.reduce(0, +) == 1)
            #expect(tally.isComplete)
        }
    }
}
