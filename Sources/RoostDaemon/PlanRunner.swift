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
    /// How long the search for a day that has begun may take: with its way through the loop under a second.
    private static let limitToday = Duration.milliseconds(500)
    /// How long it may take for a day that has not.
    private static let limitAhead = Duration.seconds(5)

    let loop: EngineLoop
    let logger: Logger

    func run() async throws {
        await loop.serve(.plan, logger) {
            let taken = try loop.take(in: .plan, limit: 1)
            for pending in taken {
                guard case .plan(let problem) = pending.effect.action else { continue }
                let plan = await cancelWhenGracefulShutdown { [loop] in
                    await Self.plan(problem) { loop.site.patrols.awaits(pending.effect.id) }
                }
                await loop.say([Posting(.settled(pending.effect.id, .succeeded(.plan(plan))))])
            }
            return !taken.isEmpty
        }
    }

    /// Off the caller's executor; when it is cancelled, or nobody waits for it any more, the best plan so far is
    /// returned.
    ///
    /// A plan in force is moved as little as can be.
    @concurrent
    private static func plan(
        _ problem: PlanningProblem,
        isAwaited: @Sendable () -> Bool
    ) async -> Plan {
        let clock = ContinuousClock()
        let end = clock.now + (problem.nowSeconds == nil ? limitAhead : limitToday)
        var search = PlanSearch(problem, seed: 1, isStable: !problem.baseline.isEmpty)
        while !search.isFinished, clock.now < end, !Task.isCancelled, isAwaited() {
            search.advance(steps: 128)
            await Task.yield()
        }
        return search.plan()
    }
}
