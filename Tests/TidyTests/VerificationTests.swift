// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The table of requirement, code, test and checker, read from the sources alone: a rule's number in a
/// comment of the code, in a test's sentence, and among a checker's promises.
@Suite("Every rule of flight safety is traced")
struct VerificationTests {
    /// What a rule still lacks, in words.
    static let notYet = [
        "S28": "a lease between two gateways: one process a store is locked by the kernel"
    ]

    struct Row {
        var id: String
        var about: String
        var code: [String] = []
        var tests: [String] = []
        var checkers: [String] = []

        var isWhole: Bool { !code.isEmpty && (!tests.isEmpty || !checkers.isEmpty) }

        var line: String {
            let parts = [
                id, about, code.joined(separator: "<br>"), tests.joined(separator: "<br>"),
                checkers.joined(separator: "<br>"), VerificationTests.notYet[id] ?? "",
            ]
            return "| " + parts.joined(separator: " | ") + " |"
        }
    }

    @Test("docs/verification.md is what the sources say")
    func page() throws {
        let file = Tree.root.appending(path: "docs/verification.md")
        let text = try Self.text()
        if ProcessInfo.processInfo.environment["ROOST_RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        #expect(kept == text, "run the TidyTests with ROOST_RECORD=1 and look at the difference")
    }

    @Test("each rule has code, and a test or a checker, or is named as waiting")
    func whole() throws {
        let rows = try Self.rules()
        #expect(rows.count == 37)
        for row in rows where !row.isWhole {
            #expect(Self.notYet[row.id] != nil, "\(row.id) \(row.about) is not traced")
        }
    }

    @Test("each interlock has its row of the gate, and a test that names it")
    func interlocks() throws {
        let rows = try Self.interlockRows()
        #expect(rows.count > 20)
        for row in rows {
            #expect(!row.code.isEmpty, "\(row.id) is not answered by the gate")
            #expect(!row.tests.isEmpty, "\(row.id) has no test")
        }
    }

    private static func text() throws -> String {
        let head = """
            # Verification: rule, code, test, checker

            Generated from the sources by a test (`ROOST_RECORD=1 swift test --filter TidyTests`). Code is the
            declaration whose comment names the rule, a test the one whose sentence names it, a checker one that
            runs over every simulated world (docs/simulation.md). The last column names what is not there yet.

            ## Rules of flight safety

            | rule | about | code | test | checker | not yet |
            |---|---|---|---|---|---|
            """
        let middle = """

            ## Interlocks

            Each answers yes, no or unknown; anything but yes holds the aircraft in its dock.

            | interlock | holds unless | code | test | rules |
            |---|---|---|---|---|
            """
        let interlocks = try interlockRows().map { row in
            let parts = [row.id, row.about, row.code, row.tests, row.checkers].map { part in
                (part as? [String])?.joined(separator: "<br>") ?? "\(part)"
            }
            return "| " + parts.joined(separator: " | ") + " |"
        }
        let lines = [head] + (try rules().map(\.line)) + [middle] + interlocks
        return lines.joined(separator: "\n") + "\n"
    }

    /// The rules in words, from the table that the simulation keeps.
    private static func rules() throws -> [Row] {
        let promises = try Tree.swift(in: "Sources/FleetSim").first {
            $0.path.hasSuffix("/Promises.swift")
        }
        var rows = (promises?.lines ?? []).compactMap { line -> Row? in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0].hasSuffix("("), parts[1].count == 3,
                parts[1].hasPrefix("S")
            else { return nil }
            return Row(id: String(parts[1]), about: String(parts[3]))
        }
        let code = try declarations(in: ["Sources"]) {
            !$0.contains("/FleetSim/") && !$0.contains("Sim/")
        }
        let tests = try sentences(in: "Tests")
        let checkers = try Tree.swift(in: "Sources/FleetSim/Checkers").compactMap(checker)
        for index in rows.indices {
            let id = rows[index].id
            rows[index].code = code.filter { $0.ids.contains(id) }.map(\.name)
            rows[index].tests = tests.filter { $0.ids.contains(id) }.map(\.name)
            rows[index].checkers = checkers.filter { $0.ids.contains(id) }.map(\.name)
        }
        return rows
    }

    /// Something that names rules.
    private struct Mention {
        var name: String
        var ids: Set<String>
    }

