// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension SearchState {
    /// How many runs of the plan in force a segment keeps, numbered as well as can be.
    mutating func countKept(_ segment: Int) {
        let (flown, free) = (runs[segment].count, table.segments[segment].numbers.count)
        // By number: the most that the runs from one on keep, with this number or a later one.
        keptByNumber.removeAll(keepingCapacity: true)
        keptByNumber.append(contentsOf: repeatElement(0, count: free + 2))
        for run in (0..<flown).reversed() {
            let last = free - flown + run
            var after = keptByNumber[last + 1]
            keptByNumber[last + 1] = 0
            for number in (0...last).reversed() {
                let take = after + (isKept(runs[segment][run], number, of: segment) ? 1 : 0)
                after = keptByNumber[number]
                let later = number == last ? 0 : keptByNumber[number + 1]
                keptByNumber[number] = max(take, later)
            }
        }
        changed += kept[segment] - keptByNumber[0]
        kept[segment] = keptByNumber[0]
    }

    /// Whether a run with a number is as the plan in force has it.
    func isKept(_ run: Run, _ number: Int, of segment: Int) -> Bool {
        table.segments[segment].keeps.contains {
            $0.number == number && $0.option == run.option
                && abs($0.start - table.grid.time(run.slot)) <= table.tolerance
        }
    }
}
