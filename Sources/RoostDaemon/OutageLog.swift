// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import RoostHTTP
import RoostModel

/// Says of each outage once when it begins and once when it ends.
struct OutageLog {
    /// A line for the log.
    struct Line: Equatable {
        var level: Logger.Level
        var text: String
    }

    private var told = Outage()
    private var hadBroker = true

    /// What is new since the last call.
    mutating func lines(
        _ outage: Outage,
        hasBroker: Bool,
        in calendar: DayCalendar?
    ) -> [Line] {
        defer { (told, hadBroker) = (outage, hasBroker) }
        var lines: [Line] = []
        if hasBroker != hadBroker {
            lines.append(
                hasBroker
                    ? Line(level: .notice, text: "connected to the broker again")
                    : Line(level: .error, text: "no connection to the broker: nothing launches")
            )
        }
        return lines + docks(outage, calendar) + flights(outage)
    }

    private func docks(_ outage: Outage, _ calendar: DayCalendar?) -> [Line] {
        let begun = outage.silent.keys.contains { told.silent[$0] == nil }
        let ended = told.silent.keys.filter { outage.silent[$0] == nil }.sorted()
        var lines: [Line] = []
        if !ended.isEmpty {
            let text = "heard of again: \(ended.map(\.text).joined(separator: ", "))"
            lines.append(Line(level: .notice, text: text))
        }
        if begun || outage.isOfAll && !told.isOfAll, let text = outage.docksText(in: calendar) {
            let level = outage.isOfAll ? Logger.Level.error : .warning
            lines.append(Line(level: level, text: "docks: \(text.en)"))
        }
        return lines
    }

    private func flights(_ outage: Outage) -> [Line] {
        let ended = told.flights.keys.filter { outage.flights[$0] == nil }.sorted()
        var lines: [Line] = []
        if !ended.isEmpty {
            let text = "sorties heard of again, or ended: "
            let names = ended.map(\.description).joined(separator: ", ")
            lines.append(Line(level: .notice, text: text + names))
        }
        let isNew = outage.flights.contains { told.flights[$0.key] != $0.value }
        if isNew, let text = outage.flightsText {
            lines.append(Line(level: .error, text: text.en))
        }
        return lines
    }
}
