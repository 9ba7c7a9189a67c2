// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

// From a frame to looks at places (PIPELINE § 2, 4, 5).
extension CaseBook {
    /// Smallest and largest distance at which a detection belongs to a place (PIPELINE 5.2).
    static let gates = 3.0...4.5

    /// A frame as a rule sees it.
    struct Sight {
        var frame: FrameSightings
        var at: Timestamp
        var identity: Int64
        var isZoom: Bool
        /// Too late, or from a stale source: it only adds evidence.
        var isSupport: Bool
        /// The least delay of its source: what its clock may be off by.
        var clockError: TimeSpan
        /// How far what it shows is moved onto earlier passes; nil: not at all.
        var offset: GridOffset?
        /// Around what it shows; nil: it shows no ground.
        var box: GridBox?
        /// Whether it counts as a look: a frame of the wide lens.
        var isLook: Bool { !isZoom && frame.lens != "ir" }
    }

    /// A detection that a rule may count.
    private struct Candidate {
        var look: Look
        var gate: Double
        /// False: outside the zone; it only keeps a place from being free.
        var counts: Bool
        /// The analyser's id of it.
        var track: String?
        var place: Int?
    }

    /// One violation makes one case, however many frames show it (S35).
    mutating func take(_ frame: FrameSightings, _ turn: inout Turn) {
        let least = delay(of: frame, &turn)
        let isAhead = least < SourceClock.aheadLimit
        let at = isAhead ? frame.capturedAt + least : frame.capturedAt
        let sight = Sight(
            frame: frame,
            at: at,
            identity: Look.identity(source: frame.source, frame: frame.frame),
            isZoom: frame.lens == "zoom",
            isSupport: least > SourceClock.staleLimit || frame.receivedAt - at > Place.lateness,
            clockError: least,
            box: GridBox(around: frame.footprint + frame.detections.compactMap(\.ground))
        )
        guard let box = sight.box else { return }
        if sight.isLook, !sight.isSupport { noteLook(sight) }
        for active in rules where active.touches(box) {
            switch active.rule.mode {
            case .revisit: look(at: sight, for: active, &turn)
            case .dwell: follow(sight, for: active, &turn)
            case .count:
                guard sight.isLook, !sight.isSupport else { continue }
                let looks = candidates(of: sight, for: active).filter(\.counts).map(\.look)
                    .filter(\.isInside)
                guard sight.isWhole(beside: looks.count, for: active) else { continue }
                count(looks, in: sight, for: active, &turn)
            }
        }
    }

    /// Rules that count looks need to know when the source looked; one in which a thing of theirs may have been
    /// overlooked is none.
    private mutating func noteLook(_ sight: Sight) {
        let dwelling = rules.filter { $0.rule.mode == .dwell }
        guard !dwelling.isEmpty, dwelling.allSatisfy({ sight.unread(of: $0).isEmpty }) else {
            return
        }
        sources.update(sight.frame.source) { clock in
            clock.looks = clock.looks ?? FrameMarks()
            clock.looks?.note(sight.at)
        }
    }

    /// Things that must not stay: each detection strictly inside belongs to a track.
    private mutating func follow(_ sight: Sight, for active: ActiveRule, _ turn: inout Turn) {
        guard !sight.isSupport, sight.isZoom || sight.isLook else { return }
        var unnamed: [Look] = []
        for candidate in candidates(of: sight, for: active)
        where candidate.counts && candidate.look.isInside {
            if let id = candidate.track, !sight.isZoom {
                track(candidate.look, id: id, of: sight.frame.source, for: active.rule, &turn)
            } else {
                unnamed.append(candidate.look)
            }
        }
        if !unnamed.isEmpty { join(unnamed, of: sight.frame.source, for: active.rule, &turn) }
    }

    /// The least delay of the frame's source, and a fact when its clock is seen to run ahead.
    private mutating func delay(of frame: FrameSightings, _ turn: inout Turn) -> TimeSpan {
        var clock = sources[frame.source] ?? SourceClock()
        let least = clock.note(capturedAt: frame.capturedAt, receivedAt: frame.receivedAt)
        let isSkewed = least < SourceClock.aheadLimit
        if isSkewed, !clock.isSkewed {
            let values = [
                FactValue("source", frame.source),
                FactValue("skew", TimeSpan.zero - least),
            ]
            turn.tell(.sourceSkewed, Subject(), values)
        }
        clock.isSkewed = isSkewed
        if !sources.insert(clock, for: frame.source) {
            tellFull("more than \(sources.limit) sources of frames", &turn)
        }
        return least
    }

