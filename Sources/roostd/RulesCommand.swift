// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostDaemon

/// The command `roostd rules`.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Try rules on recorded frames with the daemon's own code.",
        subcommands: [TestRules.self]
    )
}

/// The command `roostd rules test FILE SCENARIO`.
struct TestRules: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "What a changed rules file would have done on recorded frames.",
        discussion: """
            Examples:
              roost rules test rules.yaml parking.jsonl
              roostd rules test new/rules.yaml parking.jsonl --site config/luohu --json
            The recording is played twice, with the rules in force (those of the site's folder, or the
            recording's own) and with the changed file; cases and notices that would be new, gone or changed
            are listed. Nothing is sent and no store is touched. Exit codes: 0 done, 2 a faulty file.
            """
    )

    @Argument(help: "The changed rules file.") var file: String
    @Argument(help: "The recorded stream: one JSON object a line (docs/recordings.md).")
    var scenario: String
    @Option(help: "A site's folder whose rules and zones are in force.") var site: String?
    @Flag(help: "One JSON object instead of a table.") var json = false
    @Flag(help: "Also list what stays the same.") var all = false

    func run() throws {
        let trial = try RuleTrial(rules: file, scenario: scenario, site: site)
        let rows = trial.rows.filter { all || $0.change != "same" }
        guard json else { return printTable(trial, rows) }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let answer = Answer(
            scenario: trial.scenario,
            cases: Self.count(trial.rows.map(\.change)),
            notices: Self.count(trial.rows.compactMap(\.notice)),
            rows: rows
        )
        print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }

    private struct Answer: Encodable {
        var scenario: String
        var cases: [String: Int]
        var notices: [String: Int]
        var rows: [RuleTrial.Row]
    }

    private static let words = ["new", "gone", "changed", "same"]

    private static func count(_ changes: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: words.map { word in (word, changes.count { $0 == word }) })
    }

    private func printTable(_ trial: RuleTrial, _ rows: [RuleTrial.Row]) {
        for row in rows {
            print(
                Self.cell(row.change, 8) + Self.cell("notice \(row.notice ?? "-")", 16)
                    + Self.cell(row.rule, 20) + Self.cell("\(row.lat),\(row.lon)", 24)
                    + "\(Self.text(row.before)) -> \(Self.text(row.after))"
            )
        }
        func line(_ changes: [String]) -> String {
            let counts = Self.count(changes)
            return Self.words.map { "\(counts[$0] ?? 0) \($0)" }.joined(separator: ", ")
        }
        print("cases:   " + line(trial.rows.map(\.change)))
        print("notices: " + line(trial.rows.compactMap(\.notice)))
    }

    private static func text(_ side: RuleTrial.Side?) -> String {
        guard let side else { return "none" }
        return [
            side.state, side.plate, side.match.map { "by \($0)" },
            "opened \(side.openedAt.dropFirst(11).prefix(8))",
            side.noticedAt.map { "noticed \($0.dropFirst(11).prefix(8))" },
        ].compactMap(\.self).joined(separator: " ")
    }

    private static func cell(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
