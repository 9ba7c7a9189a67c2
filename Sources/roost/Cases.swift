// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost cases`.
struct Cases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cases: open ones and those closed lately.",
        discussion: "Example: roost cases --review"
    )

    @Flag(help: "Only those that wait for a decision.") var review = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let path = review ? "/v1/cases?state=in_review" : "/v1/cases"
        let items = try await client.all(path, of: CaseResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns("CASE", "STATE", "RULE", "PLATE", "FIRST", "LAST", "PICTURES", "NOTICE")
        for item in items {
            table.add(
                item.id,
                connection.text(item.stateText),
                item.rule,
                item.plate ?? "-",
                clock(item.firstSeen),
                clock(item.lastSeen),
                "\(item.evidence.count { $0.isSealed })",
                item.notice ?? item.reason.map { connection.text($0) } ?? "-"
            )
        }
        table.print()
    }
}

/// The command `roost case C-7`.
struct Case: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One case with its evidence; approve or dismiss it, or take its notice back.",
        discussion: """
            Examples:
              roost case C-7
              roost case C-7 approve --reason "two pictures, plate agreed"
              roost case C-7 dismiss --reason "loading, permitted"
              roost case C-7 withdraw --reason "the permit was found"
            """
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable {
        case show, approve, dismiss, withdraw
    }

    @Argument(help: "The case.") var id: String
    @Argument(help: "show, approve, dismiss or withdraw.") var verb: Verb = .show
    @Option(help: "Why; needed for every verb but show.") var reason: String?
    @OptionGroup var connection: Connection

    func validate() throws {
        guard verb == .show || reason != nil else {
            throw ValidationError("a decision needs --reason")
        }
    }

    func run() async throws {
        let client = Client(connection: connection)
        guard verb == .show else {
            let receipt = try await client.post(
                "/v1/cases/\(id)/\(verb.rawValue)",
                ReviewRequest(reason: reason ?? ""),
                as: Receipt.self
            )
            return try connection.show(receipt)
        }
        if connection.json { return printJSON(try await client.bytes("/v1/cases/\(id)")) }
        let item = try await client.get("/v1/cases/\(id)", as: CaseResource.self)
        print(
            "\(item.id)  \(connection.text(item.stateText))  rule \(item.rule)  zone \(item.zone)  \(item.label)"
        )
        print("plate     \(item.plate ?? "-")")
        print("place     \(item.place.text)")
        print(
            "seen      \(clock(item.firstSeen)) to \(clock(item.lastSeen)), \(item.sightings) sightings"
        )
        for picture in item.evidence {
            print(
                "evidence  \(picture.sha256.prefix(16))…  \(picture.role)  \(clock(picture.takenAt))"
                    + (picture.isSealed ? "  sealed" : "  not sealed yet")
            )
        }
        for role in item.gaps ?? [] { print("missing   \(role)") }
        for objection in item.inadmissible ?? [] {
            print("missing   \(connection.text(objection))")
        }
        if let notice = item.notice { print("notice    \(notice)") }
        for event in item.events { print(connection.line(event)) }
    }
}

/// The command `roost notices`.
struct Notices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Notices and where they went.",
        discussion: "Example: roost notices --dead"
    )

    @Flag(help: "Only those that could not be delivered, or of unknown outcome.") var dead = false
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let path = dead ? "/v1/notices?state=dead" : "/v1/notices"
        let items = try await client.all(path, of: NoticeResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns("NOTICE", "CASE", "RULE", "ISSUED", "RECEIVER", "STATE", "DETAIL")
        for notice in items {
            for delivery in notice.deliveries {
                table.add(
                    notice.id,
                    notice.violation,
                    notice.rule,
                    clock(notice.issuedAt),
                    delivery.receiver,
                    delivery.state,
                    delivery.reason ?? delivery.latencyS.map { "after \($0) s" } ?? ""
                )
            }
        }
        table.print()
    }
}

/// The command `roost notice N-42 retry|ack`.
struct Notice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Send a dead or unknown delivery once more with the same id, or acknowledge.",
        discussion: """
            Examples:
              roost notice N-42 retry
              roost notice N-42 ack
            """
    )

    enum Verb: String, ExpressibleByArgument, CaseIterable { case retry, ack }

    @Argument(help: "The notice.") var id: String
    @Argument(help: "retry or ack.") var verb: Verb
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let receipt = try await client.post(
            "/v1/notices/\(id)/\(verb.rawValue)",
            ScopeRequest(),
            as: Receipt.self
        )
        try connection.show(receipt)
    }
}
