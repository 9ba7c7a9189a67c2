// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures what roost does, side by side with a reference.
@main
struct RoostBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost-bench",
        abstract: "Measure roost beside a reference.",
        discussion: "Examples: roost-bench plan instances --anchor cpsat.tsv; roost-bench alerts",
        subcommands: [PlanCommand.self, AlertsCommand.self]
    )
}
