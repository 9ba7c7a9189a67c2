// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A drawn polygon that means something: where not to fly, where a rule holds, what must be covered.
public struct Area: Codable, Equatable, Sendable {
    /// What an area is for.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// The outline of the site.
        case district
        /// Where the ten-minute promise holds.
        case coverage
        /// No flight between its heights while it is in force.
        case noFly = "no_fly"
        /// No flight above its lower height while it is in force.
        case heightLimit = "height_limit"
        /// Flight only while it is in force.
        case approval
        /// Where violation rules hold.
        case zone
    }

    /// The operator's word.
    public var id: AreaID
    /// What it is for.
    public var kind: Kind
    /// For people.
    public var name: Bilingual
    /// Outer ring and holes in degrees, each closed (first point = last point).
    public var rings: [[Coordinate]]
    /// The same rings on the site's grid.
    public var grid: [[GridPoint]]
    /// Lower and upper height above ground that it holds for.
    public var heights: ClosedRange<Metres>
    /// Local times of day at which it is in force; empty: always.
    public var hours: [DayWindow]
    /// Day types on which it is in force; empty: all.
    public var days: [DayType]

    /// An area from its parts.
    public init(
        id: AreaID,
        kind: Kind,
        name: Bilingual,
        rings: [[Coordinate]],
        grid: [[GridPoint]],
        heights: ClosedRange<Metres> = 0...10_000,
        hours: [DayWindow] = [],
        days: [DayType] = []
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.rings = rings
        self.grid = grid
        self.heights = heights
        self.hours = hours
        self.days = days
    }

    /// Whether it is in force at an instant of the site's calendar.
    public func isInForce(at instant: Timestamp, calendar: DayCalendar) -> Bool {
        calendar.isIn(hours, days, at: instant)
    }

    /// Whether a grid point lies inside the outer ring and in no hole; a point on an edge is inside.
    public func contains(_ point: GridPoint) -> Bool {
        guard let outer = grid.first, Polygon.contains(outer, point) else { return false }
        return !grid.dropFirst().contains { hole in
            Polygon.contains(hole, point) && !Polygon.isOnEdge(hole, point)
        }
    }
}

/// A window of local time of day, start inclusive, end exclusive; may cross midnight.
public struct DayWindow: Codable, Hashable, Sendable {
    /// Seconds after local midnight at which it begins.
    public var startSeconds: Int
    /// Seconds after local midnight at which it ends; not after the start: on the next day.
    public var endSeconds: Int

    /// A window between two times of day.
    public init(startSeconds: Int, endSeconds: Int) {
        self.startSeconds = startSeconds
        self.endSeconds = endSeconds
    }

    /// Reads `07:30-08:00`; nil when malformed.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let start = Self.seconds(ends[0]), let end = Self.seconds(ends[1])
        else { return nil }
        self.init(startSeconds: start, endSeconds: end)
    }

    /// Seconds after midnight of `07:30`; `24:00` is allowed; nil when malformed.
    public static func seconds(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour)
                && (0...59).contains(minute) || hour == 24 && minute == 0
        else { return nil }
        return hour * 3600 + minute * 60
    }

    /// Whether a time of day lies in the window.
    public func contains(_ time: TimeSpan) -> Bool {
        let seconds = Int(time.milliseconds / 1000)
        if startSeconds < endSeconds { return startSeconds <= seconds && seconds < endSeconds }
        return seconds >= startSeconds || seconds < endSeconds
    }

    /// The date on which the window that holds `time` of `date` began; nil when none holds it.
    public func startDate(holding time: TimeSpan, on date: CalendarDate) -> CalendarDate? {
        guard contains(time) else { return nil }
        let seconds = Int(time.milliseconds / 1000)
        return startSeconds >= endSeconds && seconds < endSeconds ? date.advanced(by: -1) : date
    }
}
