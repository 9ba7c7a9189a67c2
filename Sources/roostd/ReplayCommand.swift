// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostDaemon
import RoostEngine
import RoostModel

/// The command `roostd replay`.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuild any moment of a journal: what was said, what each interlock answered.",
        discussion: """
            Examples:
              roostd replay var/site.sqlite                    the last moment
              roostd replay copy.sqlite --until 5120           up to and with place 5120
              roostd replay copy.sqlite --until 5120 --verify  and check the whole file first
            Places are those of facts and events: `roost why`, `roost watch`. The file is only read.
            Exit codes: 0 done, 1 the file does not hold together, 2 the question is wrong.
            """
    )

    @Argument(help: "The store's file, a copy of it (with its -wal, if there is one) or a backup.")
    var journal: String

    @Option(help: "Up to and with this place of the journal; 0 is before the first.")
    var until: Int?

    @Option(help: "How many facts before that place are shown, 0 to 1000.")
    var facts = 20

    @Flag(help: "Check chain, snapshots and replay from as far back as the journal goes.")
    var verify = false

    @Flag(help: "One JSON object instead of text.")
    var json = false

    func validate() throws {
        guard until ?? 0 >= 0 else { throw ValidationError("--until is a place, 0 or above") }
        guard (0...1000).contains(facts) else { throw ValidationError("--facts is 0 to 1000") }
    }

    func run() throws {
        do {
            let store = try Store.examine(path: journal)
            let (first, last) = (try store.prunedSequence(), try store.lastSequence())
            if let until, !(first...max(first, last)).contains(until) {
                throw Program.Failure(
                    code: 2,
                    text: "replay: the journal goes from place \(first) to \(last), not to \(until)"
                )
            }
            try answer(store)
        } catch let error as StoreError {
            throw Program.Failure(code: error.isWrongQuestion ? 2 : 1, text: "replay: \(error)")
        }
    }

    private func answer(_ store: Store) throws {
        var answer = ReplayAnswer()
        if verify {
            do throws(BrokenLink) {
                answer.verified = ReplayAnswer.Verified(try JournalCheck.run(store))
            } catch {
                answer.broken = error
                try say(answer)
                throw Program.Failure(code: 1, text: "replay: the first broken link is \(error)")
            }
        }
        answer.incident = try Incident(
            store,
            until: until ?? .max,
            facts: facts,
            fromBeginning: verify
        )
        try say(answer)
    }

    private func say(_ answer: ReplayAnswer) throws {
        guard json else {
            if !answer.text.isEmpty { print(answer.text) }
            return
        }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        print(String(decoding: try encoder.encode(answer), as: UTF8.self))
    }
}

/// What the command prints.
private struct ReplayAnswer: Encodable {
    struct Verified: Encodable {
        var turns: Int
        var chain: String
        var snapshots: Int
        var replayed: Int

        init(_ check: JournalCheck) {
            turns = check.head.turn
            chain = check.head.hash
            snapshots = check.snapshots
            replayed = check.replayed
        }
    }

    var incident: Incident?
    var verified: Verified?
    var broken: BrokenLink?

    var text: String {
        var lines: [String] = []
        if let verified {
            lines.append("chain      \(verified.turns) turns verified, \(verified.chain)")
            lines.append("snapshots  \(verified.snapshots) verified")
            lines.append("replay     \(verified.replayed) inputs gave the same again")
        }
        if let incident { lines.append(incident.text) }
        return lines.joined(separator: "\n")
    }
}

extension StoreError {
    /// Whether the file is not what the command was made for.
    fileprivate var isWrongQuestion: Bool {
        switch self {
        case .missing, .foreign, .newer: true
        case .full, .busy, .corrupt, .inDoubt, .locked, .unwritable, .inputOutput, .refused:
            false
        }
    }
}
