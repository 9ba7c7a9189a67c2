// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One thing's stay at a place, counted up from looks in the order of event time.
///
/// It holds counts, not looks: what is final can be forgotten.
struct Occupancy: Codable, Equatable, Sendable {
    /// How a stay ended.
    enum Ending: String, Codable, Sendable {
        /// A whole pass found nothing.
        case free
        /// Another plate stands there.
        case replaced

        var reason: Bilingual {
            switch self {
            case .free: Bilingual(en: "a whole pass found the place free", zh: "整轮巡查未再发现")
            case .replaced: Bilingual(en: "another vehicle stands there", zh: "该处已换成其他车辆")
            }
        }
    }

    /// A look before opening.
    struct Try: Codable, Equatable, Sendable {
        var at: Timestamp
        var isHit: Bool
    }

    /// Detections that open are at most so far apart (PIPELINE § 4).
    static let openingGap = TimeSpan.seconds(6)
    /// Free looks of one pass that end a stay (PIPELINE § 6).
    static let freeLimit = 5
    /// Sightings whose mean is the place (PIPELINE 5.2).
    static let placeSample = 20
    /// A detection with a larger error opens nothing (PIPELINE § 4).
    static let errorLimit: Metres = 15

    /// How it ended; nil: it may go on.
    var ending: Ending?
    /// First and last sighting.
    private(set) var firstAt: Timestamp?
    private(set) var lastAt: Timestamp?
    /// Event time of the Nth detection; nil: not a case.
    private(set) var openedAt: Timestamp?
    private(set) var sightings = 0
    /// Sightings strictly inside the zone.
    private(set) var inside = 0
    /// Passes with a sighting.
    private(set) var passes = 0
    /// Wide sightings at or after the end of grace, in one pass: the second look is one look (PIPELINE § 6,
    /// example); a stray detection in each of three passes is none.
    private(set) var returned = 0
    /// Plates before and after the end of grace.
    private(set) var before = PlateTally()
    private(set) var after = PlateTally()
    /// Free looks of this pass.
    private(set) var passFree = 0
    private(set) var isSeenInPass = false
    private(set) var error: Metres = 0
    private var tries: [Try] = []
    private var labels = LabelTally()
    private var recent: [GridPoint] = []
    /// From when on a look is a second one, where grace counts from the warning; nil: not known yet.
    var graceEndsAt: Timestamp?

    /// Whether the pass so far says that the thing is gone; a sighting in the same pass takes it back.
    var isOver: Bool { firstAt != nil && !isSeenInPass && passFree >= Self.freeLimit }

    /// What was seen most often.
    var label: String { labels.label }

    /// The consensus of all readings.
    var plate: PlateTally.Entry? { before.merged(with: after).consensus }

    /// Whether the readings agree, those of the first look and those of the second each for themselves: what is
    /// misread in one pass is misread there again and again, so that only two passes are two witnesses.
    var isPlateClear: Bool {
        let all = before.merged(with: after)
        guard all.isClear, let text = all.consensus?.text else { return false }
        return before.consensus?.text == text && after.consensus?.text == text
    }

    /// The consensus of all readings when it is firm.
    var firmPlate: String? { before.merged(with: after).firmText }

    /// Mean of the newest sightings; nil before the first.
    var position: GridPoint? { GridPoint(meanOf: recent) }

    /// Where it stands and with which plate; nil: it is gone, or was not read.
    var standing: (ground: GridPoint, plate: String)? {
        guard !isOver, let ground = position, let plate = plate?.text else { return nil }
        return (ground, plate)
    }

    /// Whether an instant lies between its first and last sighting.
    func holds(_ instant: Timestamp) -> Bool {
        guard let firstAt, let lastAt else { return false }
        return firstAt <= instant && instant <= lastAt
    }

    /// Whether it stood there in the pass of an instant, however long it stayed after.
    func isThere(at instant: Timestamp) -> Bool {
        guard let firstAt, let lastAt else { return false }
        return firstAt - Timeline.passGap <= instant && instant <= lastAt + Timeline.passGap
    }

    /// The end of grace of the warning that was for this stay.
    func grace(among graces: [Place.Grace]) -> Timestamp? {
        guard let firstAt else { return nil }
        return graces.last { firstAt <= $0.anchor }?.end
    }

    mutating func beginPass(_ rule: Rule) {
        if returned < rule.needed { returned = 0 }
        passFree = 0
        isSeenInPass = false
    }

    mutating func take(_ look: Look, rule: Rule) {
        switch look.kind {
        case .free:
            passFree += 1
            attempt(Try(at: look.at, isHit: false), rule: rule)
        case .seen:
            see(look)
            let isHit = look.confidence >= rule.openConfidence && look.error <= Self.errorLimit
            let isReturn = hasEnded(grace: rule, at: look.at)
            if isReturn { returned += 1 }
            attempt(Try(at: look.at, isHit: isHit), rule: rule)
            read(look, isReturn: isReturn)
        case .zoomed:
            see(look)
            read(look, isReturn: hasEnded(grace: rule, at: look.at))
        }
    }

    /// Whether the second look may be at this instant.
    private func hasEnded(grace rule: Rule, at instant: Timestamp) -> Bool {
        secondAt(of: rule).map { instant >= $0 } ?? false
    }

    /// From this event time on a look is a second one; nil: not known yet.
    func secondAt(of rule: Rule) -> Timestamp? {
        switch rule.graceFrom {
        case .opening: openedAt.map { $0 + .seconds(rule.graceSeconds) }
        case .warning: graceEndsAt
        }
    }

    private mutating func see(_ look: Look) {
        if firstAt == nil { firstAt = look.at }
        lastAt = look.at
        if !isSeenInPass { passes += 1 }
        isSeenInPass = true
        sightings += 1
        if look.isInside { inside += 1 }
        error = look.error
        recent.append(look.ground)
        if recent.count > Self.placeSample { recent.removeFirst() }
        labels.add(look.label)
    }

    private mutating func read(_ look: Look, isReturn: Bool) {
        guard let plate = look.plate else { return }
        if isReturn {
            after.add(plate, isZoom: look.kind == .zoomed)
        } else {
            before.add(plate, isZoom: look.kind == .zoomed)
        }
    }

    /// N hits among the last M looks, neighbours at most 6 s apart.
    private mutating func attempt(_ next: Try, rule: Rule) {
        guard openedAt == nil else { return }
        tries.append(next)
        if tries.count > max(rule.looks, 1) { tries.removeFirst() }
        guard next.isHit else { return }
        var hits = 0
        var later = next.at
        for hit in tries.reversed() where hit.isHit {
            guard later - hit.at <= Self.openingGap else { break }
            hits += 1
            later = hit.at
        }
        guard hits >= rule.needed else { return }
        openedAt = next.at
        tries = []
    }
}
