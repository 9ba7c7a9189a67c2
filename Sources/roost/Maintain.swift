// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost maintain`.
struct Maintain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work at a dock: lock it, do jobs under the lock, unlock it.",
        discussion: """
            Examples:
              roost maintain lock D03 --reason "new belt" --for 2h
              roost maintain lock D03 --reason "new belt" --until 2026-05-12T18:00:00+08:00
              roost maintain job D03 cover_open
              roost maintain unlock D03
            """,
        subcommands: [Lock.self, Unlock.self, Job.self]
    )

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bar launches while somebody works there; it ends by itself.",
            discussion: """
                Examples:
                  roost maintain lock D03 --reason belt --for 2h
                  roost maintain lock D03 --reason belt --until 2026-05-12T18:00:00+08:00
                """
        )

        @Argument(help: "The dock.") var dock: String
        @Option(help: "Why.") var reason: String
        @Option(help: "The end, such as 2026-05-12T18:00:00+08:00.") var until: String?
        @Option(name: .customLong("for"), help: "How long: 90s, 30m, 2h or 3d.") var span: String?
        @OptionGroup var connection: Connection

        func validate() throws {
            guard (until == nil) != (span == nil) else {
                throw ValidationError("say when the lock ends: --for 2h, or --until")
            }
            _ = try span.map(Window.seconds)
            _ = try until.map { try Window.instant($0) }
        }

        func run() async throws {
            var order = MaintenanceOrder()
            order.lock = reason
            order.until = until
            order.forS = try span.map(Window.seconds)
            try await connection.perform(order, at: "/v1/docks/\(dock)/maintenance")
        }
    }

    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End the lock.",
            discussion: "Example: roost maintain unlock D03"
        )

        @Argument(help: "The dock.") var dock: String
        @OptionGroup var connection: Connection

        func run() async throws {
            var order = MaintenanceOrder()
            order.unlock = true
            try await connection.perform(order, at: "/v1/docks/\(dock)/maintenance")
        }
    }

    struct Job: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do a job under the lock.",
            discussion: """
                The maintenance mode is opened and closed around it.
                Jobs: cover_open, cover_close, cover_force_close, charge_open, charge_close,
                drone_open, drone_close, device_reboot, device_format, drone_format, and the vendor's switches.
                Example: roost maintain job D03 cover_open
                """
        )

        @Argument(help: "The dock.") var dock: String
        @Argument(help: "The job.") var job: String
        @Option(help: "Its number, for switches.") var action: Int?
        @Flag(help: "You vouch that the cover is clear, or that the data may go.")
        var confirm = false
        @OptionGroup var connection: Connection

        func run() async throws {
            var order = MaintenanceOrder()
            order.job = job
            order.action = action
            order.isConfirmed = confirm
            try await connection.perform(order, at: "/v1/docks/\(dock)/maintenance")
        }
    }
}

/// The command `roost doctor D03`.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Probe a dock from its login to the address of its files.",
        discussion: "Names the first broken step. Example: roost doctor D03"
    )

    @Argument(help: "The dock.") var dock: String
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let page = try await client.get(
            "/v1/docks/\(dock)/doctor",
            as: Page<ProbeResource>.self
        )
        if connection.json {
            printJSON(try RoostJSON.encoder(isPretty: true).encode(page))
        } else {
            for probe in page.items {
                print(connection.word(probe.result).padded(to: 10) + connection.text(probe.text))
                if probe.result == "failed", let advice = probe.advice {
                    connection.row("", "", connection.text(advice))
                }
            }
        }
        if let first = page.items.first(where: { $0.result == "failed" }) {
            let text = connection.words(
                "First broken step: \(first.name)",
                "首个异常环节：\(first.name)"
            )
            throw Program.Failure(code: .refused, text: text)
        }
    }
}

/// The command `roost protocol drift`.
struct ProtocolDrift: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol",
        abstract: "What devices say beyond the documents.",
        discussion: "Example: roost protocol drift",
        subcommands: [Drift.self]
    )

    struct Drift: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Members, values and methods that no document has, by dock and firmware.",
            discussion: """
                Since roostd began; each kind of message is looked at once a minute. What several
                docks say alike is one line, --json has each dock's own.
                Example: roost protocol drift
                """
        )

        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            if connection.json { return printJSON(try await client.bytes("/v1/protocol/drift")) }
            let page = try await client.get("/v1/protocol/drift", as: Page<DriftResource>.self)
            var table = Columns(connection, .docks, .firmware, .kind, .seen, .what)
            for finding in Finding.all(in: page.items) {
                table.add(
                    finding.said,
                    finding.firmware,
                    connection.word(finding.kind),
                    "\(finding.count)",
                    finding.what
                )
            }
            table.print()
        }
    }

    /// What docks of one firmware say alike.
    private struct Finding: Hashable {
        var firmware: String
        var kind: String
        var what: String
        var docks: [String] = []
        var count = 0

        /// The first docks, and how many more.
        var said: String {
            docks.count < 4 ? docks.joined(separator: " ") : "\(docks[0]) +\(docks.count - 1)"
        }

        /// Each finding once, in the order of the list.
        static func all(in items: [DriftResource]) -> [Finding] {
            var found: [Finding] = []
            var places: [Finding: Int] = [:]
            for item in items {
                let key = Finding(firmware: item.firmware, kind: item.kind, what: item.what)
                let place = places[key] ?? found.count
                if place == found.count { found.append(key) }
                places[key] = place
                found[place].docks.append(item.dock)
                found[place].count += item.count
            }
            return found
        }
    }
}
