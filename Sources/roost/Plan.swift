// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost plan`.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who flies which patrol when, what became of it, and what people change in it.",
        discussion: """
            Examples:
              roost plan                         the plan in force, and a chart of it
              roost plan show --date 2026-05-13  tomorrow's, from the evening on
              roost plan preview                 batteries, turn-round and conflicts ahead
              roost plan diff                    what the day's first plan had elsewhere
              roost plan set R04@07:30 --dock D05 --why "crane at D03"
            """,
        subcommands: [Show.self, Preview.self, Diff.self, Change.self],
        defaultSubcommand: Show.self
    )

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A day's plan as a table and a chart.",
            discussion: "Example: roost plan show --band am_peak"
        )

        @Option(help: "The service day: today, yesterday, or from the evening on tomorrow.")
        var date: String?
        @Option(help: "Only this band.") var band: String?
        @OptionGroup var connection: Connection

        func run() async throws {
            let path = "/v1/plan" + (date.map { "?date=\($0)" } ?? "")
            let client = Client(connection: connection)
            var plan = try await client.get(path, as: PlanResource.self)
            if let band { try narrow(&plan, to: band) }
            if connection.json {
                return printJSON(try RoostJSON.encoder(isPretty: true).encode(plan))
            }
            guard let date = plan.date else {
                return print(connection.words("No plan is in force.", "没有生效的计划。"))
            }
            let day = connection.word(plan.dayType ?? "-")
            let weight = plan.servedWeight.map { "\($0)" } ?? "?"
            let reserve = plan.reserve.map { "\($0)" } ?? "?"
            print(
                connection.words(
                    "\(date) (\(day))\(plan.isInForce ? "" : ", not in force"): "
                        + "\(plan.planned) of \(plan.asked) patrols planned, served weight "
                        + "\(weight), at least \(reserve) docks ready",
                    "\(date)（\(day)）\(plan.isInForce ? "" : "，未生效")："
                        + "需求 \(plan.asked) 次，计划 \(plan.planned) 次，"
                        + "完成权重 \(weight)，至少 \(reserve) 个机场待命"
                )
            )
            connection.table(of: plan.runs).print()
            let chart = PlanChart(plan.runs, width: min(100, Columns.terminalWidth)).lines
            if !chart.isEmpty { print("\n" + chart.joined(separator: "\n")) }
            printRest(of: plan)
        }

        /// Leaves a band's runs and what of it is not in the plan.
        private func narrow(_ plan: inout PlanResource, to band: String) throws {
            let bands = Set(plan.runs.map(\.band)).sorted().joined(separator: ", ")
            plan.runs = plan.runs.filter { $0.band == band }
            // Demands of rules end with their band, second looks begin with it.
            plan.unserved = plan.unserved.filter { unserved in
                unserved.demand.hasSuffix("-\(band)") || unserved.demand.hasPrefix("\(band)-")
            }
            guard plan.runs.isEmpty, plan.unserved.isEmpty else { return }
            let words = connection.words(
                "The plan has nothing in the band \(band); it has \(bands.isEmpty ? "none" : bands).",
                "计划中没有时段 \(band)；现有时段：\(bands.isEmpty ? "无" : bands)。"
            )
            throw Program.Failure(code: .refused, text: words)
        }

        private func printRest(of plan: PlanResource) {
            guard !plan.unserved.isEmpty else { return }
            print("\n" + connection.words("Not in the plan:", "未列入计划："))
            var table = Columns(connection, .demand, .number, .reason)
            for row in plan.unserved {
                table.add(
                    row.demand,
                    "\(row.number)",
                    row.text.map { connection.text($0) } ?? row.reason
                )
            }
            table.print()
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What is elsewhere than in the day's first plan, or not flown, and why.",
            discussion: "Example: roost plan diff"
        )

        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            let plan = try await client.get("/v1/plan", as: PlanResource.self)
            let notFlown: Set = ["dropped", "missed", "skipped", "refused", "cancelled"]
            let runs = plan.runs.filter { $0.first != nil || notFlown.contains($0.state) }
            if connection.json {
                return printJSON(try RoostJSON.encoder(isPretty: true).encode(runs))
            }
            guard !runs.isEmpty else {
                let date = plan.date ?? connection.words("the day", "当日")
                return print(
                    connection.words(
                        "Every run of \(date) is where its first plan had it.",
                        "\(date) 的所有班次均与首次计划一致。"
                    )
                )
            }
            var table = Columns(connection, .first, .now, .route, .state, .why)
            for run in runs {
                let place = "\(run.dock) \(run.localStart.prefix(5))"
                let isOut = notFlown.contains(run.state)
                let why = isOut ? run.reason : run.moved
                table.add(
                    run.first ?? place,
                    isOut ? "-" : place,
                    run.route,
                    connection.word(run.state),
                    why.map { connection.text($0) } ?? ""
                )
            }
            table.print()
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The next 24 hours counted from the docks as they are: nothing is flown.",
            discussion: "Example: roost plan preview"
        )

        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            if connection.json { return printJSON(try await client.bytes("/v1/plan/preview")) }
            let preview = try await client.get("/v1/plan/preview", as: PreviewResource.self)
            for day in preview.days { show(day) }
            for dock in preview.barred {
                connection.row("barred", "不可起飞", connection.text(dock))
            }
            if preview.days.isEmpty { print(connection.words("Nothing is planned.", "没有计划。")) }
            // Once more at the end, where a long table leaves the eye.
            switch preview.days.reduce(0, { $0 + $1.conflicts.count }) {
            case 0: print(connection.words("no conflicts", "无冲突"))
            case 1: print(connection.words("1 conflict, told above", "1 处冲突，见上"))
            case let count:
                print(connection.words("\(count) conflicts, told above", "\(count) 处冲突，见上"))
            }
        }

        private func show(_ day: PreviewResource.Day) {
            let (runs, most) = (day.runs.count, day.mostStarts)
            print(
                connection.words(
                    "\(day.date)\(day.isDraft ? " (a draft, not planned yet)" : ""): "
                        + "\(runs) runs ahead, at most \(most) a minute",
                    "\(day.date)\(day.isDraft ? "（草案，尚未计划）" : "")："
                        + "待执行 \(runs) 班，每分钟最多 \(most) 班"
                )
            )
            var table = Columns(connection, .start, .back, .ready, .route, .dock, .battery, .blank)
            for run in day.runs {
                table.add(
                    run.start,
                    run.end,
                    run.ready,
                    run.route,
                    run.dock,
                    "\(run.batteryAtStart) > \(run.batteryAtEnd) %",
                    run.isBarredNow ? connection.words("dock barred now", "机场目前不可起飞") : ""
                )
            }
            if !day.runs.isEmpty { table.print() }
            for conflict in day.conflicts {
                connection.row("conflict", "冲突", connection.text(conflict))
            }
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract:
                "Change a run of the plan, or what kind of day a date is; recorded by your name.",
            discussion: """
                Examples:
                  roost plan set R04@07:30 --dock D05 --why "crane at D03"
                  roost plan set R04@07:30 --start 07:45 --why "school run"
                  roost plan set R04@07:30 --skip --why parade
                  roost plan set R04@07:30 --back --why "no parade"
                  roost plan set --date 2026-10-10 --day restday --why marathon
                  roost plan set --date 2026-10-10 --day calendar --why "called off"
                A change that breaks a rule of planning is refused with the rule.
                """
        )

        @Argument(help: "A run of the plan in force, ROUTE@TIME.") var id: String?
        @Flag(help: "Take the run out.") var skip = false
        @Flag(help: "Put a run back that was taken out.") var back = false
        @Option(help: "Who flies it.") var dock: String?
        @Option(help: "When it starts, such as 07:45.") var start: String?
        @Option(help: "A date, such as 2026-10-10.") var date: String?
        @Option(help: "Its type: workday, restday, holiday, makeup, or calendar.") var day: String?
        @Option(help: "Why, for the record.") var why: String
        @OptionGroup var connection: Connection

        func validate() throws {
            guard (id != nil) != (date != nil) else {
                throw ValidationError("name a run, or say --date and --day")
            }
        }

        func run() async throws {
            var request = PlanChangeRequest(why: why)
            (request.run, request.dock, request.start) = (id, dock, start)
            (request.date, request.day) = (date, day)
            if skip { request.skip = true }
            if back { request.back = true }
            let client = Client(connection: connection)
            let receipt = try await client.post("/v1/plan/set", request, as: Receipt.self)
            try connection.show(receipt)
        }
    }
}

extension Connection {
    /// Runs by start.
    fileprivate func table(of runs: [RunResource]) -> Columns {
        var table = Columns(self, .start, .route, .band, .dock, .state, .reason)
        for run in runs {
            var words = run.reason.map { text($0) } ?? ""
            if let first = run.first, words.isEmpty {
                let moved = run.moved.map { text($0) } ?? ""
                words = self.words("was \(first): \(moved)", "原为 \(first)：\(moved)")
            }
            table.add(run.localStart, run.route, run.band, run.dock, word(run.state), words)
        }
        return table
    }
}
