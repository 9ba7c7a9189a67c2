// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost exemptions`.
struct Exemptions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Vehicles and places that are no violation for a time.",
        discussion: "Example: roost exemptions"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let items = try await client.all("/v1/exemptions", of: ExemptionResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(
            connection,
            .exemption,
            .kind,
            .plate,
            .place,
            .until,
            .by,
            .violations,
            .reason
        )
        for item in items {
            table.add(
                item.id,
                connection.word(item.kind),
                item.plate ?? "-",
                connection.text(item.scope),
                item.isInForce ? moment(item.until) : connection.words("over", "已失效"),
                item.author,
                "\(item.cases)",
                item.reason
            )
        }
        table.print()
    }
}

/// The command `roost exemption add` and `roost exemption X-2 expire`.
struct ExemptionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exemption",
        abstract: "Exempt a vehicle or a place for a time, or end an exemption.",
        discussion: """
            Examples:
              roost exemption add --plate 粤B8K2Q1 --kind permit --for 3d --reason "17/26"
              roost exemption add --zone np-renmin --kind signs \\
                --until 2026-06-01T00:00:00+08:00 --reason "signs contradict each other"
              roost exemption X-2 expire
            A case that it covers is closed with its number and never noticed.
            """
    )

    @Argument(help: "add, or the exemption that is to end.") var id: String
    @Argument(help: "expire.") var verb: EndVerb?
    @Option(help: "The plate.") var plate: String?
    @Option(help: "emergency, permit, handled, signs or other.") var kind: String?
    @Option(help: "A rule that it concerns; may be repeated; all when left out.")
    var rule: [String] = []
    @Option(help: "Why; needed for add.") var reason: String?
    @OptionGroup var window: Window
    @OptionGroup var connection: Connection

    func validate() throws { try EndVerb.check(id, verb, reason, of: "an exemption") }

    func run() async throws {
        let client = Client(connection: connection)
        guard id == "add" else { return try await client.expire("/v1/exemptions/\(id)") }
        var wish = ExemptionRequest(window: try window.request(), reason: reason ?? "")
        wish.kind = kind
        wish.plate = plate
        wish.rules = rule.isEmpty ? nil : rule
        try connection.show(try await client.post("/v1/exemptions", wish, as: Receipt.self))
    }
}
