// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost status`.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One page that tells the truth about the site now.",
        discussion: "Examples: roost status; roost status --counters; roost status --line"
    )

    @Flag(help: "One line, for a progress display.") var line = false
    @Flag(help: "Also what was counted since roostd began, as in /metrics.") var counters = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/status")) }
        let status = try await client.get("/v1/status", as: StatusResource.self)
        if line {
            let sorties = try await client.get("/v1/sorties", as: Page<SortieResource>.self)
            return print(line(status, sorties.items))
        }
        print(
            "\(connection.text(status.name)) (\(status.site))   \(status.localTime)"
                + (status.isSimulated ? connection.words("   simulated", "   模拟") : "")
                + "   roostd \(status.version)"
        )
        for reason in status.degraded { connection.row("DEGRADED", "降级", connection.text(reason)) }
        for warning in status.warnings { connection.row("WARNING", "警告", connection.text(warning)) }
        counts(of: status)
        for hold in status.holds { connection.show(hold) }
        for serial in status.notAdopted {
            let text = connection.words("\(serial) is not adopted", "\(serial) 未纳管")
            connection.row("SEEN", "发现", text)
        }
        guard counters else { return }
        for (name, count) in status.counters.sorted(by: { $0.key < $1.key }) where count > 0 {
            print("          \(name) \(count)")
        }
    }

    private func counts(of status: StatusResource) {
        let (ready, online, all) = (status.docksReady, status.docksOnline, status.docks)
        let silent = status.docksSilent.count
        connection.row(
            "docks",
            "机场",
            connection.words(
                "\(ready) ready, \(online) online"
                    + (silent > 0 ? ", \(silent) silent" : "") + " of \(all)",
                "共 \(all) 个，在线 \(online) 个，可起飞 \(ready) 个"
                    + (silent > 0 ? "，失联 \(silent) 个" : "")
            )
        )
        let open = status.sortiesOpen
        let unheard = status.sortiesUnheard.count
        let trouble = Set(status.sortiesInTrouble.map(\.sortie)).count
        connection.row(
            "sorties",
            "架次",
            connection.words(
                "\(open) open" + (unheard > 0 ? ", \(unheard) not heard of" : "")
                    + (trouble > 0 ? ", \(trouble) to look at" : ""),
                "进行中 \(open) 个" + (unheard > 0 ? "，其中 \(unheard) 个无消息" : "")
                    + (trouble > 0 ? "，\(trouble) 个需关注" : "")
            )
        )
        let outcomes = status.patrols.outcomes.sorted { $0.key < $1.key }
            .map { "\($0.value) \(connection.word($0.key))" }.joined(separator: ", ")
        let (planned, date) = (status.patrols.planned, status.patrols.date ?? "-")
        connection.row(
            "patrols",
            "巡查",
            connection.words("\(planned) planned on \(date)", "\(date) 计划 \(planned) 次")
                + (outcomes.isEmpty ? "" : ": \(outcomes)")
        )
        let (cases, review) = (status.casesOpen, status.casesInReview)
        connection.row(
            "cases",
            "案件",
            connection.words(
                "\(cases) open, \(review) wait for review",
                "未结 \(cases) 件，待审核 \(review) 件"
            )
        )
        let dead = status.noticesDead
        let stuck = status.receiversInTrouble.joined(separator: ", ")
        connection.row(
            "notices",
            "通知",
            connection.words(
                "\(dead) dead or unknown" + (stuck.isEmpty ? "" : "; not reached: \(stuck)"),
                "未送达或结果未知 \(dead) 件" + (stuck.isEmpty ? "" : "；未能送达：\(stuck)")
            )
        )
    }

    /// Time of day, docks, patrols, alerts, and who flies what, in one line that fits the terminal.
    private func line(_ status: StatusResource, _ sorties: [SortieResource]) -> String {
        let time = status.localTime.dropFirst(11).prefix(8)
        let outcomes = status.patrols.outcomes
        let flown = outcomes["flown"] ?? 0
        let others = outcomes.values.reduce(0, +) - flown
        let frames = status.counters["frames_accepted"] ?? 0
        let delivered = status.counters["deliveries{outcome=\"delivered\"}"] ?? 0
        let docks = "\(status.docksOnline)/\(status.docks)"
        let alarm = alarm(status)
        let head = connection.words(
            "\(time)\(alarm)  docks \(docks)  patrols \(flown) flown"
                + (others > 0 ? ", \(others) not" : "")
                + "  frames \(frames)  cases \(status.casesOpen) open  notices \(delivered) out",
            "\(time)\(alarm)  机场 \(docks)  巡查已飞 \(flown)" + (others > 0 ? "，未飞 \(others)" : "")
                + "  帧 \(frames)  未结案件 \(status.casesOpen)  已送达通知 \(delivered)"
        )
        let inTheAir = sorties.filter { Self.flying.contains($0.state) }.sorted {
            $0.dock < $1.dock
        }
        let troubles = Dictionary(
            status.sortiesInTrouble.map { ($0.sortie, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let flights = inTheAir.map { sortie in
            "\(sortie.dock) \(sortie.route ?? connection.words("call", "出警"))"
                + (status.sortiesUnheard.contains(sortie.id)
                    ? connection.words(" not heard of", " 无消息")
                    : troubles[sortie.id].map { " " + words(of: $0.kind) } ?? sortie
                        .percent.map { " \($0)%" } ?? " \(connection.word(sortie.state))")
        }
        let unheard = inTheAir.count { status.sortiesUnheard.contains($0.id) }
        let count = inTheAir.count - unheard
        let air =
            unheard == 0
            ? connection.words("  | in the air \(count): ", "  | 飞行中 \(count)：")
            : connection.words(
                "  | in the air \(count), not heard of \(unheard): ",
                "  | 飞行中 \(count)，无消息 \(unheard)："
            )
        guard Columns.width(of: head + air) <= Columns.lineWidth else {
            return Columns.cut(head, to: Columns.lineWidth)
        }
        return Columns.fitted(head + air, flights)
    }

    /// What must be seen first: launches are barred, docks are silent, or something needs a person.
    private func alarm(_ status: StatusResource) -> String {
        // Silence and flights not heard of have words of their own.
        let own = [status.docksSilent, status.sortiesUnheard].count { !$0.isEmpty }
        let warnings = max(0, status.warnings.count - own)
        let silent = status.docksSilent.count
        return (status.degraded.isEmpty ? "" : connection.words("  DEGRADED", "  降级"))
            + (silent == 0 ? "" : connection.words("  SILENT \(silent)", "  失联 \(silent)"))
            + (warnings == 0 ? "" : connection.words("  WARNING \(warnings)", "  警告 \(warnings)"))
    }

    private func words(of kind: String) -> String {
        connection.word(kind).replacing("_", with: " ")
    }

    /// States in which an aircraft is or may be in the air (SAFETY's table).
    private static let flying: Set = ["starting", "airborne", "returning", "unknown"]
}

extension Connection {
    /// A hold's scope as the API names it, in Chinese: a dock's name, `zone Z01` or `fleet`.
    private func chinese(_ scope: String) -> String {
        if scope == "fleet" { return "全部机场" }
        return scope.hasPrefix("zone ") ? "区域 \(scope.dropFirst(5))" : scope
    }

    /// What bars launches, with whose word it was.
    func show(_ hold: HoldResource) {
        let since = moment(hold.since)
        let end = hold.until.map(moment)
        let isWork = hold.isMaintenance == true
        let kind = isWork ? words(", work at the dock", "，机场维护") : ""
        let until = end.map { words(" until \($0)", " 至 \($0)") } ?? ""
        row(
            "HOLD",
            "停飞令",
            words(
                "\(hold.id) \(hold.scope)\(kind) by \(hold.by) since \(since)\(until): \(hold.reason)",
                "\(hold.id) \(chinese(hold.scope))\(kind)，\(hold.by) 自 \(since)\(until)：\(hold.reason)"
            )
        )
    }
}
