// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures what roost's cores do, side by side with a reference.
@main
struct RoostBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost-bench",
        abstract: "Measure roost beside a reference.",
        discussion: "Example: roost-bench plan instances --anchor cpsat.tsv",
        subcommands: [PlanCommand.self]
    )
}
