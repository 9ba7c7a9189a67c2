// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A plan while it is searched for: valid after every step, and cheap to change.
struct SearchState: Sendable {
    /// A start that is possible.
    struct Opening: Sendable {
        var option: Int
        var slot: Int
        /// Until when its dock would be busy.
        var busyTo: Int
    }

    /// One sortie of a segment.
    struct Run: Equatable, Sendable {
        var option: Int
        var slot: Int
        var onTask: Int
    }

    let table: FlightTable
    private(set) var separation: SeparationTable
    /// Docks that shall stay ready wherever it can be; 0: only what H8 asks.
    let ready: Int
    private(set) var coverage: CoverageCount
    private(set) var lines: [DockLine]
    /// Sorties of each segment, by on-task start.
    private(set) var runs: [[Run]]
    /// Sum of the weights of flown repetitions, frozen ones aside.
    private(set) var served = 0
    /// Sum over docks of (number of sorties)².
    private(set) var evenness: Int
    /// Baseline sorties not kept.
    var changed: Int
    /// Repetitions that are not flown.
    private(set) var leftOver: Int
    /// Runs of the plan in force that each segment keeps.
    var kept: [Int]
    /// Filled while a segment's are counted.
    var keptByNumber: [Int] = []
    private var changes: [DockLine.Change] = []
    /// Open starts, and samples at which a dock may not be busy, while a place is looked for.
    var starts: SlotSet
    var tight: SlotSet

    /// The state that holds the frozen sorties only; `separation` has what is known already of the table's pairs.
    init(_ table: FlightTable, ready: Int, separation: SeparationTable) {
        self.table = table
        self.separation = separation
        self.ready = ready
        coverage = CoverageCount(table.coverage, ready: ready)
        lines = table.lines
        runs = table.segments.map { _ in [] }
        evenness = table.lines.reduce(0) { $0 + $1.frozen * $1.frozen }
        changed = table.keepable
        leftOver = table.segments.reduce(0) { $0 + $1.numbers.count }
        kept = table.segments.map { _ in 0 }
        starts = SlotSet(count: table.grid.slots)
        tight = SlotSet(count: table.grid.samples.count)
    }

    /// From now on only as many docks shall stay ready as H8 asks.
    mutating func relax() {
        guard ready > 0 else { return }
        var relaxed = SearchState(table, ready: 0, separation: separation)
        for entry in lines.flatMap(\.entries) {
            relaxed.place(entry.segment, entry.option, entry.slot)
        }
        self = relaxed
    }

    /// Repetitions of a segment that are not flown.
    @inline(__always)
    func left(_ segment: Int) -> Int {
        table.segments[segment].numbers.count - runs[segment].count
    }

    /// Least number of ready docks in reach of any point (MODEL § 5, tier 2).
    mutating func reserve() -> Int { coverage.reserve() }

    /// Sorties of a dock, frozen ones too.
    @inline(__always)
    func load(_ dock: Int) -> Int { lines[dock].entries.count + lines[dock].frozen }

    /// The first start of an option in a range of slots that is possible.
    mutating func earliest(_ segment: Int, _ option: Int, in slots: Range<Int>) -> Opening? {
        guard !slots.isEmpty else { return nil }
        fillStarts(segment, option, slots)
        guard var slot = starts.first(in: slots) else { return nil }
        let flight = table.flights[option]
        coverage.fillTight(flight.dock, &tight)
        var index = lines[flight.dock].index(before: table.grid.time(slot))
        let count = lines[flight.dock].entries.count
        let turnaround = lines[flight.dock].turnaround
        while true {
            let start = table.grid.time(slot)
            while index < count, lines[flight.dock].entries[index].start < start { index += 1 }
            var next = slot + 1
            if index > 0, start < lines[flight.dock].entries[index - 1].turned {
                next = table.grid.slot(from: lines[flight.dock].entries[index - 1].turned)
            } else if index < count,
                start + flight.duration + turnaround > lines[flight.dock].entries[index].start
            {
                next = table.grid.slot(from: lines[flight.dock].entries[index].turned)
            } else {
                switch verdict(flight, start, index) {
                case .fits(let busyTo):
                    return Opening(option: option, slot: slot, busyTo: busyTo)
                case .battery: break
                case .coverage(let sample):
                    next = table.grid.slot(from: table.grid.samples[sample] + 1)
                }
            }
            guard next < slots.upperBound,
                let open = starts.first(in: max(next, slot + 1)..<slots.upperBound)
            else { return nil }
            slot = open
        }
    }

    /// Starts that are free of closures, repetitions and other aircraft.
    private mutating func fillStarts(_ segment: Int, _ option: Int, _ slots: Range<Int>) {
        starts.take(table.open[option], in: slots)
        closeSpacing(segment, option)
        closeSeparation(option, slots)
    }

    /// Closes the starts too near to other repetitions (H6).
    mutating func closeSpacing(_ segment: Int, _ option: Int) {
        let spacing = table.segments[segment].spacing
        for run in runs[segment] {
            let start = run.onTask - table.flights[option].onTask
            let low = table.grid.slot(from: start - spacing + 1)
            starts.remove(low..<max(low, table.grid.slot(from: start + spacing)))
        }
    }