    private mutating func look(
        at seen: Sight,
        for active: ActiveRule,
        _ turn: inout Turn
    ) {
        var sight = seen
        if !sight.isSupport { sight.offset = register(sight, for: active.rule.id) }
        var candidates = candidates(of: sight, for: active)
        match(&candidates, to: active.rule.id)
        tie(&candidates, to: sight, for: active.rule.id, &turn)
        var touched: [Int] = []
        for candidate in candidates where candidate.counts {
            if sight.isSupport {
                if let place = candidate.place { support(place, with: candidate.look, &turn) }
                continue
            }
            guard let number = candidate.place ?? found(active.rule.id, candidate.look, &turn)
            else { continue }
            note(candidate.look, at: number, for: active.rule, &turn)
            touched.append(number)
        }
        guard !sight.isSupport, sight.isLook else { return }
        for number in freePlaces(in: sight, for: active, candidates)
        where !touched.contains(number) {
            guard let ground = places.look(at: number, { $0.position }) else { continue }
            let look = Look(at: sight.at, frame: sight.identity, kind: .free, ground: ground)
            note(look, at: number, for: active.rule, &turn)
        }
    }

    /// A photo that answers a case's request is the case's: the detection nearest to it, up to twice the gate
    /// away, and the picture itself when it shows none.
    private mutating func tie(
        _ candidates: inout [Candidate],
        to sight: Sight,
        for rule: RuleID,
        _ turn: inout Turn
    ) {
        guard let errand = sight.frame.answers.flatMap({ ErrandID($0) }),
            var violation = openCases[errand.violation], violation.isWatched,
            violation.rule == rule, let ground = violation.ground,
            !candidates.contains(where: { $0.place == violation.spot })
        else { return }
        let near = candidates.indices.filter { index in
            candidates[index].place == nil && candidates[index].counts
                && candidates[index].look.ground.distance(to: ground).value
                    <= 2 * candidates[index].gate
        }
        let nearest = near.min {
            candidates[$0].look.ground.distance(to: ground)
                < candidates[$1].look.ground.distance(to: ground)
        }
        if let nearest {
            candidates[nearest].place = violation.spot
            return
        }
        var look = Look(at: sight.at, frame: sight.identity, kind: .zoomed, ground: ground)
        look.images = sight.frame.images
        look.size = sight.frame.size
        look.clockError = sight.clockError
        look.sender = sight.frame.sender
        seal(look, for: &violation, &turn)
        store(violation)
    }

    private func candidates(of sight: Sight, for active: ActiveRule) -> [Candidate] {
        let rule = active.rule
        let found = sight.frame.detections.filter { detection in
            detection.ground != nil && detection.confidence >= rule.keepConfidence
                && rule.labels.contains(detection.label)
        }
        guard let calendar = configuration?.calendar, !found.isEmpty else { return [] }
        let isInForce = active.isInForce(at: sight.at, calendar: calendar)
        return found.compactMap { detection in
            guard let ground = detection.ground else { return nil }
            let membership = active.membership(of: ground, sigma: detection.sigma)
            let look = Look(
                at: sight.at,
                frame: sight.identity,
                kind: sight.isZoom ? .zoomed : .seen,
                ground: ground.moved(by: sight.offset),
                confidence: detection.confidence,
                error: detection.error,
                isInside: membership == .inside,
                label: detection.label,
                plate: detection.plate.map {
                    PlateReading(text: Plate.normalised($0.text), confidence: $0.confidence)
                },
                images: sight.frame.images,
                size: sight.frame.size,
                clockError: sight.clockError,
                sender: sight.frame.sender,
                vote: rule.attribute.flatMap { detection.vote(on: $0) },
                box: sight.frame.images.isEmpty || detection.box.count != 4 ? nil : detection.box
            )
            let gate = 2.5 * detection.sigma.value
            return Candidate(
                look: look,
                gate: min(max(gate, Self.gates.lowerBound), Self.gates.upperBound),
                counts: membership != .outside && isInForce,
                track: detection.track
            )
        }
    }

