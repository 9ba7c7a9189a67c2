// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI
import Testing

@Suite(
    "roost without a daemon",
    .enabled(if: Program.arePlayable),
    .timeLimit(.minutes(2))
)
struct HelpTests {
    @Test("every verb explains itself with an example, whose lines fit 80 columns")
    func help() async throws {
        var pending: [[String]] = [[]]
        var seen = 0
        while let verb = pending.popLast() {
            // As wide as it likes: what is cut at 80 columns is a line that was written longer.
            let help = try await Program.run(
                "roost",
                verb + ["--help"],
                environment: ["COLUMNS": "400"]
            )
            #expect(help.code == 0 && help.errors.isEmpty, "\(help)")
            #expect(help.output.contains("  roost ") || help.output.contains("xample"), "\(verb)")
            let examples = help.lines.filter { $0.hasPrefix("  roost ") }
            for line in examples { #expect(line.cells <= 80, "\(line)") }
            #expect(help.output.contains("USAGE: roost"), "\(verb)")
            pending += Self.subcommands(of: help).map { verb + [$0] }
            seen += 1
        }
        #expect(seen > 60, "\(seen)")
    }

    @Test("each program says the one version", arguments: ["roost", "roostd", "docksim"])
    func version(program: String) async throws {
        let told = try await Program.run(program, ["--version"])
        #expect(told.code == 0 && told.errors.isEmpty, "\(told)")
        #expect(told.output == RoostVersion.current + "\n", "\(told)")
    }

    /// The names under `SUBCOMMANDS:`.
    private static func subcommands(of help: Program.Outcome) -> [String] {
        help.lines.drop { $0 != "SUBCOMMANDS:" }.dropFirst()
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.contains("See '") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    @Test(
        "what cannot be meant has exit code 2 and the usage of its verb",
        arguments: [
            "nothing", "why", "recall", "recall D03 --all", "hold D03", "case C-1 approve",
            "case C-1 show --plate x", "notices --dead --held", "silence add --for 2h",
            "silence Q-1", "silence add --reason x --for 2w", "exemption X-1",
            "preservation K-1 close --reason x", "preservation K-1 end",
            "preservation K-1 end --for 2h", "picture C-1 3f9a01c2 --out x",
            "watch --severity loud", "dispatch --to here", "fly-to D03 --to 1", "quarantine show",
            "relay R04 --from D03", "mission M-1 fly", "plan set", "patrol run R04 --battery 80",
            "maintain lock D03", "dispatch --to nan,nan", "report --require-flown 90",
            "fly-to D03 --to 22.5,114.1 --height nan",
            "picture C-1 3f9a01c2 --reason x --out /nowhere/p",
            "maintain lock D03 --reason x", "maintain lock D03 --reason x --for soon",
        ]
    )
    func usage(line: String) async throws {
        let outcome = try await Program.run("roost", line.words)
        #expect(outcome.code == 2 && outcome.output.isEmpty, "\(outcome)")
        #expect(outcome.errors.hasPrefix("Error: "), "\(outcome)")
        let verb = line == "nothing" ? "<subcommand>" : line.words[0]
        #expect(outcome.errors.contains("sage: roost \(verb)"), "\(outcome)")
    }

    @Test("a daemon that is not there is told at once, with where it was asked: exit code 3")
    func unreachable() async throws {
        let port = try RunningDaemon.freePort()
        let places = [
            ("--socket", "/nowhere/roost.sock", "No such file or directory"),
            ("--server", "http://127.0.0.1:\(port)/", "Connection refused"),
        ]
        for (option, place, reason) in places {
            let words = ["docks", option, place]
            let asked = place.hasSuffix("/") ? String(place.dropLast()) : place
            let begun = ContinuousClock.now
            let outcome = try await Program.run("roost", words)
            #expect(ContinuousClock.now - begun < .seconds(15))
            #expect(outcome.code == 3 && outcome.output.isEmpty, "\(outcome)")
            let text = "roostd cannot be reached at \(asked): \(reason). Is it running?\n"
            #expect(outcome.errors == text)
            let chinese = try await Program.run("roost", words + ["--language", "zh"])
            #expect(chinese.code == 3 && chinese.errors.hasPrefix("无法连接 roostd（\(asked)）"))
            let json = try await Program.run("roost", words + ["--json"])
            #expect(json.code == 3 && json.errors.isEmpty, "\(json)")
            #expect(try json.object["code"] as? String == "unreachable")
        }
    }
}
