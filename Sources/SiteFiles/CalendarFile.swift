// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A table of holidays and make-up workdays: `date`, `type`, `name`, separated by tabs.
enum CalendarFile {
    /// The days and the years that they cover.
    struct Days {
        var days: [DayCalendar.Exception] = []
        var years: [Int] = []
    }

    /// Reads a table; nil after a fault that leaves none.
    static func read(_ file: SourceFile) -> Days? {
        guard let text = file.text() else { return nil }
        var days = Days()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("date\t") { continue }
            guard let day = day(line, at: index + 1, in: file) else { continue }
            if days.days.contains(where: { $0.date == day.date }) {
                file.fault(index + 1, "date", "\(day.date) is given twice")
            }
            days.days.append(day)
            if !days.years.contains(day.date.civil.year) { days.years.append(day.date.civil.year) }
        }
        days.years.sort()
        return days
    }

    private static func day(
        _ line: String,
        at number: Int,
        in file: SourceFile
    ) -> DayCalendar.Exception? {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 3 else {
            file.fault(number, "", "has \(cells.count) columns, must be date, type, name with tabs")
            return nil
        }
        guard let date = CalendarDate(cells[0]) else {
            file.fault(number, "date", "is \(cells[0]), must be a date such as 2026-05-12")
            return nil
        }
        guard let type = DayType(rawValue: cells[1]) else {
            let words = DayType.allCases.map(\.rawValue).joined(separator: ", ")
            file.fault(number, "type", "is \(cells[1]), must be one of \(words)")
            return nil
        }
        return DayCalendar.Exception(date: date, type: type, name: cells[2])
    }
}
