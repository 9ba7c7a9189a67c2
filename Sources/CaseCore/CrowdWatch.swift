// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What one source counted in the zone of a rule of mode `count`: counts that may still change, and the
/// walk over them.
struct CrowdWatch: Codable, Equatable, Sendable {
    /// Counts that are kept while they may change: ten minutes at 1.7 frames a second; the oldest become
    /// final beyond it.
    static let sampleLimit = 1024

    let number: Int
    let key: TrackKey
    private(set) var samples: [CrowdWalk.Sample] = []
    /// The walk over what is final, then the one over everything.
    private var walks = [CrowdWalk(), CrowdWalk()]
    private var settledThrough = Timestamp.epoch
    /// Cases of crowds, by an instant that the crowd holds; newest last.
    var cases: [Place.StayCase] = []
    /// Our clock at the last look.
    private(set) var lookedAt: Timestamp
    /// When it is looked at without news.
    var wakeAt: Timestamp?

    init(number: Int, key: TrackKey, at now: Timestamp) {
        self.number = number
        self.key = key
        lookedAt = now
    }

    var walk: CrowdWalk { walks[1] }

    /// Position in ``cases`` of the case of a crowd.
    func caseIndex(of crowd: CrowdWalk.Crowd) -> Int? {
        cases.firstIndex { crowd.startedAt <= $0.anchor && $0.anchor <= crowd.lastAt }
    }

    mutating func remember(_ id: CaseID, anchor: Timestamp) {
        cases.append(Place.StayCase(id: id, anchor: anchor))
        if cases.count > Place.caseLimit { cases.removeFirst() }
    }

    /// Puts a count in; false when its frame is known or it comes before what is final.
    mutating func insert(_ sample: CrowdWalk.Sample, rule: Rule, at now: Timestamp) -> Bool {
        guard sample.look.at > settledThrough else { return false }
        let index = (samples.lastIndex { !sample.isBefore($0) } ?? -1) + 1
        if index > 0, samples[index - 1].look.at == sample.look.at,
            samples[index - 1].look.frame == sample.look.frame
        {
            return false
        }
        samples.insert(sample, at: index)
        if index == samples.count - 1 {
            walks[1].take(sample, rule: rule)
        } else {
            walks[1] = walks[0]
            for known in samples { walks[1].take(known, rule: rule) }
        }
        lookedAt = max(lookedAt, now)
        let horizon = now - Place.lateness
        let outdated = samples.prefix { $0.look.at < horizon }.count
        let count = max(outdated, samples.count - Self.sampleLimit)
        if count > 0 {
            for one in samples.prefix(count) { walks[0].take(one, rule: rule) }
            settledThrough = samples[count - 1].look.at
            samples.removeFirst(count)
        }
        return true
    }
}
