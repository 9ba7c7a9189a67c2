// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The operators' program against the real daemon, which has fifteen docks of which none speaks, a plan, and
/// a case that waits for a decision.
@Suite(
    "roost against a running roostd",
    .enabled(if: Program.arePlayable),
    .timeLimit(.minutes(3)),
    .serialized,
    WithDaemon()
)
struct OperatorTests {
    let daemon: RunningDaemon

    init() throws { daemon = try #require(RunningDaemon.current) }

    func roost(
        _ line: String,
        columns: Int = 80,
        language: String = "C.UTF-8",
        input: String = ""
    ) async throws -> Program.Outcome {
        try await daemon.roost(line, columns: columns, language: language, input: input)
    }

    /// Done: exit code 0 and nothing on standard error.
    @discardableResult
    func done(
        _ line: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> Program.Outcome {
        let outcome = try await roost(line)
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)", sourceLocation: location)
        return outcome
    }

    /// Refused: exit code 1, the reason in either language, and as a problem for who asked for JSON.
    func refused(
        _ line: String,
        because code: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let english = try await roost(line)
        let isRefused = english.code == 1 && english.errors.contains("[\(code)]")
        #expect(isRefused && english.output.isEmpty, "\(english)", sourceLocation: location)
        let chinese = try await roost(line, language: "zh_CN.UTF-8")
        #expect(
            chinese.code == 1 && chinese.errors.hasChinese,
            "\(chinese)",
            sourceLocation: location
        )
        let json = try await roost("\(line) --json")
        let problem = try json.object
        #expect(
            json.code == 1 && json.errors.isEmpty && problem["code"] as? String == code
                && (problem["status"] as? Int ?? 0) >= 400,
            "\(json)",
            sourceLocation: location
        )
    }

    /// A verb that lists.
    struct Listing: Sendable, CustomTestStringConvertible {
        var line: String
        var english: String
        var chinese: String
        /// Members that the answer, or its first row, has.
        var members: [String]
        var needsRows = false

        var testDescription: String { line }
    }

    static let listings = [
        Listing(
            line: "docks",
            english: "DOCK  MODEL       LINK     AGE    BATTERY  WIND  SORTIE  READY",
            chinese: "机场  型号        连接  距今  电量  风速  架次  可起飞",
            members: ["id", "model", "link", "is_ready", "interlocks", "readings", "place"],
            needsRows: true
        ),
        Listing(
            line: "cases",
            english: "CASE  STATE ",
            chinese: "案件  状态",
            members: ["id", "state", "rule", "plate", "evidence", "first_seen"],
            needsRows: true
        ),
        Listing(
            line: "sorties",
            english: "SORTIE  MISSION  DOCK  ROUTE  SINCE  %  STATE",
            chinese: "架次  任务  机场  航线  自  %  状态",
            members: []
        ),
        Listing(
            line: "missions",
            english: "MISSION  START",
            chinese: "任务  开始",
            members: []
        ),
        Listing(
            line: "protocol drift",
            english: "DOCKS  FIRMWARE  KIND  SEEN  WHAT",
            chinese: "机场  固件  类别  次数  内容",
            members: []
        ),
        Listing(
            line: "openings",
            english: "OPENED",
            chinese: "调阅时间",
            members: []
        ),
        Listing(
            line: "notices",
            english: "NOTICE",
            chinese: "通知",
            members: []
        ),
    ]

    @Test("lists a table in either language that fits 80 columns, and JSON", arguments: listings)
    func listing(_ listing: Listing) async throws {
        for (language, head) in [("C.UTF-8", listing.english), ("zh_CN.UTF-8", listing.chinese)] {
            for columns in [80, 100] {
                let table = try await roost(listing.line, columns: columns, language: language)
                #expect(table.code == 0 && table.errors.isEmpty, "\(table)")
                #expect(table.lines.first?.hasPrefix(head) == true, "\(table)")
                #expect(table.lines.allSatisfy { $0.cells <= columns }, "\(table)")
            }
        }
        let items = try await roost("\(listing.line) --json").items
        #expect(!items.isEmpty || !listing.needsRows)
        if listing.needsRows {
            let missing = Set(listing.members).subtracting(items.first?.keys.map(\.self) ?? [])
            #expect(missing.isEmpty)
        }
    }

    @Test("shows the site on a page, in a line, and as JSON")
    func status() async throws {
        let page = try await done("status")
        #expect(page.lines.first?.hasPrefix("Luohu (luohu)   2026-05-12 07:") == true)
        #expect(page.output.contains("docks     0 ready, 0 online of 15\n"))
        #expect(page.output.contains("\ncases     "))
        let counted = "          inputs "
        #expect(!page.output.contains(counted) && page.lines.count < 24, "\(page)")
        #expect(try await done("status --counters").output.contains(counted))
        let chinese = try await roost("status", language: "zh_CN.UTF-8")
        #expect(chinese.lines.first?.hasPrefix("罗湖区 (luohu)") == true)
        #expect(chinese.output.contains("机场      共 15 个"))
        let line = try await done("status --line")
        #expect(line.lines.count == 1 && line.output.contains("docks 0/15"))
        let other = try await roost("status --line", language: "zh_CN.UTF-8")
        #expect(other.lines.count == 1 && other.output.contains("机场 0/15"))
        for text in [line, other] { #expect((text.lines.first?.cells ?? 0) <= 80, "\(text)") }
        let object = try await done("status --json").object
        #expect(object["docks"] as? Int == 15 && object["is_simulated"] as? Bool == true)
    }

    @Test("shows one dock, what holds it, why, and what is wrong with it")
    func dock() async throws {
        let page = try await done("dock D03")
        #expect(page.lines.first == "D03  Dock 03  DJI Dock 2  7CTDM2100B0003")
        #expect(page.output.contains("link      unknown, last heard never\n"))
        #expect(page.output.contains("  open    wind: not said [wind]\n"))
        let chinese = try await roost("dock D03", language: "zh_CN.UTF-8")
        #expect(chinese.output.contains("未满足  风速：未上报 [wind]"))
        #expect(try await done("dock D03 --json").object["id"] as? String == "D03")
        try await refused("dock D99", because: "unknown_subject")
        let why = try await done("why D03")
        #expect(why.output.hasPrefix("Dock D03 may not launch: fresh telemetry: not online"))
        let answer = try await done("why D03 --json").object["answer"] as? [String: Any]
        #expect(answer?.keys.sorted() == ["en", "zh"])
        try await refused("why nonsense", because: "unknown_subject")
        let absent = try await roost("why nonsense")
        #expect(absent.errors == "There is no nonsense. [unknown_subject]\n")
        let doctor = try await roost("doctor D03")
        #expect(doctor.code == 1 && doctor.errors == "First broken step: connected\n")
        #expect(doctor.output.contains("ok        roostd is connected to the broker\n"))
        #expect(try await !roost("doctor D03 --json").items.isEmpty)
    }

    @Test("sends nobody where no dock may go, and says why of each")
    func dispatch() async throws {
        let asked = try await roost("dispatch --to 22.54,114.12", input: "y\n")
        #expect(asked.code == 1 && asked.lines.count == 16, "\(asked)")
        #expect(asked.lines[0] == "DOCK  THERE IN  BATTERY  AGAINST IT")
        #expect(asked.lines.allSatisfy { $0.cells <= 80 }, "\(asked)")
        #expect(asked.errors == "No dock may go now; nothing was sent.\n")
        try await refused("dispatch --to 22.54,114.12 --yes", because: "no_dock_ready")
        try await refused("dispatch --to 1,2 --yes", because: "outside_district")
        try await refused("patrol run R04", because: "no_dock_ready")
        for verb in ["pause", "resume"] {
            try await refused("\(verb) D03", because: "dock_lost")
        }
        for line in ["zoom D03 5", "photo D03", "say D03 move-on"] {
            let outcome = try await roost(line)
            #expect(outcome.code == 1 && outcome.errors.contains("[wrong_state]"), "\(outcome)")
        }
        try await refused("sortie S-1", because: "unknown_subject")
        try await refused("mission M-999 cancel", because: "unknown_subject")
    }

    @Test("flies between two docks only when a person says yes, and both may")
    func relay() async throws {
        let line = "relay R04 --from D03 --to D05"
        let no = try await roost(line, input: "n\n")
        #expect(no.code == 1 && no.errors == "Not confirmed; nothing was sent.\n")
        #expect(no.output.hasPrefix("Fly R04 from D03 and land at D05? "))
        let chinese = try await roost(line, language: "zh_CN.UTF-8")
        #expect(chinese.code == 1 && chinese.errors == "未确认；未发送任何指令。\n")
        #expect(chinese.output.hasPrefix("从 D03 执飞 R04，降落于 D05？"))
        let yes = try await roost(line, input: "y\n")
        #expect(yes.code == 1 && yes.errors.hasSuffix("Nothing was sent. [relay_unable]\n"))
        let other = "relay R04 --from D03 --yes --to"
        for (dock, code) in [("D03", "relay_same_dock"), ("D06", "above_ceiling")] {
            let outcome = try await roost("\(other) \(dock)")
            #expect(outcome.code == 1 && outcome.errors.contains("[\(code)]"), "\(outcome)")
        }
        try await refused("relay R99 --from D03 --to D05 --yes", because: "unknown_subject")
    }

    @Test("shows the plan, what is ahead, what changed, and changes it")
    func plan() async throws {
        // It is made while the daemon runs already.
        let isPlanned = try await eventually(within: .seconds(60)) {
            try await roost("plan --json").object["is_in_force"] as? Bool == true
        }
        try #require(isPlanned)
        let shown = try await done("plan show --band am_peak")
        #expect(shown.output.contains(" patrols planned, "))
        #expect(shown.output.contains("\nSTART     ROUTE  BAND     DOCK  STATE"))
        #expect(shown.lines.allSatisfy { $0.cells <= 100 }, "\(shown)")
        let none = try await roost("plan show --band x")
        #expect(none.code == 1 && none.errors.hasPrefix("The plan has nothing in the band x; "))
        #expect(try await roost("plan show --date 2026-13-01").code == 2)
        #expect(try await done("plan show --date today").output == roost("plan show").output)
        try await refused("plan show --date yesterday", because: "unknown_subject")
        let object = try await done("plan --json").object
        let runs = try #require(object["runs"] as? [[String: Any]])
        let later = try #require(runs.first { ($0["local_start"] as? String ?? "") > "12:00" })
        let run = try #require(later["id"] as? String)
        let skipped = try await done("plan set \(run) --skip --why parade")
        #expect(skipped.output.contains("parade"), "\(skipped)")
        let changed = try await eventually {
            // What a person took out is in it, with who and why.
            let diff = try await roost("plan diff").output
            return diff.contains("cancelled") && diff.contains("parade")
        }
        let told = try await roost("plan diff").output
        #expect(changed, "\(told)")
        let diff = try await roost("plan diff --json")
        let rows = try JSONSerialization.jsonObject(with: Data(diff.output.utf8)) as? [Any]
        #expect(rows?.isEmpty == false)
        let restored = try await done("plan set \(run) --back --why 'no parade'")
        #expect(restored.output.contains("no parade"), "\(restored)")
        #expect(!(try await roost("plan diff").output.contains("cancelled")))
        try await refused("plan set \(run) --back --why again", because: "wrong_state")
        try await refused("plan set R99@07:30 --skip --why x", because: "unknown_subject")
        let preview = try await done("plan preview")
        #expect(preview.lines.contains { $0.hasPrefix("START     BACK      READY     ROUTE") })
        #expect(try await done("plan preview --json").object["days"] is [Any])
        let report = try await done("report")
        #expect(report.lines.first?.hasPrefix("2026-05-12 00:00 to 2026-05-12 07:") == true)
        #expect(try await done("report --json").object["planned"] is Int)
        #expect(try await roost("report --from 09:00 --to 08:00").code == 2)
        let ahead = try await done("report --from 08:00 --to 10:00")
        #expect(ahead.output.contains("planned: not due yet"), "\(ahead)")
    }

    @Test("shows where an aircraft can be in time, as a table, JSON and a map")
    func reach() async throws {
        let table = try await done("reach")
        #expect(table.lines.first?.contains("0 of 100 places within 10 min") == true)
        #expect(table.output.contains("\nDOCK  STATE    SPEED  RADIUS  REASON\n"))
        let object = try await done("reach --json").object
        #expect((object["docks"] as? [Any])?.count == 15 && object["limit_s"] as? Int == 600)
        let map = try await done("reach --geojson").object
        #expect(map["type"] as? String == "FeatureCollection")
    }
}
