// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// Rules of mode `dwell`: a thing that must not stay for some seconds (PIPELINE § 4, 5.1).
extension CaseBook {
    /// As far as the fastest thing gets over the gap between two pieces, and the gate there.
    private static let linkReach = Track.topSpeed * Track.linkGap.seconds + Track.gate(after: 4)
    /// Pieces of one track that are walked at most.
    private static let chainLimit = 256

    /// Takes a detection with the analyser's id.
    mutating func track(
        _ look: Look,
        id: String,
        of source: String,
        for rule: Rule,
        _ turn: inout Turn
    ) {
        let key = TrackKey(rule: rule.id, source: source, id: id)
        let siblings = trackKeys[key] ?? []
        let nearest = siblings.filter { tracks[$0]?.holds(look) == true }.min { one, other in
            (tracks[one]?.gap(to: look) ?? .zero, one) < (
                tracks[other]?.gap(to: look) ?? .zero, other
            )
        }
        if let other = stranger(for: look, siblings, nearest, key, rule) {
            guard take(look, into: other, for: rule, &turn) else { return }
            return weigh(track: other, news: look, &turn)
        }
        guard let number = nearest else {
            let number = begin(look, key, &turn)
            return weigh(track: number, news: look, &turn)
        }
        guard take(look, into: number, for: rule, &turn) else { return }
        for other in siblings where other != number { absorb(other, into: number, for: rule) }
        weigh(track: number, news: look, &turn)
    }

    /// Takes the detections of one frame that have no id: the nearest to where a piece is expected goes on
    /// with it, the others begin pieces; a close picture belongs to what a wide one saw.
    mutating func join(
        _ looks: [Look],
        of source: String,
        for rule: Rule,
        _ turn: inout Turn
    ) {
        let key = TrackKey(rule: rule.id, source: source, id: "")
        var pairs: [(distance: Double, look: Int, piece: Int)] = []
        for (index, look) in looks.enumerated() {
            for number in pieces(near: look, of: key) where !hasGoneOn(number, before: look) {
                guard let distance = tracks[number]?.distance(to: look) else { continue }
                pairs.append((distance, index, number))
            }
        }
        var joined: [Int: Int] = [:]
        var taken: [Int] = []
        for pair in pairs.sorted(by: <)
        where joined[pair.look] == nil && !taken.contains(pair.piece) {
            joined[pair.look] = pair.piece
            taken.append(pair.piece)
        }
        for (index, look) in looks.enumerated() {
            if let number = joined[index] {
                guard take(look, into: number, for: rule, &turn) else { continue }
                weigh(track: number, news: look, &turn)
            } else if look.kind == .seen {
                let number = begin(look, key, &turn)
                weigh(track: number, news: look, &turn)
            }
        }
    }

    /// Puts a look into a piece; false when it is known.
    private mutating func take(
        _ look: Look,
        into number: Int,
        for rule: Rule,
        _ turn: inout Turn
    ) -> Bool {
        guard let before = tracks[number] else { return false }
        var track = before
        let marks = sources[track.key.source]?.looks ?? FrameMarks()
        if let quietUntil = track.quietUntil, look.at >= quietUntil {
            track.restart(at: quietUntil)
        }
        guard track.insert(look, rule: rule, marks: marks) else { return false }
        track.lookedAt = max(track.lookedAt, turn.now)
        tracks.insert(track, for: number)
        refile(before, as: track)
        return true
    }

    /// Two pieces of one id become one when nothing stands between them any more.
    private mutating func absorb(_ other: Int, into number: Int, for rule: Rule) {
        guard let before = tracks[number], let piece = tracks[other], before.holds(piece) else {
            return
        }
        let isEarlier = before.firstAt < piece.firstAt
        let (one, next) = isEarlier ? (before, piece) : (piece, before)
        if let first = next.looks.first, first.at > one.lastAt,
            stranger(for: first, [number, other], one.number, one.key, rule) != nil
        {
            return
        }
        var track = before
        let marks = sources[track.key.source]?.looks ?? FrameMarks()
        track.absorb(piece, rule: rule, marks: marks)
        forget(track: other)
        tracks.insert(track, for: number)
        refile(before, as: track)
    }

