// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost plan`.
struct Plan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The plan in force: who flies which patrol when, and what became of it.",
        discussion: "Example: roost plan --band am_peak"
    )

    @Option(help: "Only this band.") var band: String?
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/plan")) }
        let plan = try await client.get("/v1/plan", as: PlanResource.self)
        guard let date = plan.date else {
            print("No plan is in force.")
            return
        }
        print(
            "\(date) (\(plan.dayType ?? "-")), served weight \(plan.servedWeight ?? 0), "
                + "reserve \(plan.reserve ?? 0)"
        )
        var table = Columns("START", "ROUTE", "BAND", "DOCK", "STATE", "REASON")
        for run in plan.runs where band == nil || run.band == band {
            table.add(
                run.localStart,
                run.route,
                run.band,
                run.dock,
                run.state,
                run.reason.map { connection.text($0) } ?? ""
            )
        }
        table.print()
        guard !plan.unserved.isEmpty else { return }
        print("\nNot in the plan:")
        var rest = Columns("DEMAND", "NO.", "REASON")
        for row in plan.unserved { rest.add(row.demand, "\(row.number)", row.reason) }
        rest.print()
    }
}
