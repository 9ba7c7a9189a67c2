// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension PlanSearch {
    /// Which of the possible places of a repetition is preferred.
    enum Taste: CaseIterable, Sendable {
        /// On task as early as can be: leaves room for the repetitions after it.
        case soonest
        /// Keeps its dock busy for as short as can be.
        case shortest
        /// From a random time on.
        case anywhere
        /// From the dock that flies least.
        case evenest
    }

    /// Most sorties that one step takes out.
    private static let mostRuined = 8

    /// Takes sorties of one place and time out, and queues what could fly there instead.
    mutating func ruin() {
        queue.removeAll(keepingCapacity: true)
        let (dock, time) = centre()
        let half = 600 + below(3600)
        neighbourhood.removeAll(keepingCapacity: true)
        for near in state.table.neighbours[dock] {
            for entry in state.lines[near].entries
            where entry.start < time + half && entry.busyTo > time - half {
                neighbourhood.append(entry)
            }
        }
        let count = min(1 + below(Self.mostRuined), neighbourhood.count)
        for index in 0..<count {
            let other = index + below(neighbourhood.count - index)
            neighbourhood.swapAt(index, other)
            let entry = neighbourhood[index]
            remove(Placement(segment: entry.segment, option: entry.option, slot: entry.slot))
        }
        for index in 0..<count {
            let entry = neighbourhood[index]
            enqueue(entry.segment)
            for segment in state.table.segmentsOfDock[state.table.flights[entry.option].dock]
            where state.left(segment) > 0
                && state.table.segments[segment].firstOnTask < time + half
                && state.table.segments[segment].lastOffTask > time - half
            {
                enqueue(segment)
            }
        }
    }

    /// Where and when a step works: often where a repetition that is not flown could be.
    private mutating func centre() -> (dock: Int, time: Int) {
        if state.leftOver > 0, below(4) > 0 {
            let count = state.table.segments.count
            var segment = below(count)
            for _ in 0..<64
            where state.left(segment) == 0 || state.table.segments[segment].options.isEmpty {
                segment = segment + 1 == count ? 0 : segment + 1
            }
            let choices = state.table.segments[segment].options.count
            if choices > 0 {
                let option = state.table.segments[segment].options[below(choices)]
                let slots = state.table.slots(segment, option)
                let slot = slots.lowerBound + below(max(1, slots.count))
                return (state.table.flights[option].dock, state.table.grid.time(slot))
            }
        }
        var dock = below(state.lines.count)
        if round.aim == .evenness {
            // Rather where much is flown.
            let other = below(state.lines.count)
            if state.load(other) > state.load(dock) { dock = other }
        }
        let entries = state.lines[dock].entries
        guard !entries.isEmpty else {
            return (dock, state.table.grid.time(below(max(1, state.table.grid.slots))))
        }
        return (dock, entries[below(entries.count)].start)
    }

    private mutating func enqueue(_ segment: Int) {
        guard queued[segment] != steps else { return }
        queued[segment] = steps
        queue.append((0, segment))
    }

    /// Flies what can be flown of the queue, in an order of chance.
    mutating func recreate() {
        let isByWeight = below(3) > 0
        let spread = isByWeight ? 10_000 + below(20_000) : 1
        for index in queue.indices {
            let weight = state.table.segments[queue[index].segment].weight
            queue[index].key = isByWeight ? below(spread) - 1000 * weight : below(1000)
        }
        queue.sort { ($0.key, $0.segment) < ($1.key, $1.segment) }
        let taste = taste()
        for index in queue.indices {
            let segment = queue[index].segment
            while state.left(segment) > 0, insert(segment, taste, isBold: true) {}
        }
    }

    private mutating func taste() -> Taste {
        if round.aim == .evenness, below(2) == 0 { return .evenest }
        switch below(3) {
        case 0: return .soonest
        case 1: return .shortest
        default: return .anywhere
        }
    }

    /// Flies one repetition more at the place that costs least, if there is one; when bold, some places are
    /// passed over, and costs are blurred, by chance.
    private mutating func insert(_ segment: Int, _ taste: Taste, isBold: Bool) -> Bool {
        if !state.table.segments[segment].keeps.isEmpty, !isBold || below(2) == 0,
            keep(segment, exactly: false)
        {
            return true
        }
        var found: SearchState.Opening?
        var least = Int.max
        for option in state.table.segments[segment].options {
            if isBold, below(16) == 0 { continue }
            var slots = state.table.slots(segment, option)
            guard !slots.isEmpty else { continue }
            if taste == .anywhere {
                slots = slots.lowerBound + below(slots.count)..<slots.upperBound
            }
            guard let opening = state.earliest(segment, option, in: slots) else { continue }
            let cost = cost(opening, taste) + (isBold ? below(600) : 0)
            if cost < least { (found, least) = (opening, cost) }
        }
        guard let found else { return false }
        place(Placement(segment: segment, option: found.option, slot: found.slot))
        return true
    }

    private func cost(_ opening: SearchState.Opening, _ taste: Taste) -> Int {
        let flight = state.table.flights[opening.option]
        let start = state.table.grid.time(opening.slot)
        let (onTask, busy) = (start + flight.onTask, opening.busyTo - start)
        let load = state.load(flight.dock)
        switch taste {
        case .soonest, .anywhere: return onTask + busy / 2 + 60 * load
        case .shortest: return busy + onTask / 4 + 60 * load
        case .evenest: return 600 * load
        }
    }

    /// Flies one repetition more as the plan in force has it, if that is possible.
    private mutating func keep(_ segment: Int, exactly: Bool) -> Bool {
        let (grid, tolerance) = (state.table.grid, exactly ? 0 : state.table.tolerance)
        for keep in state.table.segments[segment].keeps {
            let window = state.table.slots(segment, keep.option)
            let first = max(window.lowerBound, grid.slot(from: keep.start - tolerance))
            let last = min(window.upperBound, grid.slot(from: keep.start + tolerance + 1))
            guard first < last,
                let opening = state.earliest(segment, keep.option, in: first..<last)
            else { continue }
            place(Placement(segment: segment, option: opening.option, slot: opening.slot))
            return true
        }
        return false
    }

    /// Puts in what the plan in force says, as far as it is still possible, the most valuable first.
    mutating func keepBaseline() {
        for segment in byWeight() {
            for _ in state.table.segments[segment].keeps where state.left(segment) > 0 {
                _ = keep(segment, exactly: true)
            }
        }
    }

    /// Flies what fits, the most valuable first.
    mutating func fill() {
        for segment in byWeight() {
            while state.left(segment) > 0, insert(segment, .soonest, isBold: false) {}
        }
    }

    private func byWeight() -> [Int] {
        let segments = state.table.segments
        return segments.indices.sorted {
            (segments[$1].weight, $0) < (segments[$0].weight, $1)
        }
    }

    private mutating func place(_ sortie: Placement) {
        state.place(sortie.segment, sortie.option, sortie.slot)
        changes.append(Change(isPlaced: true, placement: sortie))
    }

    private mutating func remove(_ sortie: Placement) {
        state.remove(sortie.segment, sortie.option, sortie.slot)
        changes.append(Change(isPlaced: false, placement: sortie))
    }
}
