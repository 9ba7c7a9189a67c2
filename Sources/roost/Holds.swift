// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// Where a hold or stop reaches; the same on hold, stop and release.
struct Scope: ParsableArguments {
    @Argument(help: "The dock.") var dock: String?
    @Option(help: "An area: docks that stand in it, and flights that would enter it.")
    var zone: String?
    @Flag(name: [.customLong("all"), .customLong("fleet")], help: "Every dock.") var all = false

    func validate() throws {
        guard [dock != nil, zone != nil, all].count(where: { $0 }) == 1 else {
            throw ValidationError("name a dock, or say --zone ZONE or --all")
        }
    }

    func request(_ reason: String? = nil) -> ScopeRequest {
        ScopeRequest(dock: dock, zone: zone, reason: reason)
    }
}

/// The command `roost stop --all`.
struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop all flight in a scope, now: launches are frozen, what flies comes home.",
        discussion: """
            Examples: roost stop --all; roost stop D03; roost stop --zone border --reason "helicopter"
            It goes ahead of everything, survives a restart, and ends by roost release with the same scope.
            """
    )

    @OptionGroup var scope: Scope
    @Option(help: "Why, for the record.") var reason: String?
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let receipt = try await client.post("/v1/stop", scope.request(reason), as: Receipt.self)
        try connection.show(receipt)
    }
}

/// The command `roost hold D03`.
struct Hold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bar launches at a dock, in a zone, or everywhere; what flies goes on.",
        discussion: "Examples: roost hold D03 --reason \"blades\"; roost hold --all --reason storm"
    )

    @OptionGroup var scope: Scope
    @Option(help: "Why, for the record.") var reason: String
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let receipt = try await client.post("/v1/hold", scope.request(reason), as: Receipt.self)
        try connection.show(receipt)
    }
}

/// The command `roost release D03`.
struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "End the holds and stops of exactly this scope, by your name.",
        discussion: "Examples: roost release D03; roost release --zone border; roost release --all"
    )

    @OptionGroup var scope: Scope
    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        let receipt = try await client.post("/v1/release", scope.request(), as: Receipt.self)
        try connection.show(receipt)
    }
}
