// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Which of several moving things a look and a case belong to: an analyser's id is a hint (PIPELINE 5.1).
extension CaseBook {
    /// The piece that a look with a known id belongs to though the id is another's: two things that pass each
    /// other have changed their ids when the one with this id expects it elsewhere and another expects it here.
    ///
    /// Both must have moved: two sightings, their own or those of the pieces before, are the least that says how.
    func stranger(
        for look: Look,
        _ siblings: [Int],
        _ nearest: Int?,
        _ key: TrackKey,
        _ rule: Rule
    ) -> Int? {
        let own = siblings.compactMap { tracks[$0] }.filter { $0.gap(to: look) <= Track.idGap }
        guard !own.isEmpty, own.contains(where: { $0.newest.count > 1 }) else { return nil }
        if let nearest, let known = tracks[nearest], known.distance(to: look) != nil { return nil }
        return pieces(near: look, of: key)
            .compactMap { number -> (weight: Int, distance: Double, number: Int)? in
                guard !siblings.contains(number), !hasGoneOn(number, before: look),
                    let other = tracks[number], other.newest.count > 1,
                    let distance = other.distance(to: look)
                else { return nil }
                return (-other.weight(rule), distance, number)
            }
            .min(by: <)?
            .number
    }

    /// Whether another piece goes on with this one before a look, or led up to it after: the look is that one's.
    ///
    /// A single look does not say so: it may be a second box beside the thing.
    func hasGoneOn(_ number: Int, before look: Look) -> Bool {
        guard let piece = tracks[number] else { return false }
        if piece.lastAt < look.at {
            return successor(of: piece).map { $0.looks.count > 1 && $0.firstAt <= look.at } ?? false
        }
        return look.at < piece.firstAt
            && predecessor(of: piece).map { $0.looks.count > 1 && look.at <= $0.lastAt } ?? false
    }

    /// Pieces of few looks learn how those before them moved.
    mutating func lead(_ chain: [Track]) {
        for (before, piece) in zip(chain, chain.dropFirst())
        where piece.looks.count < Track.ownSample {
            let lead = before.newest
            guard piece.lead != lead else { continue }
            tracks.update(piece.number) { $0.lead = lead }
        }
    }

    /// Whether a case is of these pieces: the one that it was opened on is among them, or is known no more.
    ///
    /// Pieces that were taken for one thing may turn out to be two; the case stays with the one that it is of.
    func owns(_ chain: [Track], _ id: CaseID) -> Bool {
        guard let spot = violation(id)?.spot, tracks[spot] != nil else { return true }
        return chain.contains { $0.number == spot } || chain.first?.settled != nil
    }

    /// A case that was opened on pieces of which too few are left expires as one at which nobody looks.
    mutating func giveUp(_ chain: [Track], lookedAt: Timestamp, _ turn: inout Turn) {
        for piece in chain {
            guard let id = piece.violation else { continue }
            if !owns(chain, id) {
                tracks.update(piece.number) { $0.violation = nil }
            } else if openCases[id]?.isWatched == true, turn.now >= lookedAt + Self.shortExpiry {
                close(id, as: .expired, because: CaseWords.nobodyLookedSoon, &turn)
            }
        }
    }

    /// Whether one look after another shows the thing of a notice and that of a case apart, as often as it takes
    /// to believe in a thing or in half of what either is known by: two things, whatever ids they had.
    func isSeenBeside(_ spot: Int, _ other: Int, rule: Rule) -> Bool {
        guard spot != other, tracks[spot] != nil, tracks[other] != nil else { return false }
        let known = Dictionary(
            chain(through: spot).flatMap(\.looks).map { ($0.at, $0.ground) },
            uniquingKeysWith: { one, _ in one }
        )
        let looks = chain(through: other).flatMap(\.looks)
        let apart = looks.count { look in
            known[look.at].map { $0.distance(to: look.ground).value > Self.gates.upperBound }
                ?? false
        }
        return apart >= rule.needed || apart * 2 >= max(1, min(known.count, looks.count))
    }

    /// The notice of a thing that was expected where and when that of a case was first seen, so that it is one of
    /// which two ids made two; nil: there is none, or frames show both.
    func expectedNotice(of violation: Case) -> NoticeID? {
        guard violation.mode == .dwell, let rule = active(violation.rule)?.rule,
            let start = chain(through: violation.spot).first, let first = start.looks.first
        else { return nil }
        let before = pieces(near: first, of: start.key).compactMap { tracks[$0] }.filter { piece in
            piece.firstAt < first.at && piece.expectation(of: first) != nil
        }
        for piece in before {
            let ids = chain(through: piece.number).compactMap(\.violation)
            for id in ids where id != violation.id {
                guard let notice = self.violation(id)?.notice, let one = said[notice],
                    violation.openedAt < one.until,
                    Plate.compare(one.plate, violation.plate?.text) != .other,
                    !isSeenBeside(one.spot, violation.spot, rule: rule)
                else { continue }
                return notice
            }
        }
        return nil
    }
}
