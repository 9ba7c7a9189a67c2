// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Where a piece expects its thing: constant velocity (PIPELINE 5.1).
extension Track {
    /// Where something was at an instant.
    struct Waypoint: Codable, Equatable, Sendable {
        var at: Timestamp
        var ground: GridPoint
    }

    /// Newest sightings that give the velocity.
    static let motionSample = 10

    /// So many of its own say how it moves: as many as it takes to believe in it (PIPELINE § 4, N of `dwell`);
    /// two half a second apart are off by metres a second.
    static let ownSample = 5

    /// Its newest sightings, and while it has few, those of the pieces before it.
    var newest: [Waypoint] {
        let own = looks.suffix(Self.motionSample).map { Waypoint(at: $0.at, ground: $0.ground) }
        guard own.count < Self.ownSample, settled == nil, let first = own.first else {
            return own
        }
        return lead.filter { $0.at < first.at }.suffix(Self.motionSample - own.count) + own
    }

    /// Its sightings, up to as many as it takes to believe in a thing: of several pieces that may go on with
    /// another the better known goes first, for beside a thing there may be a second box of it, now and then.
    func weight(_ rule: Rule) -> Int { min(rule.needed, looks.count + (settled?.sightings ?? 0)) }

    /// How far from where this piece expects its thing another one begins; nil: it cannot be the same.
    func distance(to next: Track) -> Double? {
        guard let first = next.looks.first, first.at > firstAt else { return nil }
        // Looks that came under the old id after the new one must be where the new one expects them.
        for look in looks.reversed().prefix(while: { $0.at >= first.at }) {
            guard next.expectation(of: look) != nil else { return nil }
        }
        return expectation(of: first)
    }

    /// How far a look is from where this piece expects its thing then; nil: it cannot be the same, or the piece has
    /// one of its frame.
    func distance(to look: Look) -> Double? {
        let hasFrame = looks.contains { $0.at == look.at && $0.frame == look.frame }
        return hasFrame ? nil : expectation(of: look)
    }

    /// The same, of a look that may be a second box of a thing in one frame.
    func expectation(of look: Look) -> Double? {
        let index = looks.firstIndex { look.isBefore($0) } ?? looks.count
        let (before, after) = (looks.prefix(index), looks.suffix(from: index))
        let expected: PlanePoint
        let gap: TimeSpan
        switch (before.last, after.first) {
        case (nil, nil): return nil
        case (let one?, nil):
            gap = look.at - one.at
            expected = Self.moved(newest, from: one, to: look.at)
        case (nil, let other?):
            gap = other.at - look.at
            let sample = Self.waypoints(after.prefix(Self.motionSample))
            expected = Self.moved(sample, from: other, to: look.at)
        case (let one?, let other?):
            gap = min(look.at - one.at, other.at - look.at)
            expected = Self.moved(Self.waypoints([one, other]), from: one, to: look.at)
        }
        guard gap <= Self.linkGap else { return nil }
        let distance = expected.distance(to: look.ground.plane)
        return distance < Self.gate(after: gap.seconds) ? distance : nil
    }

    /// Where constant velocity brings a thing from a look, by a sample of its looks.
    private static func moved(
        _ sample: [Waypoint],
        from look: Look,
        to instant: Timestamp
    ) -> PlanePoint {
        let place = look.ground.plane
        guard let one = sample.first, let other = sample.last, other.at > one.at else {
            return place
        }
        let (start, end) = (one.ground.plane, other.ground.plane)
        let factor = (instant - look.at).seconds / (other.at - one.at).seconds
        return PlanePoint(
            x: place.x + (end.x - start.x) * factor,
            y: place.y + (end.y - start.y) * factor
        )
    }

    private static func waypoints(_ looks: some Collection<Look>) -> [Waypoint] {
        looks.map { Waypoint(at: $0.at, ground: $0.ground) }
    }
}
