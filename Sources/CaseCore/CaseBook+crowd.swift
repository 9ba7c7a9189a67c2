// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Rules of mode `count`: too many things at once in a zone (PIPELINE § 4).
extension CaseBook {
    /// Counts what a wide frame shows in the zone of a rule; one that does not show the zone's middle says
    /// nothing unless it alone shows too many.
    mutating func count(
        _ looks: [Look],
        in sight: Sight,
        for active: ActiveRule,
        _ turn: inout Turn
    ) {
        let rule = active.rule
        guard let calendar = configuration?.calendar,
            active.isInForce(at: sight.at, calendar: calendar)
        else { return }
        let isTooMany = looks.count >= rule.count
        let showsZone = Polygon.contains(sight.frame.footprint, active.middle)
        guard isTooMany || showsZone else { return }
        let key = TrackKey(rule: rule.id, source: sight.frame.source, id: "")
        guard isTooMany || crowdKeys[key] != nil else { return }
        let look = Look(
            at: sight.at,
            frame: sight.identity,
            kind: .seen,
            ground: GridPoint(meanOf: looks.map(\.ground)) ?? active.middle,
            confidence: looks.map(\.confidence).min() ?? 0,
            error: looks.map(\.error).max() ?? 0,
            isInside: true,
            label: looks.first?.label ?? "",
            images: isTooMany ? sight.frame.images : [],
            size: sight.frame.size,
            clockError: sight.clockError
        )
        guard let number = watch(key, &turn) else { return }
        let sample = CrowdWalk.Sample(look: look, count: looks.count)
        let now = turn.now
        let isNews = crowds.update(number) { $0.insert(sample, rule: rule, at: now) }
        if isNews == true { weigh(crowd: number, news: look, &turn) }
    }

    /// Where a source's counts for a rule are kept; nil when there is no room.
    private mutating func watch(_ key: TrackKey, _ turn: inout Turn) -> Int? {
        if let number = crowdKeys[key] { return number }
        let number = lastPlace + 1
        let watch = CrowdWatch(number: number, key: key, at: turn.now)
        guard crowdKeys.insert(number, for: key), crowds.insert(watch, for: number) else {
            tellFull("no room for another crowd (limit \(crowds.limit))", &turn)
            return nil
        }
        lastPlace = number
        return number
    }

    /// Brings the cases of a zone to where its counts say they are.
    mutating func weigh(crowd number: Int, news: Look?, _ turn: inout Turn) {
        guard var watch = crowds[number] else { return }
        guard let active = active(watch.key.rule) else { return forget(crowd: number) }
        let all = watch.walk.crowds
        for crowd in all { follow(crowd, &watch, active, news, &turn) }
        let held = all.compactMap { watch.caseIndex(of: $0).map { watch.cases[$0].id } }
        for one in watch.cases where !held.contains(one.id) {
            guard openCases[one.id]?.isWatched == true else { continue }
            close(one.id, as: .dissuaded, because: CaseWords.fewerAgain, &turn)
        }
        let known = watch.wakeAt
        let next = nextLook(at: watch, turn.now)
        watch.wakeAt = next ?? known
        crowds.insert(watch, for: number)
        guard let next else { return forget(crowd: number) }
        move(wake: .crowd, of: number, from: known, to: next)
    }

    private mutating func follow(
        _ crowd: CrowdWalk.Crowd,
        _ watch: inout CrowdWatch,
        _ active: ActiveRule,
        _ news: Look?,
        _ turn: inout Turn
    ) {
        let subject = crowd.subject(of: active.rule)
        var look = news
        if watch.caseIndex(of: crowd) == nil {
            guard crowd.completeAt != nil || !crowd.isOver,
                let id = open(subject, watch.number, active, supersedes: nil, &turn)
            else { return }
            watch.remember(id, anchor: subject.openedAt)
            let span = subject.firstAt...subject.lastAt
            seal(watch.samples.map(\.look).filter { span.contains($0.at) }, for: id, &turn)
            look = nil
        }
        guard let index = watch.caseIndex(of: crowd) else { return }
        let id = watch.cases[index].id
        watch.cases[index].anchor = subject.openedAt
        let pursuit = Pursuit(
            subject: subject,
            completeAt: crowd.completeAt,
            lookedAt: watch.lookedAt,
            match: "count",
            isStanding: true
        )
        pursue(id, pursuit, news: look, &turn)
        if crowd.isOver, crowd.completeAt == nil, openCases[id]?.isWatched == true {
            close(id, as: .dissuaded, because: CaseWords.fewerAgain, &turn)
        }
    }

    /// When counts need a look without news; nil: they can be forgotten.
    private func nextLook(at watch: CrowdWatch, _ now: Timestamp) -> Timestamp? {
        var times = watch.cases.compactMap { deadline(of: $0.id, lookedAt: watch.lookedAt) }
        let end = watch.lookedAt + Place.lateness + .milliseconds(1)
        if end <= now, times.isEmpty { return nil }
        times.append(end)
        return times.filter { $0 > now }.min() ?? now + .milliseconds(1)
    }

    /// Takes the counts of a source and rule out of all tables.
    mutating func forget(crowd number: Int) {
        guard let watch = crowds.remove(number) else { return }
        crowdKeys.remove(watch.key)
        if let wakeAt = watch.wakeAt {
            wakes.remove(Wake(at: wakeAt, kind: .crowd, number: number))
        }
    }
}
