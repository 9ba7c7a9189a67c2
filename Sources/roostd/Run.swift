// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import RoostDaemon

/// The command `roostd run SITE`.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the daemon of one site until a signal ends it.",
        discussion: """
            Examples:
              roostd run config/luohu --data var
              roostd run config/luohu --data var --clock 2026-05-12T06:55:00+08:00,81234.5,30
            """
    )

    @Argument(help: "The site's folder.") var site: String
    @Option(help: "The data folder; made when missing.") var data: String
    @Option(help: "START,EPOCH,SPEED of a simulated site; see roostd clock.") var clock: String?
    @Option(help: "Least level that is logged: debug, info, notice, warning, error.")
    var log = "notice"

    func validate() throws {
        guard Logger.Level(rawValue: log) != nil else {
            throw ValidationError("--log takes debug, info, notice, warning or error")
        }
    }

    func run() async throws {
        LoggingSystem.bootstrap { PlainLogHandler(StreamLogHandler.standardError(label: $0)) }
        var logger = Logger(label: "roostd")
        logger.logLevel = Logger.Level(rawValue: log) ?? .notice
        let options = DaemonOptions(site: site, data: data, clock: clock)
        try await Daemon(options, logger: logger).run()
    }
}
