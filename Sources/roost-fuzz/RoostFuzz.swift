// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fuzz

/// `roost-fuzz`: strange input at every door, without end or for a while.
///
/// It has no package but the codecs' own, so that it builds with the cores.
@main
enum RoostFuzz {
    static let usage = """
        roost-fuzz [--seconds S] [--seed N] [--surface NAME] [--workers W] [--out DIR] [--root DIR]
        roost-fuzz --surface NAME --input FILE     put one kept input through
        Inputs are made from a seed in child processes; a child that dies, hangs or breaks a promise
        names its input, which is kept in DIR. Exit codes: 0 nothing found, 1 found, 2 usage.
        """

    static func main() {
        do throws(FuzzOptions.Fault) {
            let options = try FuzzOptions(Array(CommandLine.arguments.dropFirst()))
            let surfaces = try options.surfaces()
            switch options.mode {
            case .campaign: exit(Campaign(options, surfaces).run())
            case .worker(let first, let count): exit(Worker(options, surfaces).run(first, count))
            case .input(let file): exit(try Worker(options, surfaces).replay(file))
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n\(usage)\n".utf8))
            exit(2)
        }
    }
}
