// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A walk over the looks of one track in the order of event time (PIPELINE § 4, `dwell`).
struct DwellWalk: Codable, Equatable, Sendable {
    /// Sightings whose mean is a place: at the beginning, and now (PIPELINE 5.2).
    static let placeSample = 20
    /// Sightings that say where a track began and how fast it moves.
    static let shortSample = 5

    private(set) var firstAt: Timestamp?
    private(set) var lastAt: Timestamp?
    /// Event time of the Nth detection; nil: not a case.
    private(set) var openedAt: Timestamp?
    /// Event time from which on everything is there that confirms.
    private(set) var completeAt: Timestamp?
    private(set) var sightings = 0
    private(set) var error: Metres = 0
    private(set) var plates = PlateTally()
    private var labels = LabelTally()
    private var votesFor = 0
    private var votes = 0
    /// Confidence for minus confidence against.
    private var balance = 0.0
    /// Newest detections that open.
    private var hits: [Timestamp] = []
    private var beginning: [GridPoint] = []
    private var recent: [GridPoint] = []

    /// Takes the next look; `marks` are the looks of its source.
    mutating func take(_ look: Look, rule: Rule, marks: FrameMarks) {
        if let plate = look.plate { plates.add(plate, isZoom: look.kind == .zoomed) }
        guard look.kind == .seen else { return }
        let first = firstAt ?? look.at
        firstAt = first
        lastAt = look.at
        sightings += 1
        error = look.error
        labels.add(look.label)
        if beginning.count < Self.shortSample { beginning.append(look.ground) }
        recent.append(look.ground)
        if recent.count > Self.placeSample { recent.removeFirst() }
        if let vote = look.vote {
            votes += 1
            if vote > 0 { votesFor += 1 }
            balance += vote
        }
        open(look, rule, marks)
        guard completeAt == nil, openedAt != nil else { return }
        guard look.at - first >= .seconds(rule.dwellSeconds) else { return }
        if isInFavour(rule, looks: marks.count(from: first, through: look.at)) {
            completeAt = look.at
        }
    }

    /// N hits among the last M looks.
    private mutating func open(_ look: Look, _ rule: Rule, _ marks: FrameMarks) {
        guard openedAt == nil, look.confidence >= rule.openConfidence,
            look.error <= Occupancy.errorLimit, rule.attribute == nil || look.vote ?? 0 > 0
        else { return }
        hits.append(look.at)
        if hits.count > max(1, rule.needed) { hits.removeFirst() }
        guard hits.count >= rule.needed, let oldest = hits.first,
            marks.count(from: oldest, through: look.at) <= max(rule.looks, rule.needed)
        else { return }
        openedAt = look.at
        hits = []
    }

    /// At least half of the votes are in favour: of the attribute's readings where the rule asks for one,
    /// else of the looks.
    private func isInFavour(_ rule: Rule, looks: Int) -> Bool {
        guard rule.attribute != nil else { return sightings * 2 >= looks }
        return votes > 0 && votesFor * 2 >= votes && balance > 0
    }

    /// Mean of the newest sightings; nil before the first.
    var position: GridPoint? { GridPoint(meanOf: recent) }

    /// Whether it stayed where it began, within the widest gate of a place (PIPELINE 5.2).
    ///
    /// Beginning and end never share a sighting: what is noticed after two seconds would seem to stand.
    var isStanding: Bool {
        let size = max(1, min(Self.shortSample, sightings / 2))
        guard let start = GridPoint(meanOf: beginning.prefix(size)),
            let end = GridPoint(meanOf: recent.suffix(size))
        else { return false }
        return start.distance(to: end).value <= CaseBook.gates.upperBound
    }

    /// Whether readings agree on its plate; a thing that is no vehicle has none (labels of PIPELINE 3.2).
    var isPlateClear: Bool {
        plates.isClear || !["car", "van", "truck", "bus"].contains(labels.label)
    }

    /// What a case says of this track; nil before it was seen often enough.
    func subject(of rule: Rule) -> CaseSubject? {
        guard let openedAt, let firstAt, let lastAt else { return nil }
        return CaseSubject(
            openedAt: openedAt,
            firstAt: firstAt,
            lastAt: lastAt,
            sightings: sightings,
            passes: 1,
            error: error,
            label: labels.label,
            plate: plates.consensus.map { PlateReading(text: $0.text, confidence: $0.best) },
            position: position,
            secondAt: firstAt + .seconds(rule.dwellSeconds)
        )
    }
}

extension GridPoint {
    /// The mean of some places; nil of none.
    init?(meanOf points: some Collection<GridPoint>) {
        guard !points.isEmpty else { return nil }
        self.init(
            eastMillimetres: points.reduce(0) { $0 + $1.eastMillimetres } / points.count,
            northMillimetres: points.reduce(0) { $0 + $1.northMillimetres } / points.count
        )
    }
}
