// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The runs of a day as lines of text: a row a dock, the time from left to right.
///
/// A run is drawn by the end of its route's name and fills its time: `=` to come, `#` flown or in the air, `x` not
/// flown. What is not planned any more is not drawn.
public struct PlanChart: Sendable {
    private let runs: [RunResource]
    private let width: Int

    /// A chart of runs that is at most so many columns wide, at least 40.
    public init(_ runs: [RunResource], width: Int = 100) {
        self.runs = runs.filter { $0.state != "dropped" && $0.state != "waiting" }
        self.width = max(40, width)
    }

    /// Its lines: hours, then a row for each dock; empty without runs.
    public var lines: [String] {
        let spans = runs.map { Span($0) }
        guard let from = spans.map(\.from).min(), let to = spans.map(\.to).max() else { return [] }
        let docks = Set(runs.map(\.dock)).sorted()
        let label = (docks.map(\.count).max() ?? 0) + 1
        let first = from / 3600 * 3600
        let hours = max(1, (to - first + 3599) / 3600)
        let cells = width - label
        func column(_ seconds: Int) -> Int {
            min(cells - 1, (seconds - first) * cells / (hours * 3600))
        }
        var lines = [axis(first / 3600, hours, cells, label, column)]
        for dock in docks {
            var row = Array(repeating: Character("."), count: cells)
            for hour in 0..<hours where column(first + hour * 3600) < cells {
                row[column(first + hour * 3600)] = ":"
            }
            for (run, span) in zip(runs, spans) where run.dock == dock {
                draw(run, column(span.from)...max(column(span.from), column(span.to)), &row)
            }
            let name = dock + String(repeating: " ", count: label - dock.count)
            lines.append(name + String(row))
        }
        return lines
    }

    private func axis(
        _ first: Int,
        _ hours: Int,
        _ cells: Int,
        _ label: Int,
        _ column: (Int) -> Int
    ) -> String {
        var row = Array(repeating: Character(" "), count: cells)
        // Each hour, or each second or third where they would touch.
        let step = max(1, (hours * 3 + cells - 1) / cells)
        for hour in stride(from: 0, to: hours, by: step) {
            let text = Array("\((first + hour) % 24)")
            let at = column((first + hour) * 3600)
            for (offset, digit) in text.enumerated() where at + offset < cells {
                row[at + offset] = digit
            }
        }
        return String(repeating: " ", count: label) + String(row)
    }

    private func draw(_ run: RunResource, _ columns: ClosedRange<Int>, _ row: inout [Character]) {
        let mark: Character =
            switch run.state {
            case "planned": "="
            case "handed_over", "held", "starting", "airborne", "returning", "unknown", "flown",
                "partly_flown":
                "#"
            default: "x"
            }
        for column in columns { row[column] = mark }
        // The name's end tells more than its beginning: R01, R02.
        let name = Array(run.route.suffix(max(0, columns.count - 1)))
        for (offset, letter) in name.enumerated() { row[columns.lowerBound + offset] = letter }
    }

    /// Seconds of the day, past 24 h where a run lands on the next.
    private struct Span {
        var from: Int
        var to: Int

        init(_ run: RunResource) {
            let parts = run.localStart.split(separator: ":").compactMap { Int($0) }
            from = parts.count == 3 ? parts[0] * 3600 + parts[1] * 60 + parts[2] : 0
            to = from + max(60, run.durationS ?? 900)
        }
    }
}
