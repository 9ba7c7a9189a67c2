// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// From what is known of a place to the state of its case (PIPELINE § 6).
extension CaseBook {
    /// Free looks of a pass count once it is over (PIPELINE 5.5, 6): a sighting in it wins.
    private static let overAfter = TimeSpan.seconds(30)
    /// A case that nobody looks at expires (PIPELINE § 6).
    static let expiry = TimeSpan.hours(2)
    /// Wait for plates and pictures of the second look (PIPELINE 5.4).
    static let evidenceWait = TimeSpan.seconds(20)
    /// So much of a frame's way to us counts as waited already; our choice.
    static let latencyAllowance = TimeSpan.seconds(5)

    /// Brings a place's case to where its looks say it is; `news` is the look that just came.
    mutating func weigh(_ number: Int, news: Look?, _ turn: inout Turn) {
        guard var place = places[number] else { return }
        guard let active = active(place.rule) else { return forget(number) }
        place.finish(rule: active.rule, at: turn.now)
        let stays = place.stays
        for stay in stays { follow(stay, &place, active, news, &turn) }
        endOrphans(of: place, stays, &turn)
        let known = place.wakeAt
        let next = nextLook(at: place, now: turn.now)
        place.wakeAt = next ?? known
        places.insert(place, for: number)
        guard let next else { return forget(number) }
        move(wake: .place, of: number, from: known, to: next)
        proceed(at: number, &turn)
    }

    /// Cases of a place that are on their way to grace take their next step: what was just seen may be it.
    private mutating func proceed(at number: Int, _ turn: inout Turn) {
        for id in places.look(at: number, { $0.cases.map(\.id) }) ?? [] {
            guard let state = openCases.look(at: id, { $0.state }) else { continue }
            switch state {
            case .sighted, .evidenceRequested, .warned: proceed(id, &turn)
            case .grace, .confirmed, .inReview, .noticed, .dissuaded, .expired, .dismissed,
                .withdrawn:
                break
            }
        }
    }

    /// Cases that no stay holds any more: late looks showed that their stay never was, or is another's.
    private mutating func endOrphans(
        of place: Place,
        _ stays: [Occupancy],
        _ turn: inout Turn
    ) {
        let held = stays.compactMap { place.caseIndex(of: $0).map { place.cases[$0].id } }
        for one in place.cases where !held.contains(one.id) {
            guard openCases.look(at: one.id, { $0.isWatched }) == true else { continue }
            let ending = place.walk.past.last?.ending ?? .free
            close(one.id, as: .dissuaded, because: ending.reason, &turn)
        }
    }

    /// Brings the case of one stay to where the stay is.
    private mutating func follow(
        _ stay: Occupancy,
        _ place: inout Place,
        _ active: ActiveRule,
        _ news: Look?,
        _ turn: inout Turn
    ) {
        guard let grid = configuration?.grid, let anchor = stay.openedAt,
            let subject = stay.subject(of: active.rule)
        else { return }
        if place.caseIndex(of: stay) == nil {
            open(stay, &place, active, &turn)
            guard openCases[place.cases.last?.id ?? CaseID(0)] != nil else { return }
        }
        guard let index = place.caseIndex(of: stay),
            var violation = violation(place.cases[index].id)
        else { return }
        place.cases[index].anchor = anchor
        let ending = self.ending(of: stay, at: place, now: turn.now)
        let isComplete = isComplete(stay, rule: active.rule)
        if violation.state == .dissuaded, ending == nil || isComplete, !openCases.isFull {
            violation.step(to: .grace, at: turn.now, because: CaseWords.seenAfterAll)
            tellChange(of: violation, &turn)
        }
        if violation.state == .noticed, !isComplete { contradict(violation, &turn) }
        guard violation.isWatched || violation.state == .dissuaded else { return }
        violation.follow(subject, grid: grid)
        if let news, news.kind != .free, violation.isWatched, stay.holds(news.at) {
            seal(news, for: &violation, &turn)
        }
        store(violation)
        guard violation.isWatched else { return }
        if isComplete {
            let taken = max(stay.lastAt ?? turn.now, turn.now - Self.latencyAllowance)
            let completeAt = place.cases[index].completeAt ?? min(turn.now, taken)
            place.cases[index].completeAt = completeAt
            let hasWaited = turn.now >= completeAt + Self.evidenceWait
            // Who was not warned yet, or not looked at closely, has his time first (PIPELINE § 6).
            guard violation.state == .grace else { return }
            if let match = match(stay, violation, active.rule, hasWaited: hasWaited) {
                place.cases[index].quietUntil =
                    turn.now + .seconds(active.rule.suppressSeconds)
                return confirm(violation.id, match: match, &turn)
            }
            if !hasWaited { return }
        }
        if let ending {
            close(violation.id, as: .dissuaded, because: ending.reason, &turn)
        } else if turn.now >= place.lookedAt + Self.expiry {
            close(violation.id, as: .expired, because: CaseWords.nobodyLooked, &turn)
        }
    }

