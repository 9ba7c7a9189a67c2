// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostAPI

/// A table that fits a terminal: columns by display width, Chinese included.
struct Columns {
    private let heads: [Head]
    private let titles: [String]
    private var rows: [[String]] = []

    /// A table under heads in the person's language.
    init(_ connection: Connection, _ heads: Head...) {
        self.heads = heads
        titles = heads.map { connection.words($0.rawValue, $0.chinese) }
    }

    mutating func add(_ cells: String...) { rows.append(cells.map { PlainText.shown($0) }) }

    /// The table's lines, cut at the terminal's width: the last column first, then the widest of those whose
    /// cells are words; ids, times and numbers stay whole.
    func lines(width: Int = Columns.terminalWidth) -> [String] {
        let all = [titles] + rows
        var widths = titles.indices.dropLast().map { column in
            all.map { Columns.width(of: $0[column]) }.max() ?? 0
        }
        while widths.reduce(0, { $0 + $1 + 2 }) + Self.least > width,
            let widest = widths.indices.filter({ heads[$0].isWordy && widths[$0] > Self.least })
                .max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return all.map { cells in
            var line = ""
            for (cell, width) in zip(cells, widths) {
                line += Columns.cut(cell, to: width).padded(to: width + 2)
            }
            let rest = max(Self.least, width - Columns.width(of: line))
            let last = cells.last.map { Columns.cut($0, to: rest) } ?? ""
            return last.isEmpty ? line.withoutTrailingBlanks : line + last
        }
    }

    /// Cells that are left of a column that is cut.
    private static let least = 8

    func print() { for line in lines() { Swift.print(line) } }

    /// The terminal's, unless COLUMNS says another; 120 where the output is no terminal.
    static var terminalWidth: Int {
        if let columns = Int(Environment.value("COLUMNS") ?? ""), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 120
        }
        return Int(size.ws_col)
    }

    /// Cells of a line for one look: a terminal's; whoever reads it from a file or a pipe gets all of it.
    static var lineWidth: Int {
        let isFixed = Int(Environment.value("COLUMNS") ?? "").map { $0 > 0 } ?? false
        return isFixed || isatty(STDOUT_FILENO) == 1 ? terminalWidth : 10_000
    }

    /// Cells that a text takes: two for East Asian wide characters (Unicode UAX 11, W and F).
    static func width(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// A head and as many items as the terminal's width takes, and how many are left out.
    static func fitted(
        _ head: String,
        _ items: [String],
        width limit: Int = Columns.lineWidth
    ) -> String {
        var line = head
        for (index, item) in items.enumerated() {
            let next = (index == 0 ? "" : ", ") + item
            let rest = items.count - index
            guard width(of: line + next) + 5 <= limit else {
                // Not one name fits: the number before says all.
                guard index > 0 else { return line.withoutColon }
                return line + " +\(rest)"
            }
            line += next
        }
        return line
    }

    static func cut(_ text: String, to width: Int) -> String {
        guard Columns.width(of: text) > width else { return text }
        var kept = ""
        for character in text {
            guard Columns.width(of: kept + String(character)) < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

extension String {
    fileprivate var withoutColon: String {
        var text = self
        while let last = text.last, [" ", ":", "："].contains(last) { text.removeLast() }
        return text
    }

    fileprivate var withoutTrailingBlanks: String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
