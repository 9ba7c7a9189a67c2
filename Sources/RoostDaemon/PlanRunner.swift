// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import PatrolCore
import RoostEngine
import RoostModel
import ServiceLifecycle
import SiteCore

/// Makes plans on a task of its own, so that no turn waits for one.
struct PlanRunner: Service {
    let loop: EngineLoop
    let logger: Logger

    func run() async throws {
        await loop.serve(.plan, logger) {
            let taken = try loop.take(in: .plan, limit: 1)
            for pending in taken {
                guard case .plan(let problem) = pending.effect.action else { continue }
                let plan = await Self.plan(problem)
                await loop.say([Posting(.settled(pending.effect.id, .succeeded(.plan(plan))))])
            }
            return !taken.isEmpty
        }
    }

    /// Off the caller's executor: the planner computes for tenths of a second.
    @concurrent
    private static func plan(_ problem: PlanningProblem) async -> Plan {
        Planner.plan(problem, seed: 1)
    }
}
