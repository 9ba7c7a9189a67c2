// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DockSim
import FleetCore
import RoostModel
import SiteCore

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
    /// Of launches that are to come, and of those that are ordered, 0 to 1: something goes wrong just then.
    var ambushes = 0.0
    /// What happens between docks and people.
    var events: [(fault: WorldFault, from: Timestamp, until: Timestamp)] = []
    /// How messages fare on their way to roost.
    var up = SimulatedNetwork.Conditions()
    /// How messages fare on their way to docks.
    var down = SimulatedNetwork.Conditions()
    /// What docks do wrong, by their number.
    var misbehaviours: [[MisbehaviourPlan]] = []

    /// Faults of a stretch of time; each world has some kinds only.
    private static let kinds: [Misbehaviour] = [
        .telemetryStops, .telemetryFrozen, .telemetryLate, .telemetryDoubled, .telemetryReordered,
        .fieldMissing, .fieldOdd, .enumUnknown, .valueAbsurd, .payloadTruncated, .payloadGarbled,
        .serialWrong, .clockAhead, .clockBackwards, .commandIgnored, .replyDoubled, .replyMixedUp,
        .commandRefused, .progressStuck, .progressBack, .replyLost, .emergencyStop, .powerLost,
        .aircraftMissing, .weatherDead, .gust, .coverUnknown, .fixLost, .linkLost,
        .telemetryBursts, .clockBehind, .clockLost, .upgrades, .chargingStops, .chargingSlow,
        .batteryHot,
    ]
    /// Faults of one flight.
    private static let flightKinds: [Misbehaviour] = [
        .returnsByItself, .hovers, .obstacleStop, .dockReboots, .drainsFast, .linkLost, .drifts,
        .linkGone,
        .tooHigh, .takenOver, .landsElsewhere,
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

    /// What goes wrong in a world.
    init(_ options: WorldOptions, _ ground: Ground, _ dice: inout SeededGenerator) {
        let stretch = (ground.start + .seconds(30), ground.calmAt)
        misbehaviours = ground.setups.map { _ in [] }
        switch options.faults {
        case .none: break
        case .light: drawLight(&dice, stretch)
        case .heavy: drawHeavy(&dice, stretch, quarters: max(1, options.minutes / 15))
        case .badHour: playBadHour(ground)
        }
        if options.isStormy { storm() }
        // A death would mend it: the next process settles what it finds half done.
        if options.sabotage == .forgetsReplies { (deaths, launchDeaths) = (0, 0) }
        for order in options.orders { add(order, ground) }
    }

    private mutating func drawLight(
        _ dice: inout SeededGenerator,
        _ stretch: (from: Timestamp, until: Timestamp)
    ) {
        up = .slight(&dice)
        down = .slight(&dice)
        for index in misbehaviours.indices where dice.happens(0.3) {
            misbehaviours[index] = Self.stretches(&dice, stretch, count: 1)
        }
        let kinds: [WorldFault] = [
            .brokerRestarts, .killed, .diskFails, .receiverFails, .frameTripled, .pictureLate,
            .thirdVanishes,
        ]
        drawEvents(kinds, count: 2, &dice, stretch)
    }

    private mutating func drawHeavy(
        _ dice: inout SeededGenerator,
        _ stretch: (from: Timestamp, until: Timestamp),
        quarters: Int
    ) {
        if dice.happens(0.6) { commitFaults = dice.fraction() * 0.02 }
        if dice.happens(0.6) { deaths = dice.fraction() * 0.006 / Double(quarters) }
        if deaths > 0 { launchDeaths = 0.1 }
        if dice.happens(0.3) { downloadFaults = 0.3 }
        if dice.happens(0.7) { ambushes = 0.1 + dice.fraction() * 0.5 }
        up = .drawn(from: &dice)
        down = .drawn(from: &dice)
        for index in misbehaviours.indices {
            misbehaviours[index] = Self.drawn(&dice, stretch, quarters: quarters)
        }
        drawEvents(WorldFault.allCases, count: dice.pick(1...2 + 2 * quarters), &dice, stretch)
    }

    private mutating func drawEvents(
        _ kinds: [WorldFault],
        count: Int,
        _ dice: inout SeededGenerator,
        _ stretch: (from: Timestamp, until: Timestamp)
    ) {
        let seconds = (stretch.until - stretch.from).wholeSeconds
        for _ in 0..<count {
            let fault = kinds[dice.pick(0...kinds.count - 1)]
            let from = stretch.from + .seconds(dice.pick(0...seconds))
            let usual = max(1, fault.usualSpan.wholeSeconds)
            let until = from + .seconds(dice.pick(1...2 * usual))
            events.append((fault, from, min(until, stretch.until)))
        }
    }

    /// What somebody asked for on the command line.
    private mutating func add(_ order: FaultOption, _ ground: Ground) {
        let calendar = ground.configuration.fleet.calendar
        let date = calendar.local(ground.start).date
        if let plan = order.plan(on: date, calendar) {
            for (index, setup) in ground.setups.enumerated()
            where order.dock == nil || order.dock == setup.site.id {
                misbehaviours[index].append(plan)
            }
        }
        guard case .world(let fault) = order.kind else { return }
        var span = (from: ground.start, until: ground.calmAt)
        if case .from(let from, let until) = order.trigger {
            span.from = calendar.instant(of: date, time: .seconds(from))
            span.until =
                until.map { calendar.instant(of: date, time: .seconds($0)) }
                ?? span.from + fault.usualSpan
        }
        events.append((fault, max(span.from, ground.start), span.until))
    }

    /// Commits fail and processes die often; the first launch of each dock is not answered.
    private mutating func storm() {
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

    private static func stretches(
        _ dice: inout SeededGenerator,
        _ stretch: (from: Timestamp, until: Timestamp),
        count: Int
    ) -> [MisbehaviourPlan] {
        let seconds = (stretch.until - stretch.from).wholeSeconds
        return (0..<count).map { _ in
            let begin = stretch.from + .seconds(dice.pick(0...seconds))
            let end = min(stretch.until, begin + .seconds(dice.pick(3...90)))
            return MisbehaviourPlan(kinds[dice.pick(0...kinds.count - 1)], .between(begin, end))
        }
    }

    private static func drawn(
        _ dice: inout SeededGenerator,
        _ stretch: (from: Timestamp, until: Timestamp),
        quarters: Int
    ) -> [MisbehaviourPlan] {
        var plans = stretches(&dice, stretch, count: dice.pick(0...2 * quarters))
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
