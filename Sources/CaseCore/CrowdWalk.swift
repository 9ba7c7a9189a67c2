// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A walk over how many things one source counted in a zone, in the order of event time (PIPELINE § 4,
/// `count`).
struct CrowdWalk: Codable, Equatable, Sendable {
    /// One frame's count.
    struct Sample: Codable, Equatable, Sendable {
        var look: Look
        var count: Int

        func isBefore(_ other: Sample) -> Bool { look.isBefore(other.look) }
    }

    /// A time in which there were too many.
    struct Crowd: Codable, Equatable, Sendable {
        var startedAt: Timestamp
        var lastAt: Timestamp
        /// When it had been so for the rule's time; nil: not yet.
        var completeAt: Timestamp?
        /// Whether it is over; a complete one is over when it was noticed, not when it disperses.
        var isOver = false
        var peak: Int
        var sightings = 1
        var ground: GridPoint
        var error: Metres
        var label: String
    }

    /// Frames below the count in a row that do not break it (PIPELINE § 4).
    static let missLimit = 5
    /// So long below 80 % of the count before another one counts (PIPELINE § 4).
    static let rearmTime = TimeSpan.seconds(60)
    /// Crowds that are remembered.
    static let pastLimit = 3

    private(set) var past: [Crowd] = []
    private(set) var present: Crowd?
    private var misses = 0
    private var isArmed = true
    private var lowSince: Timestamp?

    /// All that are remembered, oldest first.
    var crowds: [Crowd] { past + (present.map { [$0] } ?? []) }

    mutating func take(_ sample: Sample, rule: Rule) {
        guard isArmed else { return rearm(sample, rule) }
        guard sample.count >= rule.count else { return miss() }
        misses = 0
        var crowd = present ?? Crowd(sample)
        if present != nil { crowd.see(sample) }
        if sample.look.at - crowd.startedAt >= .seconds(rule.dwellSeconds) {
            crowd.completeAt = sample.look.at
            crowd.isOver = true
            present = crowd
            close()
            isArmed = false
            lowSince = nil
        } else {
            present = crowd
        }
    }

    private mutating func miss() {
        guard present != nil else { return }
        misses += 1
        guard misses > Self.missLimit else { return }
        present?.isOver = true
        close()
    }

    private mutating func close() {
        guard let present else { return }
        past.append(present)
        if past.count > Self.pastLimit { past.removeFirst() }
        self.present = nil
        misses = 0
    }

    /// Whether so few are below 80 % of the count.
    static func isLow(_ count: Int, for rule: Rule) -> Bool { count * 5 < rule.count * 4 }

    private mutating func rearm(_ sample: Sample, _ rule: Rule) {
        guard Self.isLow(sample.count, for: rule) else { return lowSince = nil }
        let since = lowSince ?? sample.look.at
        lowSince = since
        if sample.look.at - since >= Self.rearmTime { isArmed = true }
    }
}

extension CrowdWalk.Crowd {
    fileprivate init(_ sample: CrowdWalk.Sample) {
        startedAt = sample.look.at
        lastAt = sample.look.at
        peak = sample.count
        ground = sample.look.ground
        error = sample.look.error
        label = sample.look.label
    }

    fileprivate mutating func see(_ sample: CrowdWalk.Sample) {
        lastAt = sample.look.at
        peak = max(peak, sample.count)
        sightings += 1
        ground = sample.look.ground
        error = sample.look.error
    }

    /// What a case says of it.
    func subject(of rule: Rule) -> CaseSubject {
        CaseSubject(
            openedAt: startedAt,
            firstAt: startedAt,
            lastAt: lastAt,
            sightings: sightings,
            passes: 1,
            error: error,
            label: label,
            plate: nil,
            position: ground,
            count: peak,
            secondAt: startedAt + .seconds(rule.dwellSeconds)
        )
    }
}