    /// Nearest first, one detection of a frame to one place.
    private func match(_ candidates: inout [Candidate], to rule: RuleID) {
        var pairs: [(distance: Double, candidate: Int, place: Int)] = []
        for (index, candidate) in candidates.enumerated() where candidate.counts {
            let reach = GridBox(around: [candidate.look.ground])?.widened(
                by: Metres(candidate.gate)
            )
            for number in numbers(in: reach) {
                guard let position = position(of: number, under: rule) else { continue }
                let distance = position.distance(to: candidate.look.ground).value
                if distance <= candidate.gate { pairs.append((distance, index, number)) }
            }
        }
        var taken: [Int] = []
        for pair in pairs.sorted(by: <) {
            guard candidates[pair.candidate].place == nil, !taken.contains(pair.place) else {
                continue
            }
            candidates[pair.candidate].place = pair.place
            taken.append(pair.place)
        }
    }

    /// Places of a rule that the frame shows and near which it found nothing (PIPELINE 5.5), not even something
    /// that it could not say.
    private func freePlaces(
        in sight: Sight,
        for active: ActiveRule,
        _ candidates: [Candidate]
    ) -> [Int] {
        let ring = sight.frame.footprint.map { $0.moved(by: sight.offset) }
        let unread = sight.unread(of: active)
        guard unread.allSatisfy({ $0.ground != nil }) else { return [] }
        return numbers(in: GridBox(around: ring)).filter { number in
            guard let position = position(of: number, under: active.rule.id),
                Polygon.contains(ring, position),
                !unread.contains(where: { $0.mayBe(at: position) })
            else { return false }
            return !candidates.contains {
                $0.look.ground.distance(to: position).value <= $0.gate
            }
        }
    }

    /// Where a place is; nil: it is of another rule, or gone.
    private func position(of number: Int, under rule: RuleID) -> GridPoint? {
        places.look(at: number) { $0.rule == rule ? $0.position : nil } ?? nil
    }

    /// A new place; nil when there is no room.
    private mutating func found(_ rule: RuleID, _ look: Look, _ turn: inout Turn) -> Int? {
        let number = lastPlace + 1
        let place = Place(number: number, rule: rule, position: look.ground, at: turn.now)
        guard places.insert(place, for: number) else {
            tellFull("no room for another place (limit \(places.limit))", &turn)
            return nil
        }
        lastPlace = number
        file(number, in: GridBox.cell(of: look.ground))
        return number
    }

    private mutating func note(
        _ look: Look,
        at number: Int,
        for rule: Rule,
        _ turn: inout Turn
    ) {
        let now = turn.now
        let moved = places.update(number) { place -> (from: Int, to: Int)? in
            if let quietUntil = place.presentCase?.quietUntil, look.at >= quietUntil {
                place.restart()
            }
            let cell = GridBox.cell(of: place.position)
            guard place.insert(look, rule: rule, at: now) else { return nil }
            return (cell, GridBox.cell(of: place.position))
        }
        guard let moved, let moved else { return }
        if moved.from != moved.to {
            unfile(number, from: moved.from)
            file(number, in: moved.to)
        }
        weigh(number, news: look, &turn)
        let isNew = places.look(at: number) { $0.walk.stay.openedAt == look.at } ?? false
        if look.plate != nil || isNew { unite(number, rule: rule, &turn) }
    }

    mutating func refile(_ number: Int, from old: GridPoint, to new: GridPoint) {
        let (from, to) = (GridBox.cell(of: old), GridBox.cell(of: new))
        guard from != to else { return }
        unfile(number, from: from)
        file(number, in: to)
    }

    func numbers(in box: GridBox?) -> [Int] {
        guard let box else { return [] }
        return box.cells().flatMap { cells[$0] ?? [] }
    }

    private mutating func file(_ number: Int, in cell: Int) {
        var numbers = cells[cell] ?? []
        numbers.append(number)
        cells.insert(numbers, for: cell)
    }

    private mutating func unfile(_ number: Int, from cell: Int) {
        let rest = (cells[cell] ?? []).filter { $0 != number }
        cells[cell] = rest.isEmpty ? nil : rest
    }

    /// Takes a place out of all tables.
    mutating func forget(_ number: Int) {
        guard let place = places.remove(number) else { return }
        unfile(number, from: GridBox.cell(of: place.position))
        if let wakeAt = place.wakeAt {
            wakes.remove(Wake(at: wakeAt, kind: .place, number: number))
        }
    }
}

extension Detection {
    /// What it says of an attribute: its confidence when it has the value, minus it when it has another.
    fileprivate func vote(on attribute: Rule.Attribute) -> Double? {
        guard let reading = attributes.first(where: { $0.name == attribute.name }) else {
            return nil
        }
        return reading.value == attribute.value ? reading.confidence : -reading.confidence
    }
}
