// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

extension BandTable {
    /// MODEL § 1's bands of a day type, for a site that names none.
    public static func standard(for day: DayType) -> BandTable {
        func band(_ name: String, _ from: Int, _ to: Int) -> TimeBand {
            TimeBand(
                name: name,
                window: DayWindow(startSeconds: from * 60, endSeconds: to * 60)
            )
        }
        switch day {
        case .workday, .makeup:
            return BandTable(
                day: day,
                bands: [
                    band("night", 360, 420), band("am_peak", 420, 570), band("midday", 570, 1020),
                    band("pm_peak", 1020, 1170), band("evening", 1170, 1380),
                ]
            )
        case .restday, .holiday:
            return BandTable(
                day: day,
                bands: [
                    band("morning", 360, 600), band("day_peak", 600, 1080),
                    band("evening", 1080, 1380),
                ]
            )
        }
    }
}
