// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import SimHost

/// `docksim run`: a site's docks over the broker of a running daemon.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Play a site's docks over the broker of a running roostd, until SIGINT or SIGTERM.",
        discussion: """
            --misbehave F18:D03        D03 ignores every command
            --misbehave F18:D03:0.1    one of ten
            --misbehave F44:*:0.2      at all docks; what concerns a flight is drawn for each flight
            """
    )

    @Argument(help: "The site's folder, such as config/luohu.")
    var site: String

    @Option(help: "The daemon's data folder.")
    var data: String

    @Option(help: "START,EPOCH,SPEED: START + SPEED x (monotonic clock - EPOCH) is site time.")
    var clock: String?

    @Option(help: "Only these docks, such as D01,D02.")
    var docks: String?

    @Option(help: "Docks without an aircraft, such as D02: what `roost relay` may land in.")
    var empty: String?

    @Option(help: "KIND[:DOCK[:PROBABILITY]], such as F18:D03:0.1; may be repeated.")
    var misbehave: [String] = []

    @Flag(help: "Only warnings.")
    var quiet = false

    func run() async throws {
        var options = FleetOptions(folder: site, data: data)
        options.clock = clock
        options.docks = docks?.split(separator: ",").map(String.init) ?? []
        options.empty = empty?.split(separator: ",").map(String.init) ?? []
        options.misbehaviours = misbehave
        let fleet = try FleetHost(options, logger: .forPeople(isQuiet: quiet))
        try await SignalledRun.run(fleet)
        print(fleet.tally.summary)
    }
}
