// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import RoostDaemon
import RoostEngine

/// The command `roostd frames`.
struct FramesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames",
        abstract: "Work on recorded frames with the daemon's own code.",
        subcommands: [ReplayFrames.self]
    )
}

/// The command `roostd frames replay SCENARIO`.
struct ReplayFrames: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play a recorded stream of frames and print its notices, one JSON object a line.",
        discussion: """
            Examples:
              roostd frames replay parking.jsonl > notices.jsonl
              roostd frames replay parking.jsonl --data var/replay
              roostd frames replay frames.jsonl --site config/luohu
            Time is the recording's own, so that it takes seconds. With --data the store is kept there; a
            replay that was killed goes on where its store ends. How many frames came to what is told on
            standard error. A recording is native frames, one a line, or what docs/recordings.md says; with
            --site the site's zones and rules are in force. Exit codes: 0 done, 2 a faulty file, 4 anything else.
            """
    )

    @Argument(help: "The recorded stream: one JSON object a line (docs/recordings.md).")
    var scenario: String
    @Option(help: "A folder for the store; in memory when left out.") var data: String?
    @Option(
        help:
            "A site's folder whose rules and zones are in force; the recording's own when left out."
    )
    var site: String?

    func run() throws {
        let report = try FrameReplay.play(file: scenario, data: data, site: site)
        for notice in report.notices { print(notice) }
        Program.complain(report.summary)
    }
}
