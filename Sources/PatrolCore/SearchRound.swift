// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where a search stands: what it aims at, for how many steps more, and how bold it is.
///
/// A turn is one round for each tier that can still gain; each turn is half as long again as the one before,
/// so that the search suits any limit without knowing it. All figures here were found by measuring.
struct SearchRound: Sendable {
    /// What a round of steps tries to improve.
    enum Aim: Sendable {
        /// Tier 1.
        case served
        /// Tier 2: as much served, and one dock more ready.
        case reserve
        /// Tiers 3 and 4: as much served and as many ready.
        case evenness
    }

    private(set) var aim = Aim.served
    /// Steps of this round, and how many of them are done.
    private(set) var length: Int
    private(set) var done = 0
    /// How many turns are over.
    private(set) var turn = 0
    /// How often one dock more was tried in vain.
    private(set) var failures = 0
    /// Steps of a turn.
    private var turnLength: Int

    init(repetitions: Int) {
        turnLength = max(2000, 20 * repetitions)
        length = turnLength
    }

    var isOver: Bool { done >= length }

    mutating func count() { done += 1 }

    /// How much worse a step may make the plan, in ``PlanSearch``'s cost, for a chance of 1 in e.
    ///
    /// The first turn takes what is no worse; later ones begin boldly.
    var temperature: Int {
        let (low, high) = aim == .evenness ? (300, 4000) : (500, 6000)
        guard turn > 0 else { return 0 }
        let left = (length - done) * 1000 / max(1, length)
        return low + (high - low) * left * left / 1_000_000
    }

    /// The next round.
    ///
    /// - Parameters:
    ///   - isAllServed: nothing is left that tier 1 could gain.
    ///   - canReserve: one dock more could be ready at all times.
    mutating func advance(isAllServed: Bool, canReserve: Bool) {
        let share = isAllServed ? 2 : 4
        switch aim {
        case .served: aim = .reserve
        case .reserve:
            failures += 1
            aim = .evenness
        case .evenness:
            turn += 1
            turnLength += turnLength / 2
            aim = isAllServed ? .reserve : .served
        }
        // What failed often is tried every fourth turn only.
        if aim == .reserve, !canReserve || failures >= 3 && !turn.isMultiple(of: 4) {
            aim = .evenness
        }
        length = aim == .served ? turnLength : turnLength / share
        done = 0
    }

    /// One dock more is ready: the round reached its aim, and begins anew.
    mutating func succeed() {
        failures = 0
        done = 0
    }
}
