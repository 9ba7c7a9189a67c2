// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost sorties`.
struct Sorties: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open sorties, and those that ended lately.",
        discussion: "Example: roost sorties"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/sorties")) }
        let page = try await client.get("/v1/sorties", as: Page<SortieResource>.self)
        var table = Columns(connection, .sortie, .mission, .dock, .route, .since, .percent, .state)
        for sortie in page.items {
            table.add(
                sortie.id,
                sortie.mission ?? "-",
                sortie.dock,
                sortie.route ?? "-",
                clock(sortie.since),
                sortie.percent.map { "\($0)" } ?? "-",
                connection.state(of: sortie)
            )
        }
        table.print()
    }
}

/// The command `roost sortie S-118`.
struct Sortie: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One sortie with its history.",
        discussion: "Example: roost sortie S-118"
    )

    @Argument(help: "The sortie.") var id: String
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/sorties/\(id)")) }
        let sortie = try await client.get("/v1/sorties/\(id)", as: SortieResource.self)
        let (state, since) = (connection.state(of: sortie), clock(sortie.since))
        let (route, mission) = (sortie.route ?? "-", sortie.mission ?? "-")
        print(
            connection.words(
                "\(sortie.id)  \(state) since \(since)  dock \(sortie.dock)  route \(route)"
                    + "  mission \(mission)",
                "\(sortie.id)  \(state)，自 \(since)  机场 \(sortie.dock)  航线 \(route)  任务 \(mission)"
            )
        )
        for event in sortie.events { print(connection.line(event)) }
    }
}

extension Connection {
    /// A sortie's state, and what it does within it.
    fileprivate func state(of sortie: SortieResource) -> String {
        [word(sortie.state), sortie.detail.map { text($0) }].compactMap(\.self).joined(
            separator: ", "
        )
    }
}

/// The command `roost missions`.
struct Missions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Missions that are not ended.",
        discussion: "Example: roost missions"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/missions")) }
        let page = try await client.get("/v1/missions", as: Page<MissionResource>.self)
        var table = Columns(connection, .mission, .start, .dock, .route, .state, .reason)
        for mission in page.items {
            table.add(
                mission.id,
                clock(mission.start),
                mission.dock ?? "-",
                mission.route ?? "-",
                connection.word(mission.state),
                mission.reason.map { connection.text($0) }
                    ?? mission.when.map { connection.text($0) } ?? ""
            )
        }
        table.print()
    }
}

extension Connection {
    /// What a mission waits for, in one line.
    fileprivate func text(_ when: ConditionsResource) -> String {
        let times = [when.from, when.until].map { $0.map(clock) ?? "?" }.joined(separator: "-")
        return words("battery", "电量") + " > \(when.batteryPercent) %, \(times)"
    }
}

/// The command `roost mission M-12 cancel`.
struct Mission: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "One mission with its history, or its end: before its launch it is cancelled, after it the aircraft "
            + "returns.",
        discussion: "Examples: roost mission M-12; roost mission M-12 cancel"
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable { case cancel }

    @Argument(help: "The mission.") var id: String
    @Argument(help: "What to do; it is shown when left out.") var verb: Verb?
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        guard verb != nil else { return try await show(client) }
        let receipt = try await client.post(
            "/v1/missions/\(id)/cancel",
            ScopeRequest(),
            as: Receipt.self
        )
        try connection.show(receipt)
    }

    /// Where it stands while it is open, and what is on record of it.
    private func show(_ client: Client) async throws {
        let path = "/v1/why/\(id)"
        if connection.json { return printJSON(try await client.bytes(path)) }
        let open = try await client.get("/v1/missions", as: Page<MissionResource>.self).items
        let record = try await client.get(path, as: WhyResource.self)
        if let mission = open.first(where: { $0.id == id }) {
            let state = connection.word(mission.state)
            let (start, dock) = (clock(mission.start), mission.dock ?? "-")
            let (route, sortie) = (mission.route ?? "-", mission.sortie ?? "-")
            print(
                connection.words(
                    "\(id)  \(state), start \(start)  dock \(dock)  route \(route)  sortie \(sortie)",
                    "\(id)  \(state)，\(start) 起飞  机场 \(dock)  航线 \(route)  架次 \(sortie)"
                )
            )
            if let reason = mission.reason { print(connection.text(reason)) }
        } else {
            print(connection.text(record.answer))
        }
        for event in record.events { print(connection.line(event)) }
    }
}

extension Connection {
    /// One line of history.
    func line(_ event: EventResource) -> String {
        let mark = event.severity == "critical" ? "!!" : event.severity == "major" ? "! " : "  "
        return "\(clock(event.at)) \(mark) \(PlainText.shown(text(event.text)))"
    }

    /// What was committed.
    func show(_ receipt: Receipt) throws {
        if json { return printJSON(try RoostJSON.encoder(isPretty: true).encode(receipt)) }
        for event in receipt.facts { print(line(event)) }
        if receipt.facts.isEmpty { print(words("done", "已完成")) }
    }
}
