// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where a rule saw something: looks that may still change, and the walk over them (PIPELINE 5.2).
struct Place: Codable, Equatable, Sendable {
    /// The case of a stay.
    struct StayCase: Codable, Equatable, Sendable {
        var id: CaseID
        /// Event time at which the stay was first seen often enough: the case belongs to the stay that
        /// holds this instant, however late looks move its ends.
        var anchor: Timestamp
        /// Our clock when the second sighting was complete: plates and pictures are waited for from here.
        var completeAt: Timestamp?
        /// The stay is not taken up again before this instant.
        var quietUntil: Timestamp?
    }

    /// The end of a stay's grace, where it counts from the warning.
    struct Grace: Codable, Equatable, Sendable {
        /// Event time at which the stay was seen often enough.
        var anchor: Timestamp
        var end: Timestamp
    }

    /// Frames up to so late give the same result in any order (PIPELINE 2.2).
    static let lateness = TimeSpan.minutes(10)
    /// Looks that are kept while they may change; the oldest become final beyond it.
    static let lookLimit = 96
    /// Cases of stays that are remembered; more than stays are.
    static let caseLimit = 8

    let number: Int
    let rule: RuleID
    private(set) var position: GridPoint
    private(set) var looks: [Look] = []
    /// The walk over what is final, then the one over everything; in an array, so that copying a place that
    /// a turn does not touch costs little.
    private var walks = [Timeline(), Timeline()]
    /// Looks up to here are final: nothing may come before.
    private var settledThrough = Timestamp.epoch
    /// Newest last.
    var cases: [StayCase] = []
    /// Our clock at the last look and at the last sighting.
    private(set) var lookedAt: Timestamp
    private(set) var seenAt: Timestamp
    /// Our clock when the present stay was first found to be over.
    private(set) var overAt: Timestamp?
    /// Ends of grace by warning, oldest first.
    private(set) var graces: [Grace] = []
    /// The case that the next one takes up again.
    var supersedes: CaseID?
    /// When it is looked at without news.
    var wakeAt: Timestamp?

    init(number: Int, rule: RuleID, position: GridPoint, at now: Timestamp) {
        self.number = number
        self.rule = rule
        self.position = position
        lookedAt = now
        seenAt = now
    }

    /// The walk over all looks.
    var walk: Timeline { walks[1] }

    /// Stays that were seen often enough, oldest first; the present one is last when it was.
    var stays: [Occupancy] { walk.past + (walk.stay.openedAt == nil ? [] : [walk.stay]) }

    /// What stood there before the pass that an instant belongs to; nil: nothing that is known to.
    @inline(__always)
    func known(before instant: Timestamp) -> (ground: GridPoint, plate: String)? {
        walks[1].known(before: instant)
    }

    /// Position in ``cases`` of the case of a stay.
    func caseIndex(of stay: Occupancy) -> Int? {
        guard let first = stay.firstAt, let last = stay.lastAt else { return nil }
        return cases.firstIndex { first <= $0.anchor && $0.anchor <= last }
    }

    /// The case of the present stay.
    var presentCase: StayCase? { caseIndex(of: walk.stay).map { cases[$0] } }

    /// Puts a look in; false when it is known already or comes before what is final.
    mutating func insert(_ look: Look, rule: Rule, at now: Timestamp) -> Bool {
        guard look.at > settledThrough else { return false }
        let index = (looks.lastIndex { !look.isBefore($0) } ?? -1) + 1
        if index > 0, looks[index - 1].at == look.at, looks[index - 1].frame == look.frame {
            return false
        }
        looks.insert(look, at: index)
        if index == looks.count - 1 {
            walks[1].take(look, rule: rule, graces: graces)
        } else {
            walkAgain(rule)
        }
        lookedAt = max(lookedAt, now)
        if look.kind != .free { seenAt = max(seenAt, now) }
        if let mean = walk.stay.position { position = mean }
        overAt = walk.stay.isOver ? overAt ?? now : nil
        finish(rule: rule, at: now)
        return true
    }

    private mutating func walkAgain(_ rule: Rule) {
        walks[1] = walks[0]
        for known in looks { walks[1].take(known, rule: rule, graces: graces) }
    }

    /// The stay that was opened at an instant has time until another.
    mutating func give(until end: Timestamp, anchor: Timestamp, rule: Rule) {
        graces.removeAll { $0.anchor == anchor }
        graces.append(Grace(anchor: anchor, end: end))
        if graces.count > Self.caseLimit { graces.removeFirst() }
        walkAgain(rule)
    }

    /// Makes final what no frame can change any more, and what there is no room for.
    mutating func finish(rule: Rule, at now: Timestamp) {
        let horizon = now - Self.lateness
        let outdated = looks.prefix { $0.at < horizon }.count
        let count = max(outdated, looks.count - Self.lookLimit)
        guard count > 0 else { return }
        for look in looks.prefix(count) { walks[0].take(look, rule: rule, graces: graces) }
        settledThrough = looks[count - 1].at
        looks.removeFirst(count)
    }

    /// First sighting of the present stay; nil: nothing was seen yet.
    var stayedSince: Timestamp? { walk.stay.firstAt }

    /// Whether all sightings of the present stay may still change.
    var isStayYoung: Bool { stayedSince.map { $0 > settledThrough } ?? false }

    /// Whether something else stood there.
    var hasHistory: Bool { !walk.past.isEmpty || cases.count > 1 }

    /// Gives up the sightings of the present stay; returns them.
    mutating func release(rule: Rule) -> [Look] {
        guard let since = stayedSince else { return [] }
        let given = looks.filter { $0.kind != .free && $0.at >= since }
        looks.removeAll { $0.kind != .free && $0.at >= since }
        walkAgain(rule)
        return given
    }

    /// Whether frames show a thing here and another there, as often as it takes to believe in a thing, or in
    /// half of what either is known by: one thing may be taken for two in a frame, not again and again.
    func isBeside(_ other: Place, rule: Rule) -> Bool {
        // By instant: a frame that a second source sends again is no second witness.
        let own = Set(looks.filter { $0.kind != .free }.map(\.at))
        let others = Set(other.looks.filter { $0.kind != .free }.map(\.at))
        let shared = own.intersection(others).count
        return shared >= rule.needed || shared * 2 >= max(1, min(own.count, others.count))
    }

    /// Takes the sightings of a place that is this one; returns them.
    mutating func absorb(_ given: [Look], from other: Place, rule: Rule) -> [Look] {
        let moved = given.filter { $0.at > settledThrough }
        // Where the other was seen, this one was not free.
        looks.removeAll { look in
            moved.contains { $0.at == look.at && $0.frame == look.frame }
        }
        looks = (looks + moved).sorted { $0.isBefore($1) }
        walkAgain(rule)
        lookedAt = max(lookedAt, other.lookedAt)
        seenAt = max(seenAt, other.seenAt)
        if let mean = walk.stay.position { position = mean }
        overAt = walk.stay.isOver ? overAt : nil
        return moved
    }

    /// Begins a new stay of the thing that stands there, once its case is old enough (PIPELINE § 6).
    mutating func restart() {
        supersedes = presentCase?.id
        settledThrough = max(settledThrough, looks.last?.at ?? .epoch)
        looks = []
        walks = [Timeline(), Timeline()]
    }

    mutating func remember(_ id: CaseID, anchor: Timestamp) {
        cases.append(StayCase(id: id, anchor: anchor))
        if cases.count > Self.caseLimit { cases.removeFirst() }
    }
}