    /// Pieces of a rule and source that begin or end within the gap of a look.
    func pieces(near look: Look, of key: TrackKey) -> [Int] {
        let slots = TrackSlot.around(
            look.ground,
            within: Self.linkReach,
            from: look.at - Track.linkGap,
            to: look.at + Track.linkGap
        )
        var numbers: [Int] = []
        for number in slots.flatMap({ (trackEnds[$0] ?? []) + (trackStarts[$0] ?? []) }) {
            guard !numbers.contains(number), let known = tracks[number]?.key,
                known.rule == key.rule,
                known.source == key.source
            else { continue }
            numbers.append(number)
        }
        return numbers
    }

    private mutating func begin(_ look: Look, _ key: TrackKey, _ turn: inout Turn) -> Int {
        if tracks.isFull, let oldest = tracks.first {
            if let id = oldest.value.violation, openCases[id]?.isWatched == true {
                close(id, as: .expired, because: CaseWords.noRoom, &turn)
            }
            forget(track: oldest.id)
            tellFull("no room for another track (limit \(tracks.limit))", &turn)
        }
        let number = lastPlace + 1
        lastPlace = number
        let track = Track(number: number, key: key, look: look, at: turn.now)
        tracks.insert(track, for: number)
        if !key.id.isEmpty { trackKeys.insert((trackKeys[key] ?? []) + [number], for: key) }
        file(track)
        return number
    }

    /// The pieces of one track in the order of time, from what is final on.
    func chain(through number: Int) -> [Track] {
        guard let piece = tracks[number] else { return [] }
        var chain = [piece]
        while chain.count < Self.chainLimit, let first = chain.first, first.settled == nil,
            let before = predecessor(of: first)
        {
            chain.insert(before, at: 0)
        }
        while chain.count < Self.chainLimit, let last = chain.last, let next = successor(of: last) {
            chain.append(next)
        }
        return chain
    }

    /// Of the pieces that go on with this one, the one that expected it nearest among the best known.
    func predecessor(of track: Track) -> Track? {
        guard let first = track.looks.first else { return nil }
        let slots = TrackSlot.around(
            first.ground,
            within: Self.linkReach,
            from: first.at - Track.linkGap,
            to: first.at + Track.linkGap
        )
        guard let rule = active(track.key.rule)?.rule else { return nil }
        var best: (rank: (Int, Double, Int), track: Track)?
        for before in candidates(slots, in: trackEnds, for: track) {
            guard let distance = before.distance(to: track),
                follower(of: before)?.number == track.number
            else { continue }
            let rank = (-before.weight(rule), distance, before.number)
            if let known = best, known.rank <= rank { continue }
            best = (rank, before)
        }
        return best?.track
    }

    func successor(of track: Track) -> Track? {
        guard let next = follower(of: track), predecessor(of: next)?.number == track.number else {
            return nil
        }
        return next
    }

    /// Of the pieces that begin where this one is expected the best known, of those the earliest, and of those
    /// the nearest.
    func follower(of track: Track) -> Track? {
        guard let last = track.looks.last else { return nil }
        let slots = TrackSlot.around(
            last.ground,
            within: Self.linkReach,
            from: last.at - Track.linkGap,
            to: last.at + Track.linkGap
        )
        guard let rule = active(track.key.rule)?.rule else { return nil }
        var best: (rank: (Int, Timestamp, Double, Int), track: Track)?
        for next in candidates(slots, in: trackStarts, for: track) {
            guard let distance = track.distance(to: next) else { continue }
            let rank = (-next.weight(rule), next.firstAt, distance, next.number)
            if let known = best, known.rank <= rank { continue }
            best = (rank, next)
        }
        return best?.track
    }

    /// Pieces of the same rule and source in some slots.
    private func candidates(
        _ slots: [TrackSlot],
        in table: Table<TrackSlot, [Int]>,
        for track: Track
    ) -> [Track] {
        slots.flatMap { table[$0] ?? [] }.compactMap { number in
            guard number != track.number, let other = tracks[number],
                other.key.rule == track.key.rule, other.key.source == track.key.source
            else { return nil }
            return other
        }
    }

    /// Brings the case of a track to where its looks say it is; `news` is the look that just came.
    mutating func weigh(track number: Int, news: Look?, _ turn: inout Turn) {
        guard let track = tracks[number] else { return }
        guard let active = active(track.key.rule) else { return forget(track: number) }
        let chain = chain(through: number)
        let marks = sources[track.key.source]?.looks ?? FrameMarks()
        var walk = chain.first?.settled ?? DwellWalk()
        for look in chain.flatMap(\.looks).sorted(by: { $0.isBefore($1) }) {
            walk.take(look, rule: active.rule, marks: marks)
        }
        let lookedAt = chain.map(\.lookedAt).max() ?? track.lookedAt
        lead(chain)
        if let subject = walk.subject(of: active.rule) {
            let pursuit = Pursuit(
                subject: subject,
                completeAt: walk.completeAt,
                lookedAt: lookedAt,
                match: "track",
                isPlateClear: walk.isPlateClear,
                isStanding: walk.isStanding,
                tracks: chain.map(\.key).filter { !$0.id.isEmpty }
            )
            follow(chain, pursuit, active, news, &turn)
        } else {
            giveUp(chain, lookedAt: lookedAt, &turn)
        }
        rewake(number, lookedAt: lookedAt, &turn)
    }

