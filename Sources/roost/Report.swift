// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost report`.
struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "What was planned, flown and found, with a reason for each run that was not flown.",
        discussion: """
            Examples:
              roost report
              roost report --from 06:55 --to 09:35 --require-flown 0.9 --require-notice
            With a requirement, the exit code says whether it was met: 0 yes, 1 no.
            """
    )

    @Option(help: "From this local time of today, or RFC 3339.") var from: String?
    @Option(help: "To this local time of today, or RFC 3339.") var to: String?
    @Option(help: "Least share of planned patrols that must have been flown, 0 to 1.")
    var requireFlown: Double?
    @Flag(help: "At least one notice must have been delivered.") var requireNotice = false
    @OptionGroup var connection: Connection

    func validate() throws {
        guard requireFlown.map({ (0...1).contains($0) }) ?? true else {
            throw ValidationError("--require-flown takes a share from 0 to 1, such as 0.9")
        }
    }

    func run() async throws {
        let client = Client(connection: connection)
        var query: [URLQueryItem] = []
        if let from { query.append(URLQueryItem(name: "from", value: from)) }
        if let to { query.append(URLQueryItem(name: "to", value: to)) }
        var components = URLComponents()
        components.path = "/v1/report"
        components.queryItems = query.isEmpty ? nil : query
        let path = components.string ?? "/v1/report"
        let report = try await client.get(path, as: ReportResource.self)
        if connection.json {
            printJSON(try RoostJSON.encoder(isPretty: true).encode(report))
        } else {
            show(report)
        }
        try check(report)
    }

    private func show(_ report: ReportResource) {
        print(
            connection.words(
                "\(moment(report.from)) to \(moment(report.to))",
                "\(moment(report.from)) 至 \(moment(report.to))"
            )
        )
        for day in report.days { show(day) }
        showPatrols(of: report)
        let (launched, frames) = (report.launched, report.frames)
        connection.row(
            "sorties",
            "架次",
            connection.words("\(launched) launched", "起飞 \(launched) 架次")
        )
        connection.row(
            "frames",
            "帧",
            connection.words(
                "\(frames) taken in since roostd started",
                "roostd 启动以来接收 \(frames) 帧"
            )
        )
        let states = report.cases.sorted { $0.key < $1.key }
            .map { "\($0.value) \(connection.word($0.key))" }
        let opened = report.casesOpened
        let all = states.joined(separator: ", ")
        connection.row(
            "cases",
            "案件",
            connection.words("\(opened) opened", "立案 \(opened) 件")
                + (states.isEmpty ? "" : connection.words("; of all: \(all)", "；全部案件：\(all)"))
        )
        let (issued, delivered) = (report.noticesIssued, report.noticesDelivered)
        connection.row(
            "notices",
            "通知",
            connection.words(
                "\(issued) issued, \(delivered) delivered",
                "签发 \(issued) 件，送达 \(delivered) 件"
            ) + latency(report.deliveryLatenciesS)
        )
    }

    private func show(_ day: DayPlanned) {
        let type = connection.word(day.dayType)
        let reserve = day.reserve.map { "\($0)" } ?? "?"
        connection.row(
            "day",
            "日期",
            connection.words(
                "\(day.date) (\(type)): \(day.planned) of \(day.asked) patrols planned, "
                    + "at least \(reserve) docks ready at all times (asked: \(day.reserveAsked))",
                "\(day.date)（\(type)）：需求 \(day.asked) 次，计划 \(day.planned) 次，"
                    + "全天至少 \(reserve) 个机场待命（要求 \(day.reserveAsked) 个）"
            )
        )
    }

    private func showPatrols(of report: ReportResource) {
        let (planned, flown) = (report.planned, report.flown)
        let share = ReportResource.percent(flown, of: planned)
        connection.row(
            "patrols",
            "巡查",
            connection.words(
                "\(planned) planned, \(flown) flown (\(share) %)",
                "计划 \(planned) 次，已飞 \(flown) 次（\(share) %）"
            )
        )
        for run in report.others {
            let reason = run.reason.map { connection.text($0) }
            connection.row(
                "",
                "",
                "\(run.localStart) \(run.route) \(run.dock) \(connection.word(run.state)): "
                    + (reason ?? connection.words("no reason recorded", "未记录原因"))
            )
        }
        let looks = report.looks
        guard looks.planned > 0 else { return }
        connection.row(
            "looks",
            "复查",
            connection.words(
                "\(looks.planned) planned for cases, \(looks.flown) flown, \(looks.calledOff) needed no more",
                "为案件计划 \(looks.planned) 次，已飞 \(looks.flown) 次，不再需要 \(looks.calledOff) 次"
            )
        )
    }

    private func latency(_ seconds: [Double]) -> String {
        guard let least = seconds.first, let most = seconds.last else { return "" }
        let median = seconds[seconds.count / 2]
        return connection.words(
            " (issue to delivery: median \(median) s, least \(least) s, most \(most) s of site time)",
            "（签发至送达：中位 \(median) 秒，最短 \(least) 秒，最长 \(most) 秒，按现场时间）"
        )
    }

    private func check(_ report: ReportResource) throws {
        var misses: [String] = []
        if let requireFlown,
            Double(report.flown) < requireFlown * Double(report.planned)
                || report.planned == 0
        {
            misses.append(
                connection.words(
                    "only \(report.flown) of \(report.planned) planned patrols were flown",
                    "计划 \(report.planned) 次巡查，仅飞 \(report.flown) 次"
                )
            )
        }
        if requireFlown != nil, report.others.contains(where: { $0.reason == nil }) {
            misses.append(
                connection.words(
                    "a run that was not flown has no reason",
                    "有未飞的班次没有原因"
                )
            )
        }
        if requireNotice, report.noticesDelivered == 0 {
            misses.append(connection.words("no notice was delivered", "没有通知送达"))
        }
        guard misses.isEmpty else {
            let head = connection.words("NOT MET: ", "未达到要求：")
            throw Program.Failure(code: .refused, text: head + misses.joined(separator: "; "))
        }
    }
}

