// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

extension Timestamp {
    /// Local time of day, `07:31:10`.
    func clock(in calendar: DayCalendar?) -> String {
        String(text(in: calendar).prefix(19).suffix(8))
    }

    /// Local date and time of day, `2026-05-12 07:31`.
    func moment(in calendar: DayCalendar?) -> String {
        let text = text(in: calendar)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }
}