    /// Rules named in a text: `S03`, and `S02-S05` with what lies between.
    private static func ids(in text: String) -> Set<String> {
        var ids: Set<String> = []
        // A regular expression on every line takes a minute.
        guard ["S0", "S1", "S2", "S3"].contains(where: text.contains) else { return ids }
        for match in text.matches(of: /\bS([0-3][0-9])(?:-S([0-3][0-9]))?\b/) {
            guard let first = Int(match.1) else { continue }
            let last = match.2.flatMap { Int($0) } ?? first
            for number in first...max(first, last) where (1...37).contains(number) {
                ids.insert((number < 10 ? "S0" : "S") + "\(number)")
            }
        }
        return ids
    }

    /// Declarations with the rules that their comments name.
    private static func declarations(
        in folders: [String],
        where isWanted: (String) -> Bool
    ) throws -> [Mention] {
        var found: [Mention] = []
        for file in try folders.flatMap(Tree.swift) where isWanted(file.path) {
            var named: Set<String> = []
            for line in file.lines {
                let text = line.trimmingCharacters(in: .whitespaces)
                if text.hasPrefix("//") {
                    named.formUnion(ids(in: text))
                    continue
                }
                guard !named.isEmpty else { continue }
                guard let symbol = symbol(of: text) else {
                    if text.isEmpty || text.hasPrefix("@") { continue }
                    // A comment inside a body belongs to the declaration around it, which is named already
                    // where it matters.
                    named = []
                    continue
                }
                let path = file.path.dropFirst("Sources/".count)
                found.append(Mention(name: "`\(symbol)` \(path)", ids: named))
                named = []
            }
        }
        return found
    }

    /// The name that a line declares; nil: none.
    private static func symbol(of line: String) -> String? {
        let pattern = /\b(?:func|var|let|case|struct|class|enum|extension|init)\s+`?([A-Za-z.]+)/
        guard let match = line.firstMatch(of: pattern) else { return nil }
        return String(match.1)
    }

    /// Tests with the rules that their sentences name.
    private static func sentences(in folder: String) throws -> [Mention] {
        var found: [Mention] = []
        for file in try Tree.swift(in: folder) where !file.path.contains("TidyTests") {
            var named: Set<String> = []
            var isTest = false
            for line in file.lines {
                let text = line.trimmingCharacters(in: .whitespaces)
                if text.hasPrefix("@Test") { isTest = true }
                guard isTest else { continue }
                if text.contains("\"") { named.formUnion(ids(in: text)) }
                guard text.contains("func "), let name = symbol(of: text) else { continue }
                let path = file.path.dropFirst("Tests/".count)
                if !named.isEmpty { found.append(Mention(name: "`\(name)` \(path)", ids: named)) }
                (named, isTest) = ([], false)
            }
        }
        return found
    }

    private static func checker(_ file: Tree.File) -> Mention? {
        let name = file.lines.first { $0.contains("static let name = ") }?
            .split(separator: "\"").dropFirst().first
        let promises = file.lines.first { $0.contains("static let promises = ") }
        guard let name, let promises else { return nil }
        return Mention(name: String(name), ids: ids(in: promises))
    }

    /// Interlocks with their sentence, their answer in the gate, their tests, and the rules they keep.
    private static func interlockRows() throws -> [Row] {
        let core = try Tree.swift(in: "Sources/FleetCore")
        let tests = try Tree.swift(in: "Tests/FleetCoreTests")
        guard let file = core.first(where: { $0.path.hasSuffix("/Interlock.swift") }) else {
            return []
        }
        var rows: [Row] = []
        var comment: [String] = []
        for line in file.lines.prefix(while: { !$0.contains("static let edition") }) {
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.hasPrefix("/// ") {
                comment.append(String(text.dropFirst(4)))
                continue
            }
            defer { comment = [] }
            guard text.hasPrefix("case "), let name = symbol(of: text) else { continue }
            let words = comment.joined(separator: " ")
            var row = Row(id: name, about: words)
            row.checkers = ids(in: words).sorted()
            row.code = core.filter { $0.path.contains("/Gate") }.filter { gate in
                gate.lines.contains { $0.contains(".\(name)") || $0.contains("var \(name):") }
            }.map { String($0.path.dropFirst("Sources/".count)) }
            row.tests = tests.filter { test in
                test.lines.contains {
                    $0.contains(".\(name),") || $0.contains(".\(name))") || $0.contains(".\(name)]")
                }
            }.map { String($0.path.dropFirst("Tests/".count)) }
            rows.append(row)
        }
        return rows
    }
}
