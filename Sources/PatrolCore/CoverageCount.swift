// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The search's account of H8: how many docks of each set are busy at each sample (MODEL § 4).
struct CoverageCount: Sendable {
    /// Sets of each dock; a set that follows from another is left out.
    let groupsOfDock: [[Int]]
    /// Samples at which a dock is closed; nil: never.
    let closed: [SlotSet?]
    /// Samples at which a set of the dock is short already; nil: none.
    let barred: [SlotSet?]
    /// Most docks that can ever stay ready (MODEL § 5, tier 2).
    let reserveBound: Int
    private let ground: CoverageGround
    private let samples: Int
    private let words: Int
    /// Busy ones that are allowed now, by set and sample.
    private var limit: [Int16]
    /// By set and sample.
    private var busy: [Int16]
    /// Samples of a set without room for one more, by set and word.
    private var full: [UInt64]
    /// Least number of ready docks, by set, unless stale.
    private var least: [Int16]
    private var isStale: [Bool]

    /// Counts with nothing new, where at least `ready` docks shall stay ready wherever it can be.
    init(_ ground: CoverageGround, ready: Int) {
        self.ground = ground
        samples = ground.samples
        words = (ground.samples + 63) / 64
        groupsOfDock = ground.groupsOfDock
        closed = ground.closed
        busy = ground.busy
        limit = ground.open.indices.map { place in
            let (open, allowed) = (ground.open[place], ground.allowed[place])
            let most = open - Int16(clamping: ready)
            return ground.counts[place] ? max(0, min(allowed, most)) : allowed
        }
        barred = ground.barred
        full = Array(repeating: 0, count: ground.sets * words)
        least = (0..<ground.sets).map { ground.least(of: ground.busy, $0) }
        isStale = least.map { _ in false }
        reserveBound = Int(min(ground.smallest, least.min() ?? ground.smallest))
        for place in busy.indices where busy[place] >= limit[place] {
            let (set, sample) = place.quotientAndRemainder(dividingBy: samples)
            full[set * words + sample >> 6] |= 1 << UInt64(sample & 63)
        }
    }

    /// Least number of ready docks (MODEL § 5, tier 2).
    mutating func reserve() -> Int {
        for set in least.indices where isStale[set] {
            least[set] = ground.least(of: busy, set)
            isStale[set] = false
        }
        return Int(min(ground.smallest, least.min() ?? ground.smallest))
    }

    /// Becomes the set of samples at which the dock may not become busy.
    @inline(__always)
    func fillTight(_ dock: Int, _ tight: inout SlotSet) {
        tight.clear()
        for group in groupsOfDock[dock] { tight.formUnion(full, at: group * words) }
        if let closed = closed[dock] { tight.remove(allOf: closed) }
    }

    /// Counts a dock as busy, or no longer, at samples where it was not, or was.
    mutating func mark(_ dock: Int, _ range: Range<Int>, isBusy: Bool) {
        guard !range.isEmpty else { return }
        if let closed = closed[dock], closed.first(in: range) != nil {
            for sample in range where !closed.contains(sample) {
                markOpen(dock, sample..<sample + 1, isBusy: isBusy)
            }
        } else {
            markOpen(dock, range, isBusy: isBusy)
        }
    }

    private mutating func markOpen(_ dock: Int, _ range: Range<Int>, isBusy: Bool) {
        for group in groupsOfDock[dock] {
            let (row, bits) = (group * samples, group * words)
            isStale[group] = true
            for sample in range {
                let place = row + sample
                if isBusy {
                    busy[place] += 1
                    if busy[place] == limit[place] {
                        full[bits + sample >> 6] |= 1 << UInt64(sample & 63)
                    }
                } else {
                    busy[place] -= 1
                    if busy[place] == limit[place] - 1 {
                        full[bits + sample >> 6] &= ~(1 << UInt64(sample & 63))
                    }
                }
            }
        }
    }
}
