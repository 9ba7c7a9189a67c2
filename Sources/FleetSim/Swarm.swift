// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import RoostModel

/// What goes wrong in one world, drawn from its seed before it begins.
struct Swarm {
    /// Of turns, 0 to 1: the commit fails.
    var commitFaults = 0.0
    /// Of turns, 0 to 1: the process dies.
    var deaths = 0.0
    /// Of turns that ask for a launch, 0 to 1: the process dies before it is sent.
    var launchDeaths = 0.0
    /// Of downloads, 0 to 1: fail.
    var downloadFaults = 0.0
    /// Stretches without a broker.
    var outages: [(from: Timestamp, until: Timestamp)] = []
    /// What docks do wrong, by their number.
    var misbehaviours: [[MisbehaviourPlan]] = []

    /// Faults of a stretch of time; each world has some kinds only.
    private static let kinds: [Misbehaviour] = [
        .telemetryStops, .telemetryFrozen, .telemetryLate, .telemetryDoubled, .telemetryReordered,
        .fieldMissing, .fieldOdd, .enumUnknown, .valueAbsurd, .payloadTruncated, .payloadGarbled,
        .serialWrong, .clockAhead, .clockBackwards, .commandIgnored, .replyDoubled, .replyMixedUp,
        .commandRefused, .progressStuck, .progressBack, .replyLost, .emergencyStop, .powerLost,
        .aircraftMissing, .weatherDead, .gust, .coverUnknown, .fixLost, .linkLost,
    ]
    /// Faults of one flight.
    private static let flightKinds: [Misbehaviour] = [
        .returnsByItself, .hovers, .obstacleStop, .dockReboots, .drainsFast, .linkLost, .drifts,
    ]
    private static let methods = [
        "flighttask_prepare", "flighttask_execute", "takeoff_to_point", "flighttask_undo",
        "return_home",
    ]
    private static let replies: [Misbehaviour] = [
        .commandIgnored, .replyLost, .replyLate, .replyDoubled, .replyMixedUp, .commandRefused,
    ]

    /// Nothing goes wrong.
    init() {}

    /// What goes wrong between two instants.
    init(_ dice: inout SeededGenerator, docks: Int, from: Timestamp, until: Timestamp) {
        if dice.happens(0.6) { commitFaults = dice.fraction() * 0.02 }
        if dice.happens(0.6) { deaths = dice.fraction() * 0.006 }
        if deaths > 0 { launchDeaths = 0.1 }
        if dice.happens(0.3) { downloadFaults = 0.3 }
        let seconds = (until - from).wholeSeconds
        if dice.happens(0.3) {
            let begin = from + .seconds(dice.pick(0...seconds))
            outages.append((begin, min(until, begin + .seconds(dice.pick(2...60)))))
        }
        for _ in 0..<docks {
            misbehaviours.append(Self.drawn(&dice, from: from, until: until))
        }
    }

    /// Commits fail and processes die often; the first launch of each dock is not answered.
    mutating func storm() {
        for index in misbehaviours.indices {
            for method in ["flighttask_execute", "takeoff_to_point"] {
                misbehaviours[index].append(
                    MisbehaviourPlan(.replyLost, .onMethod(method, times: 1))
                )
            }
        }
        commitFaults = 0.1
        deaths = 0.01
        launchDeaths = 0.5
    }

    private static func drawn(
        _ dice: inout SeededGenerator,
        from: Timestamp,
        until: Timestamp
    ) -> [MisbehaviourPlan] {
        var plans: [MisbehaviourPlan] = []
        let seconds = (until - from).wholeSeconds
        for _ in 0..<dice.pick(0...2) {
            let begin = from + .seconds(dice.pick(0...seconds))
            let end = min(until, begin + .seconds(dice.pick(3...90)))
            plans.append(
                MisbehaviourPlan(kinds[dice.pick(0...kinds.count - 1)], .between(begin, end))
            )
        }
        if dice.happens(0.4) {
            let what = replies[dice.pick(0...replies.count - 1)]
            let method = methods[dice.pick(0...methods.count - 1)]
            plans.append(MisbehaviourPlan(what, .onMethod(method, times: dice.pick(1...2))))
        }
        if dice.happens(0.3) {
            let what = flightKinds[dice.pick(0...flightKinds.count - 1)]
            let after = dice.pick(0...60)
            let plan = MisbehaviourPlan(what, .inFlight(after: after, lasting: dice.pick(2...30)))
            plans.append(plan)
        }
        return plans
    }
}
