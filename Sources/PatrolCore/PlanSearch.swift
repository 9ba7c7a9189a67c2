// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Searches for a day plan, step by step: a valid plan from the beginning, and never a worse one.
///
/// It is large-neighbourhood search: a step takes some sorties of one neighbourhood out, puts back what fits in
/// another order, and keeps the result when it is better or, by a seeded chance that shrinks, a little worse.
/// Rounds of growing length take turns at the tiers of the objective (MODEL § 5). The plan in force is the
/// start where there is one. The same problem, seed and number of steps give the same plan on any machine,
/// however the steps are grouped into calls.
public struct PlanSearch: Sendable {
    /// A sortie by number.
    struct Placement: Equatable, Sendable {
        var segment: Int
        var option: Int
        var slot: Int
    }

    /// One change of a step, so that it can be taken back.
    struct Change: Sendable {
        var isPlaced: Bool
        var placement: Placement
    }

    /// Steps taken so far.
    public private(set) var steps = 0
    /// What the best plan so far is worth.
    public private(set) var objective = Plan.Objective.nothing

    let problem: PlanningProblem
    /// Whether changes of the plan in force count before reserve and evenness.
    let isStable: Bool
    var state: SearchState
    var random: SeededGenerator
    /// What this step has changed.
    var changes: [Change] = []
    /// Sorties of the neighbourhood, and segments to put back, while a step is made.
    var neighbourhood: [DockLine.Entry] = []
    var queue: [(key: Int, segment: Int)] = []
    /// The step at which a segment was queued last.
    var queued: [Int]
    private(set) var round: SearchRound
    /// The best plan's sorties, frozen ones aside; out of date while the state is the best plan.
    private var best: [Placement] = []
    private var isAtBest = true
    private let frozenWeight: Int
    private let middleWeight: Int
    /// What all that any dock can fly would earn.
    private let mostWeight: Int

    /// A search that holds a valid plan already: the plan in force as far as it is possible still, and what
    /// fits beside it.
    ///
    /// - Parameters:
    ///   - problem: what to plan; of one that the schema forbids nothing is flown.
    ///   - seed: another seed takes other steps.
    ///   - isStable: whether, where as much is served, fewer changes of the plan in force are better than more
    ///     docks ready than asked or wear shared more evenly: for people who fly by the plan (MODEL § 5, tier 4).
    public init(_ problem: PlanningProblem, seed: UInt64, isStable: Bool = false) {
        self.problem = problem
        self.isStable = isStable
        var counted = problem
        if problem.fault != nil { counted = PlanningProblem(id: problem.id, date: problem.date) }
        let table = FlightTable(counted)
        state = SearchState(table, ready: 0, separation: table.separation)
        random = SeededGenerator(seed)
        queued = table.segments.map { _ in -1 }
        frozenWeight = table.frozen.reduce(0) { $0 + counted.demands[$1.demand].weight }
        mostWeight = table.segments.reduce(frozenWeight) {
            $1.options.isEmpty ? $0 : $0 + $1.weight * $1.numbers.count
        }
        let weight = counted.demands.reduce(0) { $0 + $1.weight * $1.reps }
        middleWeight = max(1, weight / max(1, counted.repetitions))
        round = SearchRound(repetitions: counted.repetitions)
        keepBaseline()
        fill()
        objective = worth()
    }

    /// Whether no step can improve the plan: nothing is asked that could be flown.
    public var isFinished: Bool { state.table.segments.allSatisfy(\.options.isEmpty) }

    /// Takes steps, each of some ten microseconds.
    public mutating func advance(steps count: Int) {
        guard !isFinished else { return }
        for _ in 0..<max(0, count) { step() }
    }

    /// What the state is worth.
    private mutating func worth() -> Plan.Objective {
        Plan.Objective(
            servedWeight: state.served + frozenWeight,
            reserve: state.reserve(),
            evenness: state.evenness,
            changes: state.changed
        )
    }

    /// What a step may make worse by chance; less is better.
    ///
    /// A repetition of middle weight counts 35,000, so that the
    /// figures of ``SearchRound`` suit any weights.
    private var cost: Int {
        if isStable {
            return -35_000 * state.served / middleWeight + 1000 * state.changed
                + 2 * state.evenness
        }
        return switch round.aim {
        case .served, .reserve:
            -35_000 * state.served / middleWeight + 20 * state.evenness + 4 * state.changed
        case .evenness: -100_000 * state.served + 1000 * state.evenness + 100 * state.changed
        }
    }

