// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The command `roost tokens`.
struct Tokens: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Who has a bearer token, and with which role.",
        discussion: "Example: roost tokens"
    )

    @OptionGroup var connection: Connection

    func run() async throws {
        let client = Client(connection: connection)
        if connection.json { return printJSON(try await client.bytes("/v1/tokens")) }
        let page = try await client.get("/v1/tokens", as: Page<TokenResource>.self)
        var table = Columns(connection, .name, .role)
        for token in page.items { table.add(token.name, connection.word(token.role)) }
        table.print()
    }
}

/// The commands `roost token add NAME --role reviewer` and `roost token revoke NAME`.
struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bearer tokens for people and programs.",
        discussion: "Example: roost token add li.wei --role reviewer",
        subcommands: [Add.self, Revoke.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token; it is shown once.",
            discussion: "Example: roost token add li.wei --role reviewer"
        )

        @Argument(help: "Whose: the name that the journal keeps.") var name: String
        @Option(
            help:
                "viewer, integrator, duty, dispatcher, reviewer, engineer, administrator, auditor."
        )
        var role: String
        @Flag(help: "End the token that this name has; its holder is out at once.")
        var replace = false
        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            let made = try await client.post(
                "/v1/tokens",
                TokenRequest(name: name, role: role, replace: replace ? true : nil),
                as: TokenResource.self
            )
            if connection.json {
                return printJSON(try RoostJSON.encoder(isPretty: true).encode(made))
            }
            print(made.token ?? "")
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a token away; from the next request on it is worth nothing.",
            discussion: "Example: roost token revoke li.wei"
        )

        @Argument(help: "Whose.") var name: String
        @OptionGroup var connection: Connection

        func run() async throws {
            let client = Client(connection: connection)
            let escaped =
                name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? name
            let answer = try await client.post(
                "/v1/tokens/\(escaped)/revoke",
                ScopeRequest(),
                as: Page<TokenResource>.self
            )
            if connection.json {
                printJSON(try RoostJSON.encoder(isPretty: true).encode(answer))
            } else {
                print(connection.words("revoked: \(name)", "已撤销：\(name)"))
            }
        }
    }
}
