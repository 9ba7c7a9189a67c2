// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import RoostAPI

/// The operators' program: thin, over the HTTP API of a running roostd.
struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "See the fleet, trigger and stop missions, review cases, audit.",
        discussion: """
            A plural lists, a singular with an id shows, a verb after it acts:
              roost docks                      every dock, its weather, and what holds it
              roost dock D03                   one dock in full
              roost dispatch --to 22.54,114.12 the soonest aircraft flies there and back
              roost recall D03                 bring it home, now
              roost stop --all                 freeze every launch and bring everything home
              roost cases --review             what waits for a decision
              roost case C-7 approve --reason "two pictures, plate agreed"
              roost why R04@07:30              one plain answer
              roost reach                      where an aircraft can be in the promised time
            Exit codes: 0 done, 1 refused, 2 usage, 3 daemon unreachable, 4 anything else.
            """,
        version: RoostVersion.current,
        subcommands: [
            Status.self, Docks.self, Dock.self, Plan.self, Reach.self, Sorties.self, Sortie.self,
            Missions.self, Mission.self, Patrol.self, Relay.self, Dispatch.self, FlyTo.self,
            Pause.self,
            Resume.self, Recall.self, CancelReturn.self, Stop.self, Hold.self, LookAt.self,
            Zoom.self, PhotoCommand.self, Say.self, Maintain.self, Doctor.self,
            ProtocolDrift.self,
            Release.self, Clock.self, Cases.self, Case.self, Exemptions.self,
            ExemptionCommand.self, Silences.self, SilenceCommand.self, Preservations.self,
            PreservationCommand.self, PictureCommand.self, Openings.self, Notices.self, Notice.self,
            Why.self,
            Watch.self,
            Report.self, Rules.self, SendFrame.self, Quarantine.self, Tokens.self,
            Token.self, Reload.self,
        ]
    )
}

@main
enum Program {
    static func main() async {
        var asked: any ParsableCommand.Type = Roost.self
        do {
            var command = try Roost.parseAsRoot()
            asked = type(of: command)
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            if let problem = failure.problem {
                printJSON(problem)
            } else {
                complain(failure.text)
            }
            exit(failure.code.rawValue)
        } catch let error as ValidationError {
            let usage = Roost.usageString(for: asked)
            complain("Error: \(error)\nUsage: \(usage)")
            exit(ExitCode.usage.rawValue)
        } catch {
            let message = Roost.fullMessage(for: error)
            if Roost.exitCode(for: error) == .success {
                print(message)
                exit(ExitCode.done.rawValue)
            }
            complain(message)
            exit(ExitCode.usage.rawValue)
        }
    }

    /// What the program's end means to a script.
    enum ExitCode: Int32 {
        case done = 0
        case refused = 1
        case usage = 2
        case unreachable = 3
        case other = 4
    }

    /// An end other than done, with what the person reads.
    struct Failure: Error {
        var code: ExitCode
        var text: String
        /// The same as JSON, for who asked for JSON.
        var problem: Data?
        /// Whether interlocks hold the dock that was asked for.
        var isHeld = false
    }
}
