// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

// Cases, who may see and decide them, and what is kept back.
extension OperatorTests {
    @Test("opens an original by name and reason, which stays on record")
    func picture() async throws {
        let picture = RunningDaemon.pictures[0]
        let name = String(picture.digest.prefix(8))
        let first = daemon.folder.appending(path: "first.jpg").path
        let second = daemon.folder.appending(path: "second.jpg").path
        let opened = try await done("picture C-1 \(name) --reason appeal --out \(first)")
        #expect(opened.output == "\(first): 12 bytes; the opening is on record\n")
        #expect(try String(contentsOfFile: first, encoding: .utf8) == picture.text)
        let again = try await roost("picture C-1 \(name) --reason x --out \(first)")
        #expect(again.code == 2 && again.errors.contains("\(first) is there already"))
        let json = try await done(
            "picture C-1 \(name) --reason 'court 2026-118' --out \(second) --json"
        )
        #expect(try json.object["bytes"] as? Int == 12)
        #expect(try json.object["file"] as? String == second)
        let third = daemon.folder.appending(path: "third.jpg").path
        let unknown = try await roost("picture C-1 00000000 --reason x --out \(third)")
        #expect(unknown.code == 1 && unknown.errors.contains("[unknown_picture]"), "\(unknown)")
        #expect(!FileManager.default.fileExists(atPath: third))
        let table = try await done("openings")
        #expect(table.lines.first == "OPENED            BY    CASE  SHA-256           REASON")
        #expect(
            table.lines.dropFirst().allSatisfy {
                $0.hasPrefix("2026-05-12 07:") && $0.contains("  root  C-1   \(name)")
            }
        )
        let items = try await done("openings --case C-1 --json").items
        let reasons = items.map { ($0["values"] as? [String: Any])?["reason"] as? String }
        #expect(reasons == ["appeal", "court 2026-118"])
        #expect(try await done("openings --case C-9 --json").items.isEmpty)
    }

    @Test("keeps a case beyond its time, and ends that")
    func preservation() async throws {
        let added = try await done("preservation add C-1 --for 90d --reason 'appeal pending'")
        #expect(added.output.contains("is preserved by K-1 of root until 2026-08-10 07:"))
        let open = try await done("preservation add C-1 --reason 'court 2026-118' --json")
        #expect((try open.object["facts"] as? [Any])?.isEmpty == false)
        let table = try await done("preservations")
        let head = "PRESERVATION  CASE  SINCE             UNTIL             BY    REASON"
        #expect(table.lines.first == head)
        #expect(table.lines.allSatisfy { $0.cells <= 80 })
        #expect(table.lines.contains { $0.hasSuffix("a person ends it  root  court 2026-118") })
        let chinese = try await roost("preservations", language: "zh_CN.UTF-8")
        #expect(chinese.output.contains("人工解除"))
        try await done("preservation K-1 end --reason judged")
        try await refused("preservation K-1 end --reason judged", because: "already_ended")
        let over = try await roost("preservation K-1 end --reason judged")
        #expect(over.errors.hasPrefix("K-1 is over since 2026-05-12 07:"), "\(over)")
        try await refused("preservation add C-9 --reason x", because: "unknown_subject")
        try await refused("preservation K-9 end --reason x", because: "unknown_subject")
        let items = try await done("preservations --json").items
        #expect(items.map { $0["id"] as? String } == ["K-2", "K-1"])
        #expect(items.map { $0["is_in_force"] as? Bool } == [true, false])
    }

    @Test("a case is decided by another person than who sent its frames, and noticed")
    func decision() async throws {
        let shown = try await done("case C-1")
        #expect(shown.lines.first?.hasPrefix("C-1  in_review  rule parking-shennan") == true)
        #expect(shown.output.contains("evidence  849dad99618b87c5…  wide  "))
        #expect(try await done("case C-1 --json").object["state"] as? String == "in_review")
        #expect(try await roost("case C-1", language: "zh_CN").output.contains("待审核"))
        #expect(try await done("cases --review --json").items.count == 1)
        try await refused("case C-9", because: "unknown_subject")
        try await refused("case C-1 approve --reason ok", because: "self_review")
        let token = try await done("token add chen --role reviewer").lines.first ?? ""
        let person = "--server \(daemon.address) --token \(token)"
        let approved = try await roost("case C-1 approve --reason 'plate agreed' \(person)")
        #expect(approved.code == 0 && approved.output.contains("chen"), "\(approved)")
        let isNoticed = try await eventually {
            try await roost("notices --json").items.first?["id"] as? String == "N-1"
        }
        #expect(isNoticed)
        let table = try await done("notices")
        #expect(
            table.lines.contains { $0.hasPrefix("N-1     C-1   parking-shennan  2026-05-12 07:") }
        )
        #expect(table.lines.allSatisfy { $0.cells <= 80 }, "\(table)")
        // How it stands, not what was last said of it.
        let standing = "Notice N-1 of case C-1: "
        let why = try await done("why N-1").lines.first ?? ""
        #expect(why.hasPrefix(standing), "\(why)")
        let whole = try await done("why C-1").lines.first ?? ""
        #expect(whole.hasPrefix("Case C-1 is noticed by chen: notice N-1. \(standing)"), "\(whole)")
        #expect(try await done("notice N-1").lines.first?.hasPrefix(standing) == true)
        try await refused("notice N-9 ack", because: "unknown_subject")
        try await refused("case C-1 approve --reason 'once more'", because: "wrong_state")
    }

    @Test("keeps notices back for a time, and exempts a vehicle, until it ends")
    func silences() async throws {
        let silenced = try await done(
            "silence add --rule parking-renmin --at 22.5431,114.1180 --radius 80 --for 2h --deliver-after --reason 'road works'"
        )
        #expect(silenced.output.contains("Silence Q-1 by root until 2026-05-12 09:"))
        #expect(try await roost("silence add --rule x --for 2h --reason x").code == 2)
        try await done(
            "exemption add --plate 粤B8K2Q1 --kind permit --for 3d --at 22.5431,114.1180 --reason 'permit 17/26'"
        )
        for verb in ["silences", "exemptions"] {
            for columns in [80, 100] {
                let table = try await roost("\(verb)", columns: columns)
                #expect(table.lines.count == 2, "\(table)")
                #expect(table.lines.allSatisfy { $0.cells <= columns }, "\(table)")
                #expect(table.output.contains("2026-05-1"), "\(table)")
            }
            let items = try await done("\(verb) --json").items
            #expect(items.first?["is_in_force"] as? Bool == true)
        }
        try await done("silence Q-1 expire")
        try await done("exemption X-1 expire")
        try await refused("silence Q-1 expire", because: "already_ended")
        try await refused("exemption X-1 expire", because: "already_ended")
        try await refused("silence Q-9 expire", because: "unknown_subject")
        for verb in ["silences", "exemptions"] {
            #expect(try await done("\(verb)").output.contains("over"))
            #expect(try await roost("\(verb)", language: "zh").output.contains("已失效"))
        }
    }

    @Test(
        "what could not be taken is in quarantine, with its reason, and is taken in again by hand"
    )
    func quarantine() async throws {
        let file = daemon.folder.appending(path: "bad.json")
        try Data("[{\"schema\": \"roost.frame/9\", \"frame_id\": \"bad-1\"}]".utf8).write(to: file)
        let sent = try await roost("send-frame \(file.path)")
        #expect(sent.code == 1 && sent.errors == "No frame was taken in.\n", "\(sent)")
        #expect(sent.lines.last == "  0 bad-1: schema: schema is not roost.frame/1")
        let table = try await done("quarantine")
        let head = "NO.  RECEIVED          BY    REASON  TIMES  SHA-256       TOPIC"
        #expect(table.lines.first == head)
        #expect(table.lines.allSatisfy { $0.cells <= 80 })
        let items = try await done("quarantine --json").items
        let number = try #require(items.first?["id"] as? Int)
        let shown = try await done("quarantine show \(number)")
        #expect(shown.output.contains("roost.frame/9"))
        #expect(shown.output.contains("schema is not roost.frame/1"))
        #expect(try await done("quarantine show \(number) --json").object["id"] as? Int == number)
        let again = try await roost("quarantine retry \(number)")
        #expect(again.code == 1 && again.errors == "It is still in quarantine.\n", "\(again)")
        let kept = try await done("quarantine show \(number) --json").object
        #expect(kept["count"] as? Int == 1, "trying again is not one more time that it came")
        try Data("{".utf8).write(to: file)
        try await refused("send-frame \(file.path)", because: "frames_refused")
        #expect(try await roost("send-frame \(file.path)").errors.contains("frame 0: syntax: "))
        try await refused("quarantine show 999", because: "unknown_subject")
    }

    @Test("a changed rules file is tried on recorded frames, without the daemon")
    func rules() async throws {
        let stream = RunningDaemon.package
            .appending(path: "Tests/FramesTests/Fixtures/parking-basic.jsonl").path
        let rules = daemon.folder.appending(path: "rules.yaml")
        try "rules: []\n".write(to: rules, atomically: true, encoding: .utf8)
        let outcome = try await roost("rules test \(rules.path) \(stream)")
        #expect(outcome.code == 0 && !outcome.output.isEmpty, "\(outcome)")
        #expect(try await done("rules test \(rules.path) \(stream) --json").object.isEmpty == false)
        #expect(try await roost("rules test /nowhere \(stream)").code == 2)
    }
}
