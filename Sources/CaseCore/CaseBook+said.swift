// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What a notice said, for as long as it is not to be said again.
struct Said: Codable, Equatable, Sendable {
    var notice: NoticeID
    var violation: CaseID
    var rule: RuleID
    /// Last sighting, event time.
    var lastAt: Timestamp
    var plate: String?
    /// Number of its place, track or crowd.
    var spot: Int
    var ground: GridPoint?
    /// Whether the thing stays where it is.
    var isStanding: Bool
    /// Whether it is too many things at once in a zone.
    var isCrowd: Bool
    /// The analyser's ids of it.
    var tracks: [TrackKey]
    /// From this event time on it may be said again.
    var until: Timestamp
}

// What was said is not said again within `suppress` (S35): a stay keeps this to itself, this keeps it over
// stays, places, tracks and passes.
extension CaseBook {
    /// Keeps what a notice says; what may be said again by now makes room.
    mutating func remember(_ violation: Case, as notice: NoticeID, _ turn: inout Turn) {
        let suppress = active(violation.rule)?.rule.suppressSeconds ?? 0
        while let first = said.first, said.isFull || first.value.until < turn.now {
            forget(first.id)
        }
        let what = Said(
            notice: notice,
            violation: violation.id,
            rule: violation.rule,
            lastAt: violation.lastSeenAt,
            plate: violation.plate?.text,
            spot: violation.spot,
            ground: violation.ground,
            isStanding: violation.isStanding,
            isCrowd: violation.mode == .count,
            tracks: violation.tracks,
            until: violation.lastSeenAt + .seconds(suppress)
        )
        said.insert(what, for: notice)
        saidMarks.insert(what)
    }

    /// What a notice said may be said again.
    mutating func forget(_ notice: NoticeID) {
        if let gone = said.remove(notice) { saidMarks.remove(gone) }
    }

    /// The notice that says the same of the same thing within the rule's `suppress` time; nil: none does.
    ///
    /// The same is a plate that PIPELINE 5.3 calls the same; without plates, for a rule of mode `revisit` a
    /// place within the gate that was seen at the same time, for one of mode `dwell` the analyser's id of a
    /// track, where it was expected or the place of a thing that stands, for one of mode `count` its zone.
    func earlierNotice(of violation: Case) -> NoticeID? {
        saidMarks.candidates(for: violation).first { notice in
            said[notice].map { isSame($0, violation) } ?? false
        } ?? expectedNotice(of: violation)
    }

    func isSame(_ one: Said, _ violation: Case) -> Bool {
        guard one.rule == violation.rule, one.violation != violation.id,
            violation.openedAt < one.until
        else { return false }
        switch Plate.compare(one.plate, violation.plate?.text) {
        case .same: return !isSeenBeside(one, violation)
        case .other: return false
        case .unsure, .absent: return isSamePlace(one, violation)
        }
    }

    /// Whether one look after another shows the thing of a notice and another one with nearly its plate, farther
    /// apart than one thing can seem to be (PIPELINE 5.2): two of one fleet, parked nose to tail.
    private func isSeenBeside(_ one: Said, _ violation: Case) -> Bool {
        guard violation.mode == .revisit, one.spot != violation.spot,
            let known = places[one.spot], known.presentCase?.id == one.violation,
            let place = places[violation.spot], let rule = active(violation.rule)?.rule
        else { return false }
        return known.position.distance(to: place.position).value > Self.gates.upperBound
            && known.isBeside(place, rule: rule)
    }

    private func isSamePlace(_ one: Said, _ violation: Case) -> Bool {
        switch violation.mode {
        // One thing of which a pass with a bias made two places: both saw it at the same time, closer than
        // two things can stand (PIPELINE 5.2). A stay of the same place knows its own notice.
        case .revisit:
            guard one.spot != violation.spot, violation.firstSeenAt <= lastSight(of: one),
                let known = one.ground, let ground = violation.ground
            else { return false }
            return known.distance(to: ground).value <= Self.gates.upperBound
        case .count: return true
        case .dwell:
            if let rule = active(one.rule)?.rule, isSeenBeside(one.spot, violation.spot, rule: rule)
            {
                return false
            }
            if one.tracks.contains(where: violation.tracks.contains) { return true }
            guard one.isStanding, violation.isStanding, let known = one.ground,
                let ground = violation.ground
            else { return false }
            return known.distance(to: ground).value <= Self.gates.upperBound
        }
    }

    /// When the thing of a notice was last seen at its place, as far as the stay goes on.
    private func lastSight(of one: Said) -> Timestamp {
        guard let place = places[one.spot], place.presentCase?.id == one.violation else {
            return one.lastAt
        }
        return max(one.lastAt, place.walk.stay.lastAt ?? one.lastAt)
    }

    /// Closes a case whose notice is out already by another case's; false: there is none.
    mutating func closeIfSaid(_ id: CaseID, _ turn: inout Turn) -> Bool {
        guard let violation = openCases[id], let earlier = earlierNotice(of: violation) else {
            return false
        }
        close(id, as: .dismissed, because: CaseWords.saidAlready(by: earlier), &turn)
        return true
    }
}
