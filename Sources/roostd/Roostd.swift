// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI
import RoostDaemon
import RoostEngine

/// The daemon, and work on files with the same code.
struct Roostd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roostd",
        abstract: "Fleet controller for drone docks: the daemon, and work on its files.",
        discussion: """
            Examples:
              roostd init my-district          write a commented empty site
              roostd check config/luohu        name every fault with file, line and field
              roostd run config/luohu --data /var/lib/roost
              roostd credentials D03 --data /var/lib/roost
            Exit codes: 0 done, 1 refused or not verified, 2 usage or faulty files, 4 anything else.
            """,
        version: RoostVersion.current,
        subcommands: [
            Run.self, Check.self, Init.self, Clock.self, Credentials.self, Backup.self,
            Restore.self, ReplayCommand.self, Plan.self, FramesCommand.self, RulesCommand.self,
            ProtocolCommand.self,
        ]
    )
}

@main
enum Program {
    static func main() async {
        // A pipe's reader that went away is an error to handle, not the end of the daemon.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Roostd.parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            complain(failure.text)
            exit(failure.code)
        } catch let error as StoreError {
            complain("store: \(error)")
            exit(4)
        } catch let error as DaemonError {
            complain(error.description)
            exit(2)
        } catch {
            let message = Roostd.fullMessage(for: error)
            if Roostd.exitCode(for: error) == .success {
                print(message)
                exit(0)
            }
            complain(message)
            exit(Roostd.exitCode(for: error) == .validationFailure ? 2 : 4)
        }
    }

    /// An end other than done.
    struct Failure: Error {
        var code: Int32
        var text: String
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
