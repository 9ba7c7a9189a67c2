// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension SearchState {
    /// Counts what stands in the way of a segment's starts from one dock.
    ///
    /// - Returns: whether its window has a start at all.
    mutating func count(
        _ segment: Int,
        _ option: Int,
        into counts: inout [UnservedReason: Int]
    ) -> Bool {
        let slots = table.slots(segment, option)
        let (flight, allowed) = (table.flights[option], table.openSlots(option))
        let last = table.ground.problem.service.to - flight.duration
        starts.take(table.open[option], in: slots)
        closeSpacing(segment, option)
        let apart = starts
        closeSeparation(option, slots)
        coverage.fillTight(flight.dock, &tight)
        for slot in slots where table.grid.time(slot) <= last {
            let start = table.grid.time(slot)
            if start < lines[flight.dock].openFrom {
                counts[.dockBusy, default: 0] += 1
            } else if !allowed.contains(slot) {
                counts[.closure, default: 0] += 1
            } else if !table.open[option].contains(slot) {
                counts[.separation, default: 0] += 1
            } else if !apart.contains(slot) {
                counts[.spacing, default: 0] += 1
            } else if !starts.contains(slot) {
                counts[.separation, default: 0] += 1
            } else {
                counts[obstacle(flight, start), default: 0] += 1
            }
        }
        return slots.contains { table.grid.time($0) <= last }
    }

    /// What of its dock or of the coverage forbids a start; `tight` is that of its dock.
    private mutating func obstacle(_ flight: FlightTable.Flight, _ start: Int) -> UnservedReason {
        let line = lines[flight.dock]
        let index = line.index(before: start)
        if index > 0, start < line.entries[index - 1].turned { return .dockBusy }
        let turned = start + flight.duration + line.turnaround
        if index < line.entries.count, turned > line.entries[index].start { return .dockBusy }
        switch verdict(flight, start, index) {
        case .battery: return .battery
        case .coverage, .fits: return .coverage
        }
    }
}