    /// Brings the case of a track to where it is, and opens one when there is none.
    private mutating func follow(
        _ chain: [Track],
        _ pursuit: Pursuit,
        _ active: ActiveRule,
        _ news: Look?,
        _ turn: inout Turn
    ) {
        var look = news
        var known = violation(of: chain, &turn)
        if known == nil, let last = chain.last {
            let spot = chain.max { ($0.looks.count, $0.number) < ($1.looks.count, $1.number) }
            known = open(
                pursuit.subject,
                spot?.number ?? last.number,
                active,
                supersedes: last.supersedes,
                &turn
            )
            if let known { seal(chain.flatMap(\.looks), for: known, &turn) }
            look = nil
        }
        guard let id = known else { return }
        for piece in chain where piece.violation != id {
            tracks.update(piece.number) { $0.violation = id }
        }
        let wasWatched = violation(id)?.isWatched ?? false
        pursue(id, pursuit, news: look, &turn)
        guard wasWatched, let state = violation(id)?.state, state != .expired,
            violation(id)?.isWatched == false
        else { return }
        let end = pursuit.subject.lastAt + .seconds(active.rule.suppressSeconds)
        for piece in chain { tracks.update(piece.number) { $0.quietUntil = end } }
    }

    /// The case of a track; when pieces turn out to be one thing, the older case goes on.
    private mutating func violation(of chain: [Track], _ turn: inout Turn) -> CaseID? {
        var ids: [CaseID] = []
        for piece in chain {
            guard let id = piece.violation, !ids.contains(id), owns(chain, id) else { continue }
            ids.append(id)
        }
        guard let first = ids.min() else { return nil }
        for id in ids where id != first && openCases[id]?.isWatched == true {
            close(id, as: .expired, because: CaseWords.same(as: first), &turn)
        }
        return first
    }

    private mutating func rewake(_ number: Int, lookedAt: Timestamp, _ turn: inout Turn) {
        guard let track = tracks[number] else { return }
        let end = track.lookedAt + Place.lateness + .milliseconds(1)
        let deadline = track.violation.flatMap { self.deadline(of: $0, lookedAt: lookedAt) }
        guard end > turn.now || deadline != nil else { return forget(track: number) }
        let wanted = [end, deadline].compactMap(\.self).filter { $0 > turn.now }.min()
        let next = wanted ?? turn.now + .milliseconds(1)
        // An earlier wake finds nothing and asks again; that is cheaper than moving it at each look.
        if let known = track.wakeAt, known > turn.now, known <= next { return }
        move(wake: .track, of: number, from: track.wakeAt, to: next)
        tracks.update(number) { $0.wakeAt = next }
    }

    /// Takes a piece out of all tables.
    mutating func forget(track number: Int) {
        guard let track = tracks.remove(number) else { return }
        unfile(track)
        if !track.key.id.isEmpty {
            let rest = (trackKeys[track.key] ?? []).filter { $0 != number }
            trackKeys[track.key] = rest.isEmpty ? nil : rest
        }
        if let wakeAt = track.wakeAt {
            wakes.remove(Wake(at: wakeAt, kind: .track, number: number))
        }
    }

    private mutating func refile(_ before: Track, as track: Track) {
        guard before.start != track.start || before.end != track.end else { return }
        unfile(before)
        file(track)
    }

    private mutating func file(_ track: Track) {
        trackStarts.insert((trackStarts[track.start] ?? []) + [track.number], for: track.start)
        trackEnds.insert((trackEnds[track.end] ?? []) + [track.number], for: track.end)
    }

    private mutating func unfile(_ track: Track) {
        let starts = (trackStarts[track.start] ?? []).filter { $0 != track.number }
        trackStarts[track.start] = starts.isEmpty ? nil : starts
        let ends = (trackEnds[track.end] ?? []).filter { $0 != track.number }
        trackEnds[track.end] = ends.isEmpty ? nil : ends
    }
}
