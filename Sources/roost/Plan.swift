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
              roost plan                                   the plan in force, and a chart of it
              roost plan show --date 2026-05-13            tomorrow's, from the evening on
              roost plan preview                           batteries, turn-round and conflicts ahead
              roost plan diff                              what is elsewhere than in the day's first plan
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
            if connection.json { return printJSON(try await client.bytes(path)) }
            let plan = try await client.get(path, as: PlanResource.self)
            guard let date = plan.date else {
                print("No plan is in force.")
                return
            }
            print(
                "\(date) (\(plan.dayType ?? "-"))\(plan.isInForce ? "" : ", not in force"): "
                    + "\(plan.planned) of \(plan.asked) patrols planned, served weight "
                    + "\(plan.servedWeight ?? 0), at least \(plan.reserve ?? 0) docks ready"
            )
            let runs = plan.runs.filter { band == nil || $0.band == band }
            connection.table(of: runs).print()
            let chart = PlanChart(runs, width: min(100, Columns.terminalWidth)).lines
            if !chart.isEmpty { print("\n" + chart.joined(separator: "\n")) }
            // Demands of rules end with their band, second looks begin with it.
            let rest = plan.unserved.filter { unserved in
                guard let band else { return true }
                return unserved.demand.hasSuffix("-\(band)")
                    || unserved.demand.hasPrefix("\(band)-")
            }
            guard !rest.isEmpty else { return }
            print("\nNot in the plan:")
            var table = Columns("DEMAND", "NO.", "REASON")
            for row in rest {
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
            let runs = plan.runs.filter { $0.first != nil || $0.state == "dropped" }
            if connection.json {
                return printJSON(try RoostJSON.encoder(isPretty: true).encode(runs))
            }
            guard !runs.isEmpty else {
                print("Every run of \(plan.date ?? "the day") is where its first plan had it.")
                return
            }
            var table = Columns("FIRST", "NOW", "ROUTE", "STATE", "WHY")
            for run in runs {
                let place = "\(run.dock) \(run.localStart.prefix(5))"
                let isDropped = run.state == "dropped"
                let why = isDropped ? run.reason : run.moved
                table.add(
                    run.first ?? place,
                    isDropped ? "-" : place,
                    run.route,
                    run.state,
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
            for day in preview.days {
                print(
                    "\(day.date)\(day.isDraft ? " (a draft, not planned yet)" : ""): "
                        + "\(day.runs.count) runs ahead, at most \(day.mostStarts) a minute"
                )
                var table = Columns("START", "BACK", "READY", "ROUTE", "DOCK", "BATTERY", "")
                for run in day.runs {
                    table.add(
                        run.start,
                        run.end,
                        run.ready,
                        run.route,
                        run.dock,
                        "\(run.batteryAtStart) > \(run.batteryAtEnd) %",
                        run.isBarredNow ? "dock barred now" : ""
                    )
                }
                if !day.runs.isEmpty { table.print() }
                for conflict in day.conflicts { print("conflict: \(connection.text(conflict))") }
                if day.conflicts.isEmpty { print("no conflicts") }
            }
            for dock in preview.barred { print("barred: \(connection.text(dock))") }
            if preview.days.isEmpty { print("Nothing is planned.") }
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
                  roost plan set --date 2026-10-10 --day restday --why marathon
                  roost plan set --date 2026-10-10 --day calendar --why "called off"
                A change that breaks a rule of planning is refused with the rule.
                """
        )

        @Argument(help: "A run of the plan in force, ROUTE@TIME.") var id: String?
        @Flag(help: "Take the run out.") var skip = false
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
            let client = Client(connection: connection)
            let receipt = try await client.post("/v1/plan/set", request, as: Receipt.self)
            try connection.show(receipt)
        }
    }
}

extension Connection {
    /// Runs by start.
    fileprivate func table(of runs: [RunResource]) -> Columns {
        var table = Columns("START", "ROUTE", "BAND", "DOCK", "STATE", "REASON")
        for run in runs {
            var words = run.reason.map { text($0) } ?? ""
            if let first = run.first, words.isEmpty {
                words = "was \(first): " + (run.moved.map { text($0) } ?? "")
            }
            table.add(run.localStart, run.route, run.band, run.dock, run.state, words)
        }
        return table
    }
}
