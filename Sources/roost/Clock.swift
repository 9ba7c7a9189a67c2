// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost clock confirm`.
struct Clock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The gateway's wall clock.",
        discussion: "Example: roost clock confirm",
        subcommands: [Confirm.self]
    )

    struct Confirm: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Vouch for the clock after it was stepped, by your name: launches may go on.",
            discussion: """
                Example: roost clock confirm
                Not needed where three docks agree with the clock for half a minute.
                """
        )

        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            let receipt = try await client.post(
                "/v1/clock/confirm",
                ScopeRequest(),
                as: Receipt.self
            )
            try connection.show(receipt)
        }
    }
}
