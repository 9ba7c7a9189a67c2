// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where a track or a crowd stands, as its case needs to know.
struct Pursuit {
    var subject: CaseSubject
    /// Event time at which everything was there that confirms; nil: not yet.
    var completeAt: Timestamp?
    /// Our clock at the last look.
    var lookedAt: Timestamp
    /// `track` or `count`.
    var match: String
    /// Whether its plate is read well enough, or is none to be read.
    var isPlateClear = true
    /// Whether the thing stays where it is: then its place tells it again.
    var isStanding: Bool
    /// The analyser's ids of it.
    var tracks: [TrackKey] = []
}

// What cases of mode `dwell` and `count` have in common: sighted, then confirmed (PIPELINE § 6).
extension CaseBook {
    /// Such a case expires when nobody looks for so long (PIPELINE § 6).
    static let shortExpiry = TimeSpan.seconds(60)

    /// Opens a case; nil when there is no room.
    mutating func open(
        _ subject: CaseSubject,
        _ spot: Int,
        _ active: ActiveRule,
        supersedes: CaseID?,
        _ turn: inout Turn
    ) -> CaseID? {
        guard !openCases.isFull, let grid = configuration?.grid else {
            tellFull("no room for another case (limit \(openCases.limit))", &turn)
            return nil
        }
        var violation = Case(
            turn.issuer.violation(at: turn.now),
            rule: active.rule,
            spot: spot,
            subject: subject,
            supersedes: supersedes
        )
        violation.follow(subject, grid: grid)
        let times = subject.count ?? active.rule.needed
        violation.step(to: .sighted, at: turn.now, because: CaseWords.seen(times))
        let values = [
            FactValue("rule", violation.rule),
            FactValue("place", violation.place.rounded),
        ]
        turn.tell(.caseOpened, Subject(violation: violation.id), values)
        store(violation)
        return violation.id
    }

    /// Asks for the pictures of several looks.
    mutating func seal(_ looks: [Look], for id: CaseID, _ turn: inout Turn) {
        guard var violation = openCases[id] else { return }
        for look in looks { seal(look, for: &violation, &turn) }
        store(violation)
    }

    /// Brings a case to where its track or crowd is: it is confirmed, waits for a picture, or expires.
    mutating func pursue(
        _ id: CaseID,
        _ pursuit: Pursuit,
        news: Look?,
        _ turn: inout Turn
    ) {
        guard var violation = violation(id), let grid = configuration?.grid else { return }
        let isBack = violation.state == .expired || violation.state == .dissuaded
        if isBack, pursuit.completeAt != nil, !openCases.isFull {
            violation.step(to: .sighted, at: turn.now, because: CaseWords.seenAfterAll)
            tellChange(of: violation, &turn)
        }
        guard violation.isWatched else { return }
        violation.follow(pursuit.subject, grid: grid)
        violation.isStanding = pursuit.isStanding
        violation.tracks = Array(Set(violation.tracks + pursuit.tracks).sorted().prefix(8))
        if let news { seal(news, for: &violation, &turn) }
        if let completeAt = pursuit.completeAt {
            let taken = max(completeAt, turn.now - Self.latencyAllowance)
            violation.completeAt = violation.completeAt ?? min(turn.now, taken)
        }
        store(violation)
        if let completeAt = violation.completeAt {
            let isReady = hasPictures(violation) && pursuit.isPlateClear
            guard isReady || turn.now >= completeAt + Self.evidenceWait else {
                return
            }
            confirm(id, match: pursuit.match, &turn)
        } else if turn.now >= pursuit.lookedAt + Self.shortExpiry {
            close(id, as: .expired, because: CaseWords.nobodyLookedSoon, &turn)
        }
    }

    /// When the case of a track or crowd needs a look without news; nil: never.
    func deadline(of id: CaseID, lookedAt: Timestamp) -> Timestamp? {
        guard let violation = openCases[id], violation.isWatched else { return nil }
        return violation.completeAt.map { $0 + Self.evidenceWait } ?? lookedAt + Self.shortExpiry
    }

    /// Whether every role that a notice needs is there or on its way.
    func hasPictures(_ violation: Case) -> Bool {
        violation.wanted.allSatisfy { role in
            violation.isExcused(role)
                || violation.evidence.contains { $0.image.role == role && $0.isHopeful }
        }
    }

    /// Moves a wake of a track or crowd.
    mutating func move(
        wake kind: Wake.Kind,
        of number: Int,
        from known: Timestamp?,
        to next: Timestamp
    ) {
        guard next != known else { return }
        if let known { wakes.remove(Wake(at: known, kind: kind, number: number)) }
        wakes.insert(true, for: Wake(at: next, kind: kind, number: number))
    }
}
