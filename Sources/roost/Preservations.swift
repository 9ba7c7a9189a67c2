// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost preservations`.
struct Preservations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cases under a legal hold: not deleted while it stands.",
        discussion: "Example: roost preservations"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let items = try await client.all("/v1/preservations", of: PreservationResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(connection, .preservation, .violation, .since, .until, .by, .reason)
        for item in items {
            let open = connection.words("a person ends it", "人工解除")
            let over = connection.words("over", "已失效")
            table.add(
                item.id,
                item.violation,
                moment(item.addedAt),
                item.isInForce ? item.until.map(moment) ?? open : over,
                item.endedBy.map { "\(item.author), \($0)" } ?? item.author,
                item.endReason ?? item.reason
            )
        }
        table.print()
    }
}

/// The command `roost preservation add C-7` and `roost preservation K-1 end`.
struct PreservationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preservation",
        abstract: "Keep a case and its pictures beyond their time (legal hold), or end that.",
        discussion: """
            Examples:
              roost preservation add C-7 --reason "court 2026-118"
              roost preservation add C-7 --for 90d --reason "appeal pending"
              roost preservation K-1 end --reason "judged"
            While one stands, nothing of the case is deleted, its facts in the audit included.
            """
    )

    @Argument(help: "add, or the preservation that is to end.") var id: String
    @Argument(help: "The case after add; end after a preservation.") var what: String
    @Option(help: "The end, such as 2027-05-12T18:00:00+08:00; without one a person ends it.")
    var until: String?
    @Option(name: .customLong("for"), help: "How long: 2h or 90d.") var span: String?
    @Option(help: "Why.") var reason: String
    @OptionGroup var connection: Connection

    func validate() throws {
        guard id == "add" || what == "end" else {
            throw ValidationError("say add and a case, or a preservation and end")
        }
        guard id == "add" || until == nil && span == nil else {
            throw ValidationError("--until and --for belong to add")
        }
    }

    func run() async throws {
        let client = Client(connection: connection)
        guard id == "add" else {
            let path = "/v1/preservations/\(id)/end"
            let body = ReviewRequest(reason: reason)
            return try connection.show(try await client.post(path, body, as: Receipt.self))
        }
        var wish = PreservationRequest(violation: what, reason: reason)
        wish.until = until
        wish.forS = try span.map(Window.seconds)
        try connection.show(try await client.post("/v1/preservations", wish, as: Receipt.self))
    }
}
