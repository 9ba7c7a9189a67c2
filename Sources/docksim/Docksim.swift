// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI
import SimHost

/// Simulated docks over a real broker, and a receiver for what a daemon sends.
struct Docksim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docksim",
        abstract: "Simulated docks that speak the protocol, and a receiver of web hooks.",
        discussion: """
            Exit codes: 0 done, 1 a simulated world failed, 2 usage, 3 broker unreachable, 4 anything else.
            """,
        version: RoostVersion.current,
        subcommands: [Run.self, Catch.self, Simulate.self]
    )
}

@main
enum Program {
    static func main() async {
        do {
            var command = try Docksim.parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as SimHostError {
            FileHandle.standardError.write(Data("\(failure)\n".utf8))
            exit(ExitCode(failure).rawValue)
        } catch let code as ArgumentParser.ExitCode {
            exit(code.rawValue)
        } catch {
            let message = Docksim.fullMessage(for: error)
            if Docksim.exitCode(for: error) == .success {
                print(message)
                exit(ExitCode.done.rawValue)
            }
            FileHandle.standardError.write(Data((message + "\n").utf8))
            exit(ExitCode.usage.rawValue)
        }
    }

    /// What the program's end means to a script.
    enum ExitCode: Int32 {
        case done = 0
        case usage = 2
        case unreachable = 3
        case other = 4

        init(_ failure: SimHostError) {
            switch failure {
            case .option: self = .usage
            case .noBroker: self = .unreachable
            case .site, .notSimulated, .unavailable, .file: self = .other
            }
        }
    }
}
