// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CaseCore
import FleetCore
import Foundation
import PatrolCore
import RoostDaemon
import RoostModel
import SiteCore
import SiteFiles

/// The command `roostd check SITE`.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read a site's folder and name every fault with file, line and field.",
        discussion: """
            Examples:
              roostd check config/luohu
              roostd check config/luohu --data var
            With a data folder also whether each receiver's secret is there and well formed.
            """
    )

    @Argument(help: "The site's folder.") var site: String
    @Option(help: "The data folder: look at the receivers' secrets too.") var data: String?

    func run() throws {
        let loaded = try Daemon.load(site)
        let configuration = loaded.configuration
        if configuration.isSimulated {
            do {
                _ = try SimulationFile.load(folder: site, site: loaded)
            } catch {
                throw Program.Failure(code: 2, text: "\(error)")
            }
        }
        for warning in loaded.warnings { Program.complain("warning: \(warning)") }
        if let data {
            let faults = Daemon.receiverFaults(of: loaded, data: DataFolder(data))
            guard faults.isEmpty else {
                throw Program.Failure(code: 2, text: faults.joined(separator: "\n"))
            }
        }
        print(
            "\(configuration.site): \(configuration.fleet.docks.count) docks, "
                + "\(configuration.fleet.routes.count) routes, "
                + "\(configuration.patrols.patrols.count) patrols, "
                + "\(configuration.cases.rules.count) rules, "
                + "\(configuration.cases.receivers.count) receivers: no fault"
        )
    }
}

/// The command `roostd init DIR`.
struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a commented empty site into a new folder.",
        discussion: "Example: roostd init my-district"
    )

    @Argument(help: "The folder.") var folder: String

    func run() throws {
        do {
            try SiteTemplate.write(to: folder)
        } catch {
            throw Program.Failure(code: 2, text: "\(error)")
        }
        print("written to \(folder); fill in what is marked, then: roostd check \(folder)")
    }
}

/// The command `roostd clock START SPEED`.
struct Clock: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print START,EPOCH,SPEED of a simulated clock that begins now.",
        discussion: "Example: roostd clock 2026-05-12T06:55:00+08:00 30"
    )

    @Argument(help: "The site's time now, RFC 3339.") var start: String
    @Argument(help: "How many times faster than real time.") var speed: Double

    func run() throws {
        guard let instant = Timestamp(start), speed > 0 else {
            throw ValidationError("START is RFC 3339, SPEED above 0")
        }
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let epoch = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        print("\(instant),\(String(format: "%.3f", epoch)),\(speed)")
    }
}

/// The command `roostd credentials D03`.
struct Credentials: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print what the technician types into a dock.",
        discussion: "Example: roostd credentials D03 --site config/luohu --data var"
    )

    @Argument(help: "The dock.") var dock: String
    @Option(help: "The site's folder.") var site: String
    @Option(help: "The data folder.") var data: String

    func run() throws {
        let lines = try DockCredentials(dock: DockID(dock), site: site, data: DataFolder(data))
            .lines()
        for line in lines { print(line) }
    }
}
