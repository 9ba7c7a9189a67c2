// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A table that fits a terminal: columns by display width, Chinese included.
struct Columns {
    private let titles: [String]
    private var rows: [[String]] = []

    /// A table under heads in the person's language.
    init(_ connection: Connection, _ heads: Head...) {
        titles = heads.map { connection.words($0.rawValue, $0.chinese) }
    }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// The table's lines; the last column is cut at the terminal's width.
    func lines(width: Int = Columns.terminalWidth) -> [String] {
        let all = [titles] + rows
        let widths = titles.indices.map { column in
            all.map { Columns.width(of: $0[column]) }.max() ?? 0
        }
        return all.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                if column == cells.count - 1 {
                    line += Columns.cut(cell, to: max(8, width - Columns.width(of: line)))
                } else {
                    line += cell
                    line += String(
                        repeating: " ",
                        count: widths[column] - Columns.width(of: cell) + 2
                    )
                }
            }
            return line
        }
    }

    func print() { for line in lines() { Swift.print(line) } }

    static var terminalWidth: Int {
        Int(Environment.value("COLUMNS") ?? "") ?? 120
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
    static func fitted(_ head: String, _ items: [String]) -> String {
        var line = head
        for (index, item) in items.enumerated() {
            let next = (index == 0 ? "" : ", ") + item
            let rest = items.count - index
            guard width(of: line + next) + 5 <= terminalWidth else { return line + " +\(rest)" }
            line += next
        }
        return line
    }

    private static func cut(_ text: String, to width: Int) -> String {
        guard Columns.width(of: text) > width else { return text }
        var kept = ""
        for character in text {
            guard Columns.width(of: kept + String(character)) < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}
