// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Local wall time of a site, without the machine's zone files: a table of UTC offsets, and the days that
/// differ from the week's rhythm.
///
/// The loader turns the site's IANA zone into the table ten years ahead; `.configure` journals it.
public struct DayCalendar: Codable, Equatable, Sendable {
    /// From `start` on, local time is `offset` ahead of UTC.
    public struct Offset: Codable, Equatable, Sendable {
        /// First instant of the offset.
        public var start: Timestamp
        /// Local time minus UTC.
        public var offset: TimeSpan

        /// An offset that is in force from `start` on.
        public init(start: Timestamp, offset: TimeSpan) {
            self.start = start
            self.offset = offset
        }
    }

    /// A date whose type is not what its weekday says.
    public struct Exception: Codable, Equatable, Sendable {
        /// The date.
        public var date: CalendarDate
        /// Its day type.
        public var type: DayType
        /// Why, for people: the holiday's name or the operator's reason.
        public var name: String

        /// An exception to the week's rhythm.
        public init(date: CalendarDate, type: DayType, name: String) {
            self.date = date
            self.type = type
            self.name = name
        }
    }

    /// IANA name of the zone, for people.
    public var zone: String
    /// Offsets by start, ascending; the first holds before its start too.
    public var offsets: [Offset]
    /// The operator's overrides; they win over ``holidays``.
    public var overrides: [Exception]
    /// Public holidays and make-up workdays of the calendar's table.
    public var holidays: [Exception]
    /// Years that the holiday table covers; another year is a warning, not a guess (MODEL § 1).
    public var knownYears: [Int]

    /// A calendar from its tables.
    public init(
        zone: String,
        offsets: [Offset],
        overrides: [Exception] = [],
        holidays: [Exception] = [],
        knownYears: [Int] = []
    ) {
        self.zone = zone
        self.offsets = offsets
        self.overrides = overrides
        self.holidays = holidays
        self.knownYears = knownYears
    }

    /// Local time minus UTC at `instant`.
    public func offset(at instant: Timestamp) -> TimeSpan {
        (offsets.last { $0.start <= instant } ?? offsets.first)?.offset ?? .zero
    }

    /// The local date at `instant`, and the time since that date's local midnight.
    public func local(_ instant: Timestamp) -> (date: CalendarDate, time: TimeSpan) {
        let shifted = (instant + offset(at: instant)).milliseconds
        let (day, within) = shifted.quotientFloored(by: 86_400_000)
        return (CalendarDate(dayNumber: Int(day)), TimeSpan(milliseconds: within))
    }

    /// The instant at which the local clock shows `time` after midnight of `date`.
    ///
    /// A time that a clock change skips is taken with the offset before the change.
    public func instant(of date: CalendarDate, time: TimeSpan) -> Timestamp {
        let naive = Timestamp(milliseconds: Int64(date.dayNumber) * 86_400_000) + time
        let first = naive - offset(at: naive - offset(at: naive))
        return first
    }

    /// Whether an instant lies in one of some windows on one of some day types.
    ///
    /// No windows: all day; no types: every day. A window that crosses midnight belongs to the day on which
    /// it began.
    public func isIn(_ hours: [DayWindow], _ days: [DayType], at instant: Timestamp) -> Bool {
        let (date, time) = local(instant)
        if hours.isEmpty { return days.isEmpty || days.contains(dayType(of: date)) }
        return hours.contains { window in
            guard let start = window.startDate(holding: time, on: date) else { return false }
            return days.isEmpty || days.contains(dayType(of: start))
        }
    }

    /// The day type of `date`: override, then table, then weekday (MODEL § 1).
    public func dayType(of date: CalendarDate) -> DayType {
        if let override = overrides.first(where: { $0.date == date }) { return override.type }
        if let holiday = holidays.first(where: { $0.date == date }) { return holiday.type }
        return date.weekday >= 6 ? .restday : .workday
    }
}

/// What kind of day a date is for patrols (MODEL § 1).
public enum DayType: String, Codable, CaseIterable, Sendable {
    /// Monday to Friday, and no holiday.
    case workday
    /// Saturday or Sunday, and not worked.
    case restday
    /// A public holiday.
    case holiday
    /// A weekend day worked in exchange for a holiday (调休).
    case makeup
}

extension Timestamp {
    /// RFC 3339 in a site's zone, with its offset; in UTC without a calendar.
    public func text(in calendar: DayCalendar?) -> String {
        guard let calendar else { return description }
        let offset = calendar.offset(at: self)
        let minutes = Int(offset.milliseconds / 60_000)
        let local = (self + offset).description.dropLast()
        let sign = minutes < 0 ? "-" : "+"
        return local + sign + padded(abs(minutes) / 60, 2) + ":" + padded(abs(minutes) % 60, 2)
    }
}
