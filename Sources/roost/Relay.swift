// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostAPI

/// The command `roost relay R04 --from D03 --to D05`.
struct Relay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fly a route from one dock and land in another, which is kept free for it.",
        discussion: """
            Examples: roost relay R04 --from D03 --to D05; roost relay R05 --from D05 --to D03 --yes --follow
            The landing dock must be empty, ready and have an alternate landing point. Should it be lost in \
            flight, the aircraft is called back to the dock that it left if its battery lasts; else somebody \
            must go to the alternate landing point, and an alarm says so. Until the aircraft is home again, \
            both docks fly nothing but its way back.
            """
    )

    @Argument(help: "The route.") var route: String
    @Option(help: "The dock that it leaves.") var from: String
    @Option(help: "The dock that it lands in.") var to: String
    @Flag(help: "Without asking.") var yes = false
    @Option(help: "Idempotency key: the same again has the first answer.") var key: String?
    @Flag(help: "Follow it until it is docked.") var follow = false
    @OptionGroup var connection: Connection

    func run() async throws {
        var request = MissionRequest(route: route, dock: from)
        request.landAt = to
        if !yes {
            let question = connection.words(
                "Fly \(route) from \(from) and land at \(to)? Both fly nothing else until the aircraft is "
                    + "home. [y/N] ",
                "从 \(from) 执飞 \(route)，降落于 \(to)？飞机回舱前，两机场均不再起飞。[y/N] "
            )
            try connection.confirm(question)
        }
        try await connection.launch(request, key: key, follow: follow)
    }
}
