// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostDaemon
import RoostEngine

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
