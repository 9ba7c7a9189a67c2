// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A piece of a track: what one source saw under one id, or a single detection without an id
/// (PIPELINE 5.1).
///
/// Pieces are linked by where the next one is expected. Both are questions to what is known, whenever it
/// came, so that the order of arrival does not matter.
struct Track: Codable, Equatable, Sendable {
    /// The same id within so long is the same track (PIPELINE 5.1).
    static let idGap = TimeSpan.seconds(10)
    /// Another id or none: within so long (PIPELINE 5.1).
    static let linkGap = TimeSpan.seconds(4)
    /// Nothing on the ground moves faster between two looks, m/s (PIPELINE 5.1).
    static let topSpeed = 15.0
    /// Looks that are kept one by one; older ones are final.
    static let lookLimit = 96

    let number: Int
    let key: TrackKey
    private(set) var looks: [Look] = []
    /// The newest sightings of the pieces before this one: a piece of few looks goes on with their velocity.
    var lead: [Waypoint] = []
    /// The walk over looks that are not kept any more.
    private(set) var settled: DwellWalk?
    /// Its case, when it was seen often enough.
    var violation: CaseID?
    /// The case that the next one takes up again.
    private(set) var supersedes: CaseID?
    /// Looks before this instant belong to the case that was noticed; a new one begins here.
    var quietUntil: Timestamp?
    /// Our clock at the last look.
    var lookedAt: Timestamp
    /// When it is looked at without news.
    var wakeAt: Timestamp?

    init(number: Int, key: TrackKey, look: Look, at now: Timestamp) {
        self.number = number
        self.key = key
        looks = [look]
        lookedAt = now
    }

    /// Where it is filed.
    var start: TrackSlot { slot(looks.first) }
    var end: TrackSlot { slot(looks.last) }

    private func slot(_ look: Look?) -> TrackSlot {
        TrackSlot(
            at: look?.at ?? .epoch,
            ground: look?.ground ?? GridPoint(eastMillimetres: 0, northMillimetres: 0)
        )
    }

    var firstAt: Timestamp { looks.first?.at ?? .epoch }
    var lastAt: Timestamp { looks.last?.at ?? .epoch }

    /// Whether a look of the same id continues this piece, or comes before it, or lies in it.
    func holds(_ look: Look) -> Bool {
        guard firstAt - Self.idGap <= look.at, look.at <= lastAt + Self.idGap else { return false }
        let index = looks.firstIndex { look.isBefore($0) } ?? looks.count
        let neighbours = [index - 1, index].filter(looks.indices.contains).map { looks[$0] }
        return neighbours.allSatisfy { Self.isReachable($0, look) }
    }

    /// Whether a later or earlier piece of the same id is part of this one.
    func holds(_ other: Track) -> Bool {
        guard let first = other.looks.first, let last = other.looks.last else { return false }
        if first.at > lastAt { return holds(first) }
        if last.at < firstAt { return holds(last) }
        return holds(first) && holds(last)
    }

    /// How far in time the nearest look lies.
    func gap(to look: Look) -> TimeSpan {
        looks.map { ($0.at - look.at).magnitude }.min() ?? .hours(1)
    }

    private static func isReachable(_ one: Look, _ other: Look) -> Bool {
        let gap = (other.at - one.at).magnitude.seconds
        return one.ground.distance(to: other.ground).value <= topSpeed * gap + gate(after: gap)
    }

    /// How far from where it is expected a thing may be after so many seconds, metres (PIPELINE 5.1).
    static func gate(after gap: Double) -> Double { 3 + 1.5 * gap }

    /// Puts a look in; false when its frame is known or it comes before what is final.
    mutating func insert(_ look: Look, rule: Rule, marks: FrameMarks) -> Bool {
        guard settled?.lastAt.map({ look.at > $0 }) ?? true else { return false }
        let index = looks.firstIndex { look.isBefore($0) } ?? looks.count
        if index > 0, looks[index - 1].at == look.at, looks[index - 1].frame == look.frame {
            return false
        }
        looks.insert(look, at: index)
        if looks.count > Self.lookLimit {
            var walk = settled ?? DwellWalk()
            walk.take(looks.removeFirst(), rule: rule, marks: marks)
            settled = walk
        }
        return true
    }

    /// Takes the looks of a later piece of the same id.
    mutating func absorb(_ other: Track, rule: Rule, marks: FrameMarks) {
        for look in other.looks { _ = insert(look, rule: rule, marks: marks) }
        violation = violation ?? other.violation
        lookedAt = max(lookedAt, other.lookedAt)
    }

    /// Begins anew after a notice (PIPELINE § 6, `suppress`).
    mutating func restart(at instant: Timestamp) {
        quietUntil = nil
        supersedes = violation
        settled = nil
        looks.removeAll { $0.at < instant }
        violation = nil
    }
}

/// What makes looks pieces of the same track.
struct TrackKey: Codable, Hashable, Comparable, Sendable {
    var rule: RuleID
    var source: String
    /// The analyser's id; a single detection without one has an empty id and stands alone.
    var id: String

    static func < (one: TrackKey, other: TrackKey) -> Bool {
        (one.rule, one.source, one.id) < (other.rule, other.source, other.id)
    }
}