/// The command `roost quarantine`.
struct Quarantine: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Messages and frames that could not be taken: list, show one, take one in again.",
        discussion: """
            Examples:
              roost quarantine list
              roost quarantine show 17
              roost quarantine retry 17
            """
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable { case list, show, retry }

    @Argument(help: "list, show or retry.") var verb: Verb = .list
    @Argument(help: "The message's number, for show and retry.") var id: Int?
    @OptionGroup var connection: Connection

    func validate() throws {
        guard (verb == .list) == (id == nil) else {
            throw ValidationError("show and retry take a number, list takes none")
        }
    }

    func run() async throws {
        let client = Client(connection: connection)
        switch (verb, id) {
        case (.list, _), (_, nil): try await list(client)
        case (.show, let id?):
            if connection.json { return printJSON(try await client.bytes("/v1/quarantine/\(id)")) }
            let row = try await client.get("/v1/quarantine/\(id)", as: QuarantineResource.self)
            let (reason, first) = (connection.word(row.reason), moment(row.receivedAt))
            print(
                connection.words(
                    "\(id)  \(reason)  \(row.count) times, first \(first)",
                    "\(id)  \(reason)  共 \(row.count) 次，最初 \(first)"
                )
            )
            if let detail = row.detail { connection.row("wrong", "问题", detail) }
            let sender = row.sender.map { " (\($0))" } ?? ""
            connection.row("by", "来自", "\(row.transport) \(row.topic)\(sender)")
            connection.row("sha256", "sha256", row.sha256)
            print(row.head ?? "")
        case (.retry, let id?):
            let taken = try await client.post(
                "/v1/quarantine/\(id)/retry",
                ScopeRequest(),
                as: FramesAnswer.self
            )
            if connection.json { return printJSON(try RoostJSON.encoder().encode(taken)) }
            print(
                connection.words(
                    "\(taken.accepted) accepted, \(taken.duplicate) known already",
                    "接收 \(taken.accepted)，此前已有 \(taken.duplicate)"
                )
            )
            for item in taken.quarantined {
                let line = connection.line(item)
                print(connection.words("refused again: \(line)", "再次被拒：\(line)"))
            }
            guard taken.quarantined.isEmpty else {
                let words = connection.words("It is still in quarantine.", "仍在隔离区。")
                throw Program.Failure(code: .refused, text: words)
            }
        }
    }

    private func list(_ client: Client) async throws {
        if connection.json { return printJSON(try await client.bytes("/v1/quarantine")) }
        let page = try await client.get("/v1/quarantine", as: Page<QuarantineResource>.self)
        var table = Columns(connection, .number, .received, .by, .reason, .times, .sha256, .topic)
        for row in page.items {
            table.add(
                row.id.map(String.init) ?? "-",
                moment(row.receivedAt),
                row.transport,
                connection.word(row.reason),
                "\(row.count)",
                String(row.sha256.prefix(12)),
                row.topic
            )
        }
        table.print()
    }
}

/// The command `roost reload`.
struct Reload: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the site's folder again: checked, shown, applied whole or not at all.",
        discussion: "Example: roost reload"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let answer = try await client.post("/v1/reload", ScopeRequest(), as: ReloadResource.self)
        if connection.json {
            printJSON(try RoostJSON.encoder(isPretty: true).encode(answer))
        } else {
            for line in answer.faults { print(line) }
            for line in answer.differences { print(line) }
            for line in answer.needsRestart {
                print(connection.words("needs a restart: \(line)", "需重启：\(line)"))
            }
            if answer.isApplied, answer.differences.isEmpty {
                print(connection.words("nothing changed", "没有变化"))
            }
        }
        guard answer.isApplied else {
            let words =
                answer.faults.isEmpty
                ? connection.words(
                    "Nothing is reloaded: this takes a restart; the running configuration stays.",
                    "未重新加载：更改需重启生效；当前配置继续生效。"
                )
                : connection.words(
                    "The folder has faults; the running configuration stays.",
                    "配置目录有误；当前配置继续生效。"
                )
            throw Program.Failure(code: .refused, text: words)
        }
    }
}
