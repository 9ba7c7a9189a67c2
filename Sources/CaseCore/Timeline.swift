// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A walk over a place's looks in the order of event time: passes, and who stands there.
///
/// Arrival order does not matter: a look that comes late is put in its place and the walk done again
/// from the last final point.
struct Timeline: Codable, Equatable, Sendable {
    /// A pass ends for a place after so long without a frame that holds it (PIPELINE 5.5).
    static let passGap = TimeSpan.seconds(30)
    /// Ended stays that are remembered.
    static let pastLimit = 3

    /// Stays that were seen often enough and ended, oldest first.
    private(set) var past: [Occupancy] = []
    /// The present stay.
    private(set) var stay = Occupancy()
    /// The last look.
    private var lastAt: Timestamp?
    /// The stay as it was when the pass began.
    private var before = Occupancy()
    /// What this pass alone says: it becomes the stay when it shows another vehicle.
    private var pass = Occupancy()
    /// The stay's plate when the pass began.
    private var knownPlate: String?

    /// `grace`: since when stays that hold an instant have had their time, where it counts from the warning.
    mutating func take(_ look: Look, rule: Rule, graces: [Place.Grace] = []) {
        if !graces.isEmpty { stay.graceEndsAt = stay.grace(among: graces) }
        if lastAt.map({ look.at - $0 > Self.passGap }) ?? true { beginPass(rule) }
        lastAt = look.at
        stay.take(look, rule: rule)
        pass.take(look, rule: rule)
        guard look.plate != nil, let knownPlate, let seen = pass.firmPlate,
            Plate.compare(knownPlate, seen) == .other
        else { return }
        end(before, by: .replaced)
        stay = pass
        self.knownPlate = nil
    }

    /// What stood there before the pass that an instant belongs to: where, and with which plate; nil: nothing
    /// that is known to.
    ///
    /// Inlined, so that instants are looked at where they are: a walk is large, and most know nothing.
    @inline(__always)
    func known(before instant: Timestamp) -> (ground: GridPoint, plate: String)? {
        let isNext = lastAt.map { instant - $0 > Self.passGap } ?? true
        guard let last = isNext ? stay.lastAt : before.lastAt, instant - last > Self.passGap
        else { return nil }
        return isNext ? stay.standing : before.standing
    }

    private mutating func beginPass(_ rule: Rule) {
        if stay.isOver {
            end(stay, by: .free)
            stay = Occupancy()
        }
        stay.beginPass(rule)
        before = stay
        pass = Occupancy()
        knownPlate = stay.plate?.text
    }

    private mutating func end(_ stay: Occupancy, by ending: Occupancy.Ending) {
        guard stay.openedAt != nil else { return }
        var ended = stay
        ended.ending = ending
        past.append(ended)
        if past.count > Self.pastLimit { past.removeFirst() }
    }
}