    /// How a stay ended; nil: it goes on, or may yet turn out to.
    private func ending(of stay: Occupancy, at place: Place, now: Timestamp) -> Occupancy.Ending? {
        if let ending = stay.ending { return ending }
        guard stay.isOver, let overAt = place.overAt else { return nil }
        return now >= overAt + Self.overAfter ? .free : nil
    }

    /// Whether a stay was seen often enough after grace, and strictly inside (PIPELINE § 4, 6).
    private func isComplete(_ stay: Occupancy, rule: Rule) -> Bool {
        stay.returned >= rule.needed && stay.inside >= rule.needed
    }

    private mutating func open(
        _ stay: Occupancy,
        _ place: inout Place,
        _ active: ActiveRule,
        _ turn: inout Turn
    ) {
        guard !openCases.isFull, let grid = configuration?.grid,
            let subject = stay.subject(of: active.rule)
        else {
            return tellFull("no room for another case (limit \(openCases.limit))", &turn)
        }
        var violation = Case(
            turn.issuer.violation(at: turn.now),
            rule: active.rule,
            spot: place.number,
            subject: subject,
            supersedes: place.supersedes
        )
        place.remember(violation.id, anchor: subject.openedAt)
        place.supersedes = nil
        violation.follow(subject, grid: grid)
        violation.step(to: .sighted, at: turn.now, because: CaseWords.seen(active.rule.needed))
        let values = [
            FactValue("rule", violation.rule),
            FactValue("place", violation.place.rounded),
        ]
        turn.tell(.caseOpened, Subject(violation: violation.id), values)
        for look in place.looks where look.kind != .free && stay.holds(look.at) {
            seal(look, for: &violation, &turn)
        }
        store(violation)
    }

    /// What ties the second look to the first (PIPELINE 5.4); nil: nothing, or not yet.
    private func match(
        _ stay: Occupancy,
        _ violation: Case,
        _ rule: Rule,
        hasWaited: Bool
    ) -> String? {
        switch Plate.compare(stay.before.consensus?.text, stay.after.consensus?.text) {
        case .same:
            hasWaited || hasSecondLook(violation) && stay.isPlateClear ? "plate" : nil
        case .absent:
            hasWaited && !isAnother(stay, at: violation.spot, rule: rule) ? "place" : nil
        case .unsure: hasWaited ? "place" : nil
        case .other: nil
        }
    }

    /// Whether every role that a notice needs is there, and a picture of the second look.
    private func hasSecondLook(_ violation: Case) -> Bool {
        guard !violation.wanted.isEmpty else { return true }
        return hasPictures(violation)
            && violation.evidence.contains { $0.side == .second && $0.isHopeful }
    }

    /// When a place needs a look without news; nil: it can be forgotten.
    private func nextLook(at place: Place, now: Timestamp) -> Timestamp? {
        var times: [Timestamp] = []
        let watched = place.cases.filter { one in
            openCases.look(at: one.id) { $0.isWatched } == true
        }
        for one in watched {
            times.append(place.lookedAt + Self.expiry)
            if let overAt = place.overAt { times.append(overAt + Self.overAfter) }
            if let completeAt = one.completeAt { times.append(completeAt + Self.evidenceWait) }
        }
        if watched.isEmpty {
            let quiet = place.presentCase?.quietUntil ?? .epoch
            let end = max(place.seenAt + Place.lateness, quiet)
            guard end > now else { return nil }
            times.append(end)
        }
        if let first = place.looks.first {
            times.append(first.at + Place.lateness + .milliseconds(1))
        }
        return times.filter { $0 > now }.min() ?? now + .milliseconds(1)
    }

    mutating func close(
        _ id: CaseID,
        as state: Case.State,
        because reason: Bilingual,
        _ turn: inout Turn
    ) {
        guard var violation = openCases[id] else { return }
        violation.step(to: state, at: turn.now, because: reason)
        store(violation)
        defer { end(id, &turn) }
        let subject = Subject(violation: id)
        switch state {
        case .dissuaded: turn.tell(.caseDissuaded, subject, [FactValue("reason", reason)])
        case .expired: turn.tell(.caseExpired, subject, [FactValue("reason", reason)])
        case .sighted, .evidenceRequested, .warned, .grace, .confirmed, .inReview, .noticed,
            .dismissed, .withdrawn:
            tellChange(of: violation, &turn)
        }
    }

    func tellChange(of violation: Case, _ turn: inout Turn) {
        let values = [
            FactValue("state", violation.state.name),
            FactValue("reason", violation.reason),
        ]
        turn.tell(.caseChanged, Subject(violation: violation.id), values)
    }
}
