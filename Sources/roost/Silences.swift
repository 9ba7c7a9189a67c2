// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost silences`.
struct Silences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What is not told for a time.",
        discussion: "Example: roost silences"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let items = try await client.all("/v1/silences", of: SilenceResource.self)
        if connection.json { return try printPage(items) }
        var table = Columns(connection, .silence, .of, .place, .until, .then, .by, .kept, .reason)
        for item in items {
            let parts = [
                item.rule, item.severity.map { connection.word($0) },
                item.receiver.map { connection.words("to \($0)", "发往 \($0)") },
            ]
            let of = parts.compactMap(\.self).joined(separator: " ")
            table.add(
                item.id,
                of.isEmpty ? "-" : of,
                connection.text(item.scope),
                item.isInForce ? moment(item.until) : connection.words("over", "已失效"),
                item.deliversAfter
                    ? connection.words("sent", "补发") : connection.words("never sent", "不发"),
                item.author,
                "\(item.kept)",
                item.reason
            )
        }
        table.print()
    }
}

/// The command `roost silence add` and `roost silence Q-5 expire`.
struct SilenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Keep notices back for a time, or end a silence.",
        discussion: """
            Examples:
              roost silence add --rule parking-renmin --for 2h --reason "marathon"
              roost silence add --at 22.5431,114.1180 --radius 80 --deliver-after \\
                --until 2026-05-12T18:00:00+08:00 --reason "road works"
              roost silence Q-5 expire
            Cases run on; what a silence keeps back is listed (roost notices --held) and never sent, unless it
            says --deliver-after.
            """
    )

    @Argument(help: "add, or the silence that is to end.") var id: String
    @Argument(help: "expire.") var verb: EndVerb?
    @Option(help: "Notices of this rule.") var rule: String?
    @Option(help: "Notices of this severity: info, minor, major or critical.") var severity: String?
    @Option(help: "Notices to this receiver.") var receiver: String?
    @Flag(help: "Send what was kept back at the end.") var deliverAfter = false
    @Option(help: "Why; needed for add.") var reason: String?
    @OptionGroup var window: Window
    @OptionGroup var connection: Connection

    func validate() throws { try EndVerb.check(id, verb, reason, of: "a silence") }

    func run() async throws {
        let client = Client(connection: connection)
        guard id == "add" else { return try await client.expire("/v1/silences/\(id)") }
        var wish = SilenceRequest(window: try window.request(), reason: reason ?? "")
        wish.rule = rule
        wish.severity = severity
        wish.receiver = receiver
        wish.deliverAfter = deliverAfter ? true : nil
        try connection.show(try await client.post("/v1/silences", wish, as: Receipt.self))
    }
}
