// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A rule with its zone at hand.
struct ActiveRule: Codable, Equatable, Sendable {
    /// A point so near to the zone counts as a sighting (PIPELINE § 4, soft membership).
    static let softMargin: Metres = 2

    var rule: Rule
    var zone: Area
    /// The middle of the zone's outline: who sees it sees the zone.
    var middle: GridPoint
    private var box: GridBox

    /// Nil when the zone has no ring.
    init?(rule: Rule, zone: Area) {
        guard let ring = zone.grid.first, let box = GridBox(around: ring) else { return nil }
        self.rule = rule
        self.zone = zone
        self.box = box.widened(by: Self.softMargin)
        middle = GridPoint(meanOf: ring.dropLast()) ?? ring[0]
    }

    /// Whether something in a box may concern the rule.
    func touches(_ other: GridBox) -> Bool { box.overlaps(other) }

    /// Whether a place is in the zone or no farther from it than a distance.
    func isNear(_ point: GridPoint, _ distance: Metres) -> Bool {
        guard box.widened(by: distance).contains(point) else { return false }
        return zone.contains(point)
            || zone.grid.contains { Polygon.distanceToEdge($0, point) <= distance }
    }

    enum Membership: Equatable {
        case inside, soft, outside
    }

    /// How a detection lies to the zone.
    func membership(of point: GridPoint, sigma: Metres) -> Membership {
        guard box.contains(point) else { return .outside }
        if zone.contains(point) { return .inside }
        let margin = min(Self.softMargin, sigma)
        let isNear = zone.grid.contains { Polygon.distanceToEdge($0, point) <= margin }
        return isNear ? .soft : .outside
    }

    /// Whether the rule holds at an instant: its own band and its zone's.
    func isInForce(at instant: Timestamp, calendar: DayCalendar) -> Bool {
        var band = zone
        band.hours = rule.hours
        band.days = rule.days
        return Self.holds(band, at: instant, calendar: calendar)
            && Self.holds(zone, at: instant, calendar: calendar)
    }

    private static func holds(_ area: Area, at instant: Timestamp, calendar: DayCalendar) -> Bool {
        area.hours.isEmpty && area.days.isEmpty || area.isInForce(at: instant, calendar: calendar)
    }
}

/// An upright box on the grid.
struct GridBox: Codable, Equatable, Sendable {
    var east: ClosedRange<Int>
    var north: ClosedRange<Int>

    /// Nil without points.
    init?(around points: [GridPoint]) {
        guard let first = points.first else { return nil }
        east = first.eastMillimetres...first.eastMillimetres
        north = first.northMillimetres...first.northMillimetres
        for point in points {
            let (e, n) = (point.eastMillimetres, point.northMillimetres)
            east = min(east.lowerBound, e)...max(east.upperBound, e)
            north = min(north.lowerBound, n)...max(north.upperBound, n)
        }
    }

    func widened(by margin: Metres) -> GridBox {
        var box = self
        let margin = Int((margin.value * 1000).rounded(.up))
        box.east = east.lowerBound - margin...east.upperBound + margin
        box.north = north.lowerBound - margin...north.upperBound + margin
        return box
    }

    func overlaps(_ other: GridBox) -> Bool {
        east.overlaps(other.east) && north.overlaps(other.north)
    }

    func contains(_ point: GridPoint) -> Bool {
        east.contains(point.eastMillimetres) && north.contains(point.northMillimetres)
    }

    /// Numbers of the cells that it touches; at most `limit`, nearest the south-west first.
    func cells(limit: Int = 4096) -> [Int] {
        var cells: [Int] = []
        for column in (east.lowerBound >> Self.shift)...(east.upperBound >> Self.shift) {
            for row in (north.lowerBound >> Self.shift)...(north.upperBound >> Self.shift) {
                guard cells.count < limit else { return cells }
                cells.append(Self.number(column, row))
            }
        }
        return cells
    }

    /// The cell of a point: squares of 2^15 mm, about 33 m.
    static func cell(of point: GridPoint) -> Int {
        number(point.eastMillimetres >> shift, point.northMillimetres >> shift)
    }

    private static let shift = 15

    private static func number(_ column: Int, _ row: Int) -> Int {
        (column + 1 << 24) << 26 | (row + 1 << 24)
    }
}
