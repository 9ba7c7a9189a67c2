// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The planner's account of H8: how many docks of each group are busy, slot by slot.
///
/// Slots end where closures begin or end, so `open` is exact; a dock that is busy in a part of a slot counts
/// for all of it, so a plan may only be stricter than MODEL § 4. A closed dock is never busy.
struct CoverageLedger: Sendable {
    /// Longest slot, seconds: divides the usual grid of 60 s, so that starts lie on slots.
    private static let slotSeconds = 20

    private let groups: [[Int]]
    private let groupsOfDock: [[Int]]
    /// Begin of each slot, and the end of the last.
    private let bounds: [Int]
    /// First slot of each full `slotSeconds` since the first bound.
    private let slotAt: [Int]
    private let slots: Int
    private var closed: [Bool]
    /// Docks that may be busy at once, by group and slot: max(0, open - need).
    private var limit: [Int32]
    private var busy: [Int32]
    /// Groups of a dock without room for one more, by dock and slot.
    private var tight: [Int32]
    private var isBusy: [Bool]

    init(_ ground: PlanningGround) {
        let problem = ground.problem
        let from = max(problem.service.from, problem.now)
        let to = max(from, problem.service.to)
        var cuts = Set(
            stride(from: from - from % Self.slotSeconds, through: to, by: Self.slotSeconds)
        )
        cuts.formUnion([from, to])
        for window in ground.closed.flatMap(\.self) { cuts.formUnion([window.from, window.to]) }
        let bounds = cuts.filter { (from...to).contains($0) }.sorted()
        slots = bounds.count - 1
        self.bounds = bounds
        groups = ground.groups
        groupsOfDock = ground.groupsOfDock
        var slotAt: [Int] = []
        var slot = 0
        for time in stride(from: from, through: to, by: Self.slotSeconds) {
            while slot + 1 < slots, bounds[slot + 1] <= time { slot += 1 }
            slotAt.append(slot)
        }
        self.slotAt = slotAt
        closed = Array(repeating: false, count: ground.docks.count * slots)
        isBusy = closed
        busy = Array(repeating: 0, count: ground.groups.count * slots)
        limit = busy
        tight = Array(repeating: 0, count: ground.docks.count * slots)
        for (dock, windows) in ground.closed.enumerated() {
            for window in windows {
                for slot in range(window.from, window.to) { closed[dock * slots + slot] = true }
            }
        }
        for (group, docks) in ground.groups.enumerated() {
            let need = ground.need(group)
            for slot in 0..<slots {
                let open = docks.count { !closed[$0 * slots + slot] }
                limit[group * slots + slot] = Int32(clamping: max(0, open - need))
                guard open - need <= 0 else { continue }
                for dock in docks { tight[dock * slots + slot] += 1 }
            }
        }
    }

    /// Slots that a span of seconds touches.
    private func range(_ from: Int, _ to: Int) -> Range<Int> {
        let (from, to) = (max(from, bounds[0]), min(to, bounds[slots]))
        guard from < to else { return 0..<0 }
        return slot(from)..<(slot(to - 1) + 1)
    }

    private func slot(_ time: Int) -> Int {
        var slot = slotAt[(time - bounds[0]) / Self.slotSeconds]
        while slot + 1 < slots, bounds[slot + 1] <= time { slot += 1 }
        return slot
    }

    /// Whether a new sortie may keep the dock busy from `from` until `to`.
    func mayBeBusy(_ dock: Int, _ from: Int, _ to: Int) -> Bool {
        range(from, to).allSatisfy { slot in
            let place = dock * slots + slot
            if tight[place] == 0 || closed[place] { return true }
            guard isBusy[place] else { return false }
            // Counted already: what is there need only not be too much.
            return groupsOfDock[dock].allSatisfy {
                busy[$0 * slots + slot] <= limit[$0 * slots + slot]
            }
        }
    }

    /// Keeps a dock busy from now on in a span.
    mutating func markBusy(_ dock: Int, _ from: Int, _ to: Int) {
        for slot in range(from, to) {
            let place = dock * slots + slot
            guard !isBusy[place], !closed[place] else { continue }
            isBusy[place] = true
            for group in groupsOfDock[dock] { addBusy(group, slot) }
        }
    }

    private mutating func addBusy(_ group: Int, _ slot: Int) {
        let place = group * slots + slot
        busy[place] += 1
        // Tight groups of no room at all were counted at the beginning.
        guard busy[place] == limit[place] else { return }
        for dock in groups[group] { tight[dock * slots + slot] += 1 }
    }
}