    /// Closes the starts too near to other aircraft (H11).
    mutating func closeSeparation(_ option: Int, _ slots: Range<Int>) {
        let (from, to) = (slots.lowerBound - table.reach, slots.upperBound + table.reach)
        let count = table.separation.rows[option].count
        for index in 0..<count {
            let row = table.separation.rows[option][index]
            let sorties = lines[row.dock].air.count
            for number in 0..<sorties {
                let sortie = lines[row.dock].air[number]
                if sortie.slot <= from { continue }
                if sortie.slot >= to { break }
                closeStarts(sortie, option, row, slots)
            }
        }
    }

    @inline(__always)
    private mutating func closeStarts(
        _ sortie: DockLine.Air,
        _ option: Int,
        _ row: SeparationTable.Row,
        _ slots: Range<Int>
    ) {
        let (slot, place) = (Int(sortie.slot), Int(sortie.place))
        if separation.list(row, place) == nil { separation.fill(option, row, place, in: table) }
        for number in separation.list(row, place) ?? 0..<0 {
            let span = separation.span(number)
            let low = max(slots.lowerBound, slot + span.lowerBound)
            let high = min(slots.upperBound - 1, slot + span.upperBound)
            if low <= high { starts.remove(low..<high + 1) }
        }
    }

    /// Whether a start is possible.
    enum Verdict {
        case fits(busyTo: Int)
        case battery
        /// Too few docks would be ready up to this sample.
        case coverage(Int)
    }

    /// Whether a start that meets no other sortie keeps H4 and H8; `tight` is that of its dock.
    ///
    /// It changes nothing; a function that may change the state gets it without a copy.
    @inline(__always)
    mutating func verdict(_ flight: FlightTable.Flight, _ start: Int, _ index: Int) -> Verdict {
        let dock = flight.dock
        let fit = lines[dock]
            .fit(index, start: start, duration: flight.duration, energy: flight.energy)
        guard case .fits(let busyTo, let delays) = fit else { return .battery }
        // Where the dock is busy already nothing changes.
        var from = start
        if index > 0 { from = max(from, lines[dock].entries[index - 1].busyTo) }
        if lines[dock].fixedUntil > start {
            from = max(from, lines[dock].fixedUntil)
            if let barred = coverage.barred[dock],
                let sample = barred.last(in: table.grid.samples(from: start, to: from))
            {
                return .coverage(sample)
            }
        }
        if let sample = tight.last(in: table.grid.samples(from: from, to: busyTo)) {
            return .coverage(sample)
        }
        if delays {
            let spans = lines[dock]
                .delays(index, start: start, duration: flight.duration, energy: flight.energy)
            for span in spans {
                let samples = table.grid.samples(from: span.from, to: span.to)
                if tight.first(in: samples) != nil { return .battery }
            }
        }
        return .fits(busyTo: busyTo)
    }

    /// A start of an option as a repetition.
    func run(_ option: Int, _ slot: Int) -> Run {
        let onTask = table.grid.time(slot) + table.flights[option].onTask
        return Run(option: option, slot: slot, onTask: onTask)
    }

    /// Flies a segment's repetition as found possible.
    mutating func place(_ segment: Int, _ option: Int, _ slot: Int) {
        let flight = table.flights[option]
        let start = table.grid.time(slot)
        let index = lines[flight.dock].index(before: start)
        evenness += 2 * load(flight.dock) + 1
        served += table.segments[segment].weight
        leftOver -= 1
        let entry = DockLine.Entry(
            slot: slot,
            start: start,
            turned: start + flight.duration + lines[flight.dock].turnaround,
            energy: flight.energy,
            option: option,
            place: table.separation.places[option],
            segment: segment
        )
        lines[flight.dock].insert(entry, at: index, &changes)
        count(flight.dock)
        let run = run(option, slot)
        var number = runs[segment].count
        while number > 0, runs[segment][number - 1].onTask > run.onTask { number -= 1 }
        runs[segment].insert(run, at: number)
        if !table.segments[segment].keeps.isEmpty { countKept(segment) }
    }

    /// Takes a sortie out of the plan.
    mutating func remove(_ segment: Int, _ option: Int, _ slot: Int) {
        let flight = table.flights[option]
        let index = lines[flight.dock].index(before: table.grid.time(slot))
        lines[flight.dock].remove(at: index, &changes)
        evenness -= 2 * load(flight.dock) + 1
        served -= table.segments[segment].weight
        leftOver += 1
        count(flight.dock)
        runs[segment].removeAll { $0.slot == slot && $0.option == option }
        if !table.segments[segment].keeps.isEmpty { countKept(segment) }
    }

    /// Passes what became busy or free at a dock on to the coverage.
    private mutating func count(_ dock: Int) {
        let fixedUntil = lines[dock].fixedUntil
        for change in changes {
            let from = max(change.from, fixedUntil)
            guard from < change.to else { continue }
            coverage.mark(
                dock,
                table.grid.samples(from: from, to: change.to),
                isBusy: change.isBusy
            )
        }
        changes.removeAll(keepingCapacity: true)
    }
}
