// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What closures and frozen sorties make of H8, before anything new flies (MODEL § 4).
///
/// A set of docks that holds another set of equal need follows from it, as long as the smaller one has enough
/// open docks all day and is not short already: it is left out.
struct CoverageGround: Sendable {
    let samples: Int
    /// How many sets are kept.
    let sets: Int
    /// Kept sets of each dock.
    let groupsOfDock: [[Int]]
    /// Samples at which a dock is closed; nil: never.
    let closed: [SlotSet?]
    /// Samples at which a kept set of the dock is short already; nil: none.
    let barred: [SlotSet?]
    /// Docks in reach that are not closed, by set and sample.
    let open: [Int16]
    /// Busy ones that H8 allows, by set and sample.
    let allowed: [Int16]
    /// Whether it counts for the reserve, by set and sample: open >= max(1, need).
    let counts: [Bool]
    /// Busy ones before anything new flies, by set and sample.
    let busy: [Int16]
    /// Docks of the smallest set.
    let smallest: Int16

    /// One set's figures while it is found out whether it is kept.
    private struct Row {
        var docks: [Int]
        var members: SlotSet
        var need: Int
        var open: [Int16]
        var busy: [Int16]
        /// Enough open docks all day, and never short.
        var isPlain: Bool
    }

    init(_ ground: PlanningGround, _ grid: StartGrid, _ lines: [DockLine]) {
        let samples = grid.samples.count
        self.samples = samples
        smallest = Int16(clamping: ground.groups.map(\.count).min() ?? 0)
        closed = ground.closed.map { windows in
            guard !windows.isEmpty else { return nil }
            var set = SlotSet(count: samples)
            for window in windows { set.insert(grid.samples(from: window.from, to: window.to)) }
            return set
        }
        let busyOfDock = lines.map { line in
            var set = SlotSet(count: samples)
            for span in line.fixed { set.insert(grid.samples(from: span.from, to: span.to)) }
            return set
        }
        let rows = Self.kept(
            ground.groups.indices.map { [closed] group in
                Self.row(ground, group, samples, closed: closed, busy: busyOfDock)
            }
        )
        sets = rows.count
        var groupsOfDock = ground.docks.map { _ in [Int]() }
        for (number, row) in rows.enumerated() {
            for dock in row.docks { groupsOfDock[dock].append(number) }
        }
        self.groupsOfDock = groupsOfDock
        open = rows.flatMap(\.open)
        busy = rows.flatMap(\.busy)
        allowed = rows.flatMap { row in row.open.map { max(0, $0 - Int16(clamping: row.need)) } }
        counts = rows.flatMap { row in row.open.map { $0 >= max(1, row.need) } }
        barred = groupsOfDock.map { [busy, allowed] groups in
            var set = SlotSet(count: samples)
            for group in groups {
                for place in group * samples..<(group + 1) * samples
                where busy[place] > allowed[place] {
                    set.insert(place - group * samples)
                }
            }
            return set.first(in: 0..<samples) == nil ? nil : set
        }
    }

    private static func row(
        _ ground: PlanningGround,
        _ group: Int,
        _ samples: Int,
        closed: [SlotSet?],
        busy: [SlotSet]
    ) -> Row {
        let docks = ground.groups[group]
        var row = Row(
            docks: docks,
            members: SlotSet(count: ground.docks.count),
            need: ground.need(group),
            open: Array(repeating: Int16(clamping: docks.count), count: samples),
            busy: Array(repeating: 0, count: samples),
            isPlain: true
        )
        for dock in docks {
            row.members.insert(dock)
            var flying = busy[dock]
            if let closed = closed[dock] {
                flying.remove(allOf: closed)
                closed.forEach { row.open[$0] -= 1 }
            }
            flying.forEach { row.busy[$0] += 1 }
        }
        row.isPlain = zip(row.open, row.busy).allSatisfy {
            Int($0) >= max(1, row.need) && Int($1) <= Int($0) - row.need
        }
        return row
    }

    private static func kept(_ rows: [Row]) -> [Row] {
        rows.filter { row in
            !rows.contains { other in
                other.isPlain && other.need == row.need && other.docks.count < row.docks.count
                    && other.members.isSubset(of: row.members)
            }
        }
    }

    /// Least number of ready docks of a set (MODEL § 5, tier 2).
    func least(of busy: [Int16], _ set: Int) -> Int16 {
        var least = smallest
        for place in set * samples..<(set + 1) * samples where counts[place] {
            least = min(least, open[place] - busy[place])
        }
        return least
    }
}
