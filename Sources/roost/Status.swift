// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost status`.
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One page that tells the truth about the site now.",
        discussion: "Examples: roost status; roost status --json; roost status --line"
    )

    @Flag(help: "One line, for a progress display.") var line = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/status")) }
        let status = try await client.get("/v1/status", as: StatusResource.self)
        if line {
            let sorties = try await client.get("/v1/sorties", as: Page<SortieResource>.self)
            return print(Self.line(status, sorties.items))
        }
        print(
            "\(connection.text(status.name)) (\(status.site))   \(status.localTime)"
                + (status.isSimulated ? "   simulated" : "") + "   roostd \(status.version)"
        )
        for reason in status.degraded { print("DEGRADED  \(connection.text(reason))") }
        for warning in status.warnings { print("WARNING   \(connection.text(warning))") }
        print(
            "docks     \(status.docksReady) ready, \(status.docksOnline) online of \(status.docks)"
        )
        print("sorties   \(status.sortiesOpen) open")
        let outcomes = status.patrols.outcomes.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print(
            "patrols   \(status.patrols.planned) planned on \(status.patrols.date ?? "-")"
                + (outcomes.isEmpty ? "" : ": \(outcomes)")
        )
        print("cases     \(status.casesOpen) open, \(status.casesInReview) wait for review")
        print("notices   \(status.noticesDead) dead or unknown")
        for hold in status.holds {
            print(
                "HOLD      \(hold.id) \(hold.scope) by \(hold.by) since \(clock(hold.since)): \(hold.reason)"
            )
        }
        for serial in status.notAdopted { print("SEEN      \(serial) is not adopted") }
        for (name, count) in status.counters.sorted(by: { $0.key < $1.key }) where count > 0 {
            print("          \(name) \(count)")
        }
    }

    /// Time of day, docks, patrols, alerts, and who flies what, in one line that fits the terminal.
    private static func line(_ status: StatusResource, _ sorties: [SortieResource]) -> String {
        let time = status.localTime.dropFirst(11).prefix(8)
        let outcomes = status.patrols.outcomes
        let flown = outcomes["flown"] ?? 0
        let others = outcomes.values.reduce(0, +) - flown
        let frames = status.counters["frames_accepted"] ?? 0
        let delivered = status.counters["deliveries{outcome=\"delivered\"}"] ?? 0
        let head =
            "\(time)  docks \(status.docksOnline)/\(status.docks)  patrols \(flown) flown"
            + (others > 0 ? ", \(others) not" : "")
            + "  frames \(frames)  cases \(status.casesOpen) open  notices \(delivered) out"
        let inTheAir = sorties.filter { flying.contains($0.state) }.sorted { $0.dock < $1.dock }
        let flights = inTheAir.map { sortie in
            "\(sortie.dock) \(sortie.route ?? "call")"
                + (sortie.percent.map { " \($0)%" } ?? " \(sortie.state)")
        }
        return Columns.fitted(head + "  | in the air \(inTheAir.count): ", flights)
    }

    /// States in which an aircraft is or may be in the air (SAFETY's table).
    private static let flying: Set = ["starting", "airborne", "returning", "unknown"]
}