    private mutating func step() {
        steps += 1
        if round.isOver { beginRound() }
        let before = cost
        changes.removeAll(keepingCapacity: true)
        ruin()
        recreate()
        let loss = cost - before
        if !isAccepted(loss) {
            takeBack()
        } else if let better = improvement() {
            objective = better
            isAtBest = true
            if round.aim == .reserve { beginRound(afterSuccess: true) }
        } else if isAtBest, !isAsGood() {
            takeBack()
            best = placements
            isAtBest = false
            for change in changes { apply(change, isForward: true) }
        }
        round.count()
    }

    /// A worse plan is taken with the chance `exp(-loss / temperature)`, nearly: the logarithm is taken piece by
    /// piece in whole numbers, so that it is the same on any machine.
    private mutating func isAccepted(_ loss: Int) -> Bool {
        let bits = random.next() | 1
        guard loss > 0 else { return true }
        let zeros = bits.leadingZeroBitCount
        let part = Int((bits << UInt64(zeros)) >> 53) - 1024
        // -ln(u) is ln 2 (zeros + 1 - log2 of what follows), in 1/1024.
        return loss * 1477 <= round.temperature * ((zeros + 1) * 1024 - part)
    }

    /// The state's worth, if it is better than the best plan's.
    private mutating func improvement() -> Plan.Objective? {
        let served = state.served + frozenWeight
        guard served >= objective.servedWeight else { return nil }
        if isStable, served == objective.servedWeight, state.changed > objective.changes {
            return nil
        }
        if !isStable, served == objective.servedWeight, state.ready <= objective.reserve {
            let isEvener =
                (state.evenness, state.changed) < (objective.evenness, objective.changes)
            guard isEvener else { return nil }
        }
        let worth = worth()
        return isBetter(worth) ? worth : nil
    }

    private func isBetter(_ worth: Plan.Objective) -> Bool {
        guard isStable, worth.servedWeight == objective.servedWeight,
            worth.changes != objective.changes
        else { return worth.isBetter(than: objective) }
        return worth.changes < objective.changes
    }

    /// Whether the state is worth as much as the best plan.
    private mutating func isAsGood() -> Bool {
        state.served + frozenWeight == objective.servedWeight
            && state.evenness == objective.evenness && state.changed == objective.changes
            && (state.ready >= objective.reserve || state.reserve() >= objective.reserve)
    }

    private mutating func takeBack() {
        for change in changes.reversed() { apply(change, isForward: false) }
    }

    private mutating func apply(_ change: Change, isForward: Bool) {
        let sortie = change.placement
        if change.isPlaced == isForward {
            state.place(sortie.segment, sortie.option, sortie.slot)
        } else {
            state.remove(sortie.segment, sortie.option, sortie.slot)
        }
    }

    /// The state's sorties, frozen ones aside, by dock and start.
    private var placements: [Placement] {
        state.lines.flatMap { line in
            line.entries.map {
                Placement(segment: $0.segment, option: $0.option, slot: $0.slot)
            }
        }
    }

    /// From the best plan to the next aim.
    private mutating func beginRound(afterSuccess: Bool = false) {
        if isAtBest { best = placements }
        if afterSuccess {
            round.succeed()
        } else {
            round.advance(
                isAllServed: objective.servedWeight == mostWeight,
                canReserve: objective.reserve < state.coverage.reserveBound
            )
        }
        load(ready: readyWanted)
    }

    private var readyWanted: Int {
        switch round.aim {
        case .served: 0
        case .reserve: objective.reserve + 1
        case .evenness: objective.reserve
        }
    }

    /// The best plan as a state, as far as it leaves so many docks ready; what does not fit is tried elsewhere.
    private mutating func load(ready: Int) {
        guard !isAtBest || ready != state.ready else { return }
        state = SearchState(state.table, ready: ready, separation: state.separation)
        if ready <= objective.reserve {
            for sortie in best { state.place(sortie.segment, sortie.option, sortie.slot) }
            isAtBest = true
        } else {
            isAtBest = false
            for sortie in best {
                let slots = sortie.slot..<sortie.slot + 1
                guard state.earliest(sortie.segment, sortie.option, in: slots) != nil else {
                    continue
                }
                state.place(sortie.segment, sortie.option, sortie.slot)
            }
            fill()
        }
    }

    /// The best plan as a state in which so many docks shall stay ready, as they do in that plan.
    func bestState(ready: Int) -> SearchState {
        if isAtBest, state.ready == ready { return state }
        var full = SearchState(state.table, ready: ready, separation: state.separation)
        for sortie in isAtBest ? placements : best {
            full.place(sortie.segment, sortie.option, sortie.slot)
        }
        return full
    }

    /// A number from 0 to less than `count`.
    @inline(__always)
    mutating func below(_ count: Int) -> Int {
        Int(truncatingIfNeeded: random.next().multipliedFullWidth(by: UInt64(count)).high)
    }
}
