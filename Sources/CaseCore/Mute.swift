// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Hours in which a receiver is left in peace, or a rule is not told (PIPELINE § 7): what comes in them is
/// held, listed, and sent at their end.
public struct Mute: Codable, Equatable, Sendable {
    /// How far ahead its end is looked for; one that never ends is looked at again each day.
    private static let horizonDays = 9

    /// Local hours; empty: all day.
    public var hours: [DayWindow]
    /// Day types; empty: all.
    public var days: [DayType]
    /// Whether what was held goes out as one message at the end, where people read messages.
    public var isDigest: Bool
    /// Whether critical notices are held too; else they ignore it.
    public var coversCritical: Bool

    /// A mute from its parts.
    public init(hours: [DayWindow], days: [DayType], isDigest: Bool, coversCritical: Bool) {
        self.hours = hours
        self.days = days
        self.isDigest = isDigest
        self.coversCritical = coversCritical
    }

    /// Until when a notice of a severity is held at an instant; nil: it is not.
    func end(of severity: Severity, at now: Timestamp, _ calendar: DayCalendar) -> Timestamp? {
        guard severity != .critical || coversCritical, calendar.isIn(hours, days, at: now) else {
            return nil
        }
        let today = calendar.local(now).date
        let ends = [0] + hours.map(\.endSeconds)
        for ahead in 0..<Self.horizonDays {
            let date = today.advanced(by: ahead)
            let instants = ends.map { calendar.instant(of: date, time: .seconds($0)) }.sorted()
            if let end = instants.first(where: { $0 > now && !calendar.isIn(hours, days, at: $0) })
            {
                return end
            }
        }
        return now + .hours(24)
    }
}
