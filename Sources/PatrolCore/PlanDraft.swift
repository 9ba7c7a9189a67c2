// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A plan while it grows: always valid, so that it can be stopped at any time.
struct PlanDraft: Sendable {
    /// A start that is possible.
    struct Place: Sendable {
        var option: Int
        var start: Int
        /// When the dock can answer a call again.
        var readyAt: Int
    }

    /// One sortie of a segment.
    struct Run: Sendable {
        var option: Int
        var start: Int
        var onTask: Int
    }

    private(set) var lines: [DockLine]
    private(set) var ledger: CoverageLedger
    /// Sorties of each segment, by on-task start.
    private(set) var runs: [[Run]]

    /// The draft that holds the frozen sorties only.
    init(_ table: PlanningTable) {
        let problem = table.ground.problem
        lines = problem.docks.map { DockLine($0, problem.params) }
        ledger = CoverageLedger(table.ground)
        runs = table.segments.map { _ in [] }
        for (item, number, _) in table.frozen {
            let option = table.options[number]
            lines[option.dock].freeze(
                DockLine.Entry(
                    start: item.startSeconds,
                    end: item.startSeconds + option.duration,
                    energy: option.energy,
                    option: number,
                    segment: nil
                )
            )
        }
        for (dock, line) in lines.enumerated() { mark(dock, line.spans) }
    }

    private mutating func mark(_ dock: Int, _ spans: [(from: Int, to: Int)]) {
        for span in spans { ledger.markBusy(dock, span.from, span.to) }
    }

    /// Whether a segment has all its repetitions.
    func isFull(_ segment: Int, _ table: PlanningTable) -> Bool {
        runs[segment].count >= table.segments[segment].numbers.count
    }

    /// First and last start on the grid that window, service hours and now allow; nil: none.
    func starts(_ segment: Int, _ option: FlightOption, _ table: PlanningTable) -> ClosedRange<Int>?
    {
        let problem = table.ground.problem
        guard let onTask = table.segments[segment].onTask else { return nil }
        let window = problem.demands[table.segments[segment].demand].window
        let low = max(
            max(problem.now, problem.service.from, lines[option.dock].dock.battery.atSeconds),
            max(window.from, onTask.lowerBound) - option.onTask
        )
        let high = min(
            problem.service.to - option.duration,
            window.to - option.offTask,
            onTask.upperBound - option.onTask
        )
        let grid = problem.gridSeconds
        let first = max(0, (low + grid - 1) / grid * grid)
        let last = high >= 0 ? high / grid * grid : -1
        return first <= last ? first...last : nil
    }

    /// Starts that are free of closures, repetitions and other aircraft.
    func openStarts(
        _ segment: Int,
        _ number: Int,
        _ range: ClosedRange<Int>,
        _ table: inout PlanningTable
    ) -> StartField {
        let option = table.options[number]
        var field = StartField(range, grid: table.ground.problem.gridSeconds)
        for span in table.blocked[number] { field.block(span, .closure) }
        let spacing = table.ground.problem.demands[table.segments[segment].demand].spacingSeconds
        for run in runs[segment] {
            let start = run.onTask - option.onTask
            field.block(OpenSpan(low: start - spacing, high: start + spacing), .spacing)
        }
        let time = table.ground.problem.params.separationSeconds
        for dock in table.near[option.dock] {
            for entry in lines[dock].entries
            where entry.start < range.upperBound + option.duration + time
                && range.lowerBound < entry.end + time
            {
                for span in table.forbidden(entry.option, number) {
                    field.block(
                        OpenSpan(low: entry.start + span.low, high: entry.start + span.high),
                        .separation
                    )
                }
            }
        }
        return field
    }

    /// Whether a start that is open fits the dock and leaves enough docks ready, or why not.
    func verdict(_ option: FlightOption, start: Int) -> (reason: UnservedReason?, readyAt: Int) {
        let line = lines[option.dock]
        switch line.fit(start: start, duration: option.duration, energy: option.energy) {
        case .busy: return (.dockBusy, 0)
        case .battery: return (.battery, 0)
        case .fits(let spans):
            let isCovered = spans.allSatisfy { ledger.mayBeBusy(option.dock, $0.from, $0.to) }
            return (isCovered ? nil : .coverage, spans[0].to)
        }
    }

    /// The first start of an option that is possible.
    func earliest(_ segment: Int, _ number: Int, _ table: inout PlanningTable) -> Place? {
        let option = table.options[number]
        guard let range = starts(segment, option, table) else { return nil }
        let field = openStarts(segment, number, range, &table)
        for start in field.open {
            let (reason, readyAt) = verdict(option, start: start)
            if reason == nil { return Place(option: number, start: start, readyAt: readyAt) }
        }
        return nil
    }

    /// Flies a segment's repetition as found possible.
    mutating func add(_ segment: Int, _ place: Place, _ table: PlanningTable) {
        let option = table.options[place.option]
        lines[option.dock].add(
            DockLine.Entry(
                start: place.start,
                end: place.start + option.duration,
                energy: option.energy,
                option: place.option,
                segment: segment
            )
        )
        // A sortie more only ever leaves less charge: what was busy stays busy.
        mark(option.dock, lines[option.dock].spans.filter { $0.to > place.start })
        let run = Run(option: place.option, start: place.start, onTask: place.start + option.onTask)
        let index = runs[segment].firstIndex { $0.onTask > run.onTask } ?? runs[segment].count
        runs[segment].insert(run, at: index)
    }
}
