// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation

/// The command `roost rules`.
struct Rules: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try rules on recorded frames.",
        discussion: "Example: roost rules test rules.yaml parking.jsonl",
        subcommands: [RulesTest.self]
    )
}

/// The command `roost rules test FILE SCENARIO`: work on files, which roostd does with the daemon's own code.
struct RulesTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "What a changed rules file would have done on recorded frames.",
        discussion: """
            Example: roost rules test rules.yaml parking.jsonl --site config/luohu
            It needs no running daemon: it is done by the roostd beside this program, or the one in PATH.
            """
    )

    @Argument(help: "The changed rules file.") var file: String
    @Argument(help: "The recorded stream: one JSON object a line (docs/recordings.md).")
    var scenario: String
    @Option(help: "A site's folder whose rules and zones are in force.") var site: String?
    @Flag(help: "One JSON object instead of a table.") var json = false
    @Flag(help: "Also list what stays the same.") var all = false

    func run() throws {
        var words = ["roostd", "rules", "test", file, scenario]
        words += site.map { ["--site", $0] } ?? []
        words += (json ? ["--json"] : []) + (all ? ["--all"] : [])
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let beside = own.deletingLastPathComponent().appending(path: "roostd").path
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        // This process becomes the other one: its output and exit code are ours.
        _ = execv(beside, arguments)
        _ = execvp("roostd", arguments)
        throw Program.Failure(code: .other, text: "There is no roostd beside roost or in PATH.")
    }
}
