// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// An IANA zone as a table of offsets, because the core has no zone files.
enum ZoneOffsets {
    /// Offsets from 2020 (no frame is older, PIPELINE 2.4) to ten years after `now`; nil: no such zone.
    static func table(of zone: String, now: Timestamp) -> [DayCalendar.Offset]? {
        guard TimeZone.knownTimeZoneIdentifiers.contains(zone) || ["UTC", "GMT"].contains(zone),
            let timeZone = TimeZone(identifier: zone)
        else { return nil }
        let first = Timestamp(seconds: 1_577_836_800)
        let last = now + .hours(24 * 3653)
        var table = [offset(timeZone, at: first)]
        var date = Date(timeIntervalSince1970: 1_577_836_800)
        while let next = timeZone.nextDaylightSavingTimeTransition(after: date), next > date {
            let start = Timestamp(
                milliseconds: Int64((next.timeIntervalSince1970 * 1000).rounded())
            )
            guard start <= last else { break }
            let change = offset(timeZone, at: start)
            if change.offset != table.last?.offset { table.append(change) }
            date = next
        }
        return table
    }

    private static func offset(_ zone: TimeZone, at start: Timestamp) -> DayCalendar.Offset {
        let date = Date(timeIntervalSince1970: start.seconds)
        return DayCalendar.Offset(start: start, offset: .seconds(zone.secondsFromGMT(for: date)))
    }
}

extension Timestamp {
    fileprivate var seconds: Double { Double(milliseconds) / 1000 }
}
