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
        print("\(report.from) to \(report.to)")
        if let day = report.day {
            print(
                "day       \(day.date) (\(day.dayType)): \(day.planned) of \(day.asked) patrols planned, "
                    + "at least \(day.reserve) docks ready at all times (asked: \(day.reserveAsked))"
            )
        }
        let share = report.planned == 0 ? 0 : 100 * report.flown / report.planned
        print("patrols   \(report.planned) planned, \(report.flown) flown (\(share) %)")
        for run in report.others {
            print(
                "          \(run.localStart) \(run.route) \(run.dock) \(run.state): "
                    + (run.reason.map { connection.text($0) } ?? "no reason recorded")
            )
        }
        if report.looks.planned > 0 {
            print(
                "looks     \(report.looks.planned) planned for cases, \(report.looks.flown) flown, "
                    + "\(report.looks.calledOff) needed no more"
            )
        }
        print("sorties   \(report.launched) launched")
        print("frames    \(report.frames) taken in since roostd started")
        let states = report.cases.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        print(
            "cases     \(report.casesOpened) opened" + (states.isEmpty ? "" : ": ")
                + states.joined(separator: ", ")
        )
        print(
            "notices   \(report.noticesIssued) issued, \(report.noticesDelivered) delivered"
                + latency(report.deliveryLatenciesS)
        )
    }

    private func latency(_ seconds: [Double]) -> String {
        guard let least = seconds.first, let most = seconds.last else { return "" }
        return " (issue to delivery: median \(seconds[seconds.count / 2]) s, "
            + "least \(least) s, most \(most) s of site time)"
    }

    private func check(_ report: ReportResource) throws {
        var misses: [String] = []
        if let requireFlown,
            Double(report.flown) < requireFlown * Double(report.planned)
                || report.planned == 0
        {
            misses.append("only \(report.flown) of \(report.planned) planned patrols were flown")
        }
        if requireFlown != nil, report.others.contains(where: { $0.reason == nil }) {
            misses.append("a run that was not flown has no reason")
        }
        if requireNotice, report.noticesDelivered == 0 { misses.append("no notice was delivered") }
        guard misses.isEmpty else {
            throw Program.Failure(
                code: .refused,
                text: "NOT MET: " + misses.joined(separator: "; ")
            )
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
            print("\(id)  \(row.reason)  \(row.count) times, first \(clock(row.receivedAt))")
            print("by        \(row.transport) \(row.topic)")
            print("sha256    \(row.sha256)")
            print(row.head ?? "")
        case (.retry, let id?):
            let taken = try await client.post(
                "/v1/quarantine/\(id)/retry",
                ScopeRequest(),
                as: FramesAnswer.self
            )
            if connection.json { return printJSON(try RoostJSON.encoder().encode(taken)) }
            print("\(taken.accepted) accepted, \(taken.duplicate) known already")
            for item in taken.quarantined { print("refused again: \(item.reason)") }
            guard taken.quarantined.isEmpty else {
                throw Program.Failure(code: .refused, text: "It is still in quarantine.")
            }
        }
    }

    private func list(_ client: Client) async throws {
        if connection.json { return printJSON(try await client.bytes("/v1/quarantine")) }
        let page = try await client.get("/v1/quarantine", as: Page<QuarantineResource>.self)
        var table = Columns("NO", "RECEIVED", "BY", "REASON", "TIMES", "SHA-256", "TOPIC")
        for row in page.items {
            table.add(
                row.id.map(String.init) ?? "-",
                clock(row.receivedAt),
                row.transport,
                row.reason,
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
            for line in answer.needsRestart { print("needs a restart: \(line)") }
            if answer.isApplied, answer.differences.isEmpty { print("nothing changed") }
        }
        guard answer.isApplied else {
            throw Program.Failure(
                code: .refused,
                text: "The folder has faults; the running configuration stays."
            )
        }
    }
}
