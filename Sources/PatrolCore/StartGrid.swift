// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The starts that may be chosen, as slots, and the instants at which coverage is counted, as samples.
///
/// Docks become busy, open or closed at samples only, so that a span in which too few docks are ready always
/// holds one: counting at samples is exact (H8), though dock after dock becomes ready in between.
struct StartGrid: Sendable {
    /// Seconds between two slots.
    let step: Int
    /// Time of slot 0.
    let first: Int
    /// Number of slots.
    let slots: Int
    /// Instants at which coverage is counted, ascending.
    let samples: [Int]
    /// Sample of each slot's time.
    private let sampleOfSlot: [Int]
    private let isEverySampleASlot: Bool

    init(_ ground: PlanningGround) {
        let problem = ground.problem
        step = problem.gridSeconds
        let from = max(problem.now, problem.service.from, 0)
        first = (from + step - 1) / step * step
        slots = max(0, (problem.service.to - first + step - 1) / step)
        var instants = Set((0..<slots).map { [first, step] in first + $0 * step })
        for window in ground.closed.flatMap(\.self) {
            instants.formUnion([window.from, window.to])
        }
        instants.formUnion(problem.docks.map(\.battery.atSeconds))
        instants.formUnion(problem.frozen.map(\.startSeconds))
        instants.insert(from)
        let watched = from..<max(from, problem.service.to)
        samples = instants.filter { watched.contains($0) }.sorted()
        isEverySampleASlot = samples.count == slots
        var sampleOfSlot: [Int] = []
        var sample = 0
        for slot in 0..<slots {
            while samples[sample] < first + slot * step { sample += 1 }
            sampleOfSlot.append(sample)
        }
        self.sampleOfSlot = sampleOfSlot
    }

    func time(_ slot: Int) -> Int { first + slot * step }

    /// The first slot at `time` or later; from 0 to `slots`.
    func slot(from time: Int) -> Int {
        guard time > first else { return 0 }
        return min(slots, (time - first + step - 1) / step)
    }

    /// The first sample at `time` or later; from 0 to the number of samples.
    func sample(from time: Int) -> Int {
        if isEverySampleASlot { return slot(from: time) }
        let slot = slot(from: time)
        var sample = slot < slots ? sampleOfSlot[slot] : samples.count
        while sample > 0, samples[sample - 1] >= time { sample -= 1 }
        return sample
    }

    /// Samples in a half-open span of seconds.
    func samples(from: Int, to: Int) -> Range<Int> {
        let low = sample(from: from)
        return low..<max(low, sample(from: to))
    }
}
