// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CaseCore
import FleetCore
import Foundation
import RoostDaemon
import RoostEngine
import RoostModel
import SiteCore

/// The command `roostd backup`.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the store consistently while the daemon runs, and check the copy.",
        discussion: "Example: roostd backup --data var /backup/site-2026-05-12.sqlite"
    )

    @Argument(help: "The new file.") var target: String
    @Option(help: "The data folder.") var data: String

    func run() throws {
        do {
            let store = try Store.readOnly(path: DataFolder(data).store.path)
            let head = try store.backup(to: target)
            print("copied and verified: \(head.turn) turns, chain \(head.hash)")
        } catch {
            throw Program.Failure(code: 1, text: "backup: \(error)")
        }
    }
}

/// The command `roostd restore`.
struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Put a verified copy in the store's place; the daemon must not run.",
        discussion: "Example: roostd restore --data var /backup/site-2026-05-12.sqlite"
    )

    @Argument(help: "The copy.") var copy: String
    @Option(help: "The data folder.") var data: String

    func run() throws {
        let folder = DataFolder(data)
        try folder.create()
        do {
            let kept = try Store.restore(from: copy, to: folder.store.path)
            print("restored" + (kept.map { "; the store that was there is now \($0)" } ?? ""))
        } catch {
            throw Program.Failure(code: 1, text: "restore: \(error)")
        }
    }
}

/// The command `roostd replay`.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rebuild the state of any moment of a journal, and verify it.",
        discussion: "Example: roostd replay var/site.sqlite --until 5120 --verify"
    )

    @Argument(help: "The store's file, or a backup of it.") var journal: String
    @Option(help: "Up to and with this place of the journal.") var until: Int?
    @Flag(help: "Replay from as far back as the journal goes, and check chain and digests.")
    var verify = false

    func run() throws {
        let store: Store
        let replay: RoostEngine.Replay
        do {
            store = try Store.readOnly(path: journal)
            replay = try RoostEngine.Replay.run(store, until: until ?? .max, fromBeginning: verify)
        } catch {
            throw Program.Failure(code: 1, text: "replay: \(error)")
        }
        let site = replay.site
        print("sequence  \(replay.sequence)")
        print("turns     \(replay.turns)")
        print("now       \(site.now)")
        print("digest    \(replay.digest)")
        print("sorties   \(site.fleet.sorties.count) open")
        print("cases     \(site.cases.cases.count { $0.isOpen }) open")
        guard verify else { return }
        do {
            let head = try AuditChain.verify(store)
            print("chain     \(head.turn) turns verified, \(head.hash)")
        } catch {
            throw Program.Failure(code: 1, text: "chain: \(error)")
        }
        guard replay.report.isClean else {
            throw Program.Failure(
                code: 1,
                text: "the journal replays to another state: \(replay.report)"
            )
        }
    }
}
