// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where aircraft are and will be, against areas and each other.
struct Airspace {
    let configuration: FleetConfiguration

    /// A piece of a way: where, at what heights above the ellipsoid, when.
    struct Stretch {
        var line: [PlanePoint]
        var heights: ClosedRange<Double>
        var from: Timestamp
        var to: Timestamp
    }

    /// The first area in force that a leg meets (S08).
    ///
    /// An approval closes its area while it is not in force.
    func areaMet(by legs: [Leg], start: Timestamp) -> Area? {
        configuration.areas.first { area in
            legs.contains { leg in
                guard let heights = Self.closedHeights(of: area), Self.meet(heights, leg.heights),
                    Self.meets(area, leg.line)
                else { return false }
                return Self.instants(of: leg, start).contains { instant in
                    let isInForce = area.isInForce(at: instant, calendar: configuration.calendar)
                    return area.kind == .approval ? !isInForce : isInForce
                }
            }
        }
    }

    /// The first area on board whose edge a leg comes nearer than a distance.
    func edgeNear(_ legs: [Leg], within margin: Metres) -> Area? {
        configuration.areas.first { area in
            guard area.isKeptOnBoard else { return false }
            return area.grid.contains { ring in
                let edges = zip(ring, ring.dropFirst()).map { Segment($0.plane, $1.plane) }
                return legs.contains { leg in
                    leg.segments.contains { way in
                        edges.contains { $0.distance(to: way) < margin.value }
                    }
                }
            }
        }
    }

    /// The heights above ground that an area closes; nil: none, it is about something else.
    private static func closedHeights(of area: Area) -> ClosedRange<Double>? {
        switch area.kind {
        case .noFly, .approval: area.heights.lowerBound.value...area.heights.upperBound.value
        case .heightLimit:
            // At the limit itself flight is allowed.
            area.heights.lowerBound.value.nextUp...Double.greatestFiniteMagnitude
        case .district, .coverage, .zone: nil
        }
    }

    private static func meet(_ one: ClosedRange<Double>, _ other: ClosedRange<Double>) -> Bool {
        one.lowerBound <= other.upperBound && other.lowerBound <= one.upperBound
    }

    /// Instants at which a leg is looked at: hours of areas are whole minutes.
    private static func instants(of leg: Leg, _ start: Timestamp) -> [Timestamp] {
        let steps = Array(stride(from: leg.startSeconds, to: leg.endSeconds, by: 60))
        return (steps + [leg.endSeconds]).map { start + .seconds($0) }
    }

    /// Whether a line enters an area: a point of it inside, or an edge crossed.
    static func meets(_ area: Area, _ line: [PlanePoint]) -> Bool {
        let points = line.map {
            GridPoint(
                eastMillimetres: Int(($0.x * 1000).rounded()),
                northMillimetres: Int(($0.y * 1000).rounded())
            )
        }
        if points.contains(where: area.contains) { return true }
        let pieces = zip(line, line.dropFirst()).map { Segment($0, $1) }
        return area.grid.contains { ring in
            zip(ring, ring.dropFirst()).contains { start, end in
                let edge = Segment(start.plane, end.plane)
                return pieces.contains { $0.crosses(edge) }
            }
        }
    }

    /// The legs in time and height.
    func stretches(of legs: [Leg], start: Timestamp, ground: Double) -> [Stretch] {
        legs.map { leg in
            Stretch(
                line: leg.line,
                heights: leg.heights.lowerBound + ground...leg.heights.upperBound + ground,
                from: start + .seconds(leg.startSeconds),
                to: start + .seconds(leg.endSeconds)
            )
        }
    }

    /// Where an open sortie may be (S09): its legs from its actual start, and its place now.
    ///
    /// One that is unknown, in emergency, overdue or without telemetry for 30 s keeps its whole
    /// corridor closed (S21, S23); so does the way home of one that returns.
    func corridor(of sortie: Sortie, at dock: DockState, now: Timestamp) -> [Stretch] {
        let ground = dock.site.groundHeight.value
        let start = sortie.launchedAt ?? max(sortie.start, now)
        let end = start + .seconds(sortie.profile?.durationSeconds ?? 0)
        let lastWord = sortie.airWordAt ?? sortie.launchedAt ?? now
        let isClosed =
            sortie.state == .unknown || sortie.isInEmergency || sortie.isForeign
            || sortie.diversion != nil
            || sortie.state.isInTheAir && now > end
            || sortie.leftAt != nil && now - lastWord > FleetTimes.linkLost
        var all = stretches(of: sortie.profile?.legs ?? [], start: start, ground: ground)
        if isClosed { all = all.map(\.forAllTime) }
        guard sortie.state.isInTheAir else { return all }
        let place =
            dock.fresh(dock.aircraft.grid, dock.times.aircraftPlace, now: now)?.plane
            ?? dock.site.grid.plane
        if let way = sortie.diversion {
            let top = max(way.flight.ellipsoidHeight.value, ground + dock.site.ferryHeight.value)
            let there = Stretch(
                line: [place, way.grid.plane, dock.site.grid.plane],
                heights: ground...max(ground, top),
                from: now,
                to: now
            )
            all.append(there.forAllTime)
        }
        if isClosed || sortie.state == .returning {
            let wayHome = sortie.assignment.returnHeight ?? dock.site.ferryHeight
            let ferry = max(wayHome.value, dock.aircraft.elevation?.value ?? 0)
            let home = Stretch(
                line: [place, dock.site.grid.plane],
                heights: ground...(ground + ferry),
                from: now,
                to: now
            )
            all.append(home.forAllTime)
        } else if let elevation = dock.aircraft.elevation?.value, elevation.isFinite {
            let height = ground + elevation
            all.append(Stretch(line: [place], heights: height...height, from: now, to: now))
        }
        return all
    }

    /// Whether any two stretches come too near in time, height and distance (S09).
    func isConflict(_ own: [Stretch], _ theirs: [Stretch]) -> Bool {
        let times = configuration.times
        return own.contains { one in
            theirs.contains { other in
                let gap = max(one.from - other.to, other.from - one.to)
                let above = max(
                    one.heights.lowerBound - other.heights.upperBound,
                    other.heights.lowerBound - one.heights.upperBound
                )
                return gap < .seconds(times.separationSeconds)
                    && above < times.separationVerticalMetres
                    && Self.distance(one.line, other.line) < times.separationHorizontalMetres
            }
        }
    }

    private static func distance(_ one: [PlanePoint], _ other: [PlanePoint]) -> Double {
        var best = Double.infinity
        for first in segments(one) {
            for second in segments(other) { best = min(best, first.distance(to: second)) }
        }
        return best
    }

    private static func segments(_ line: [PlanePoint]) -> [Segment] {
        guard line.count > 1 else { return line.map { Segment($0, $0) } }
        return zip(line, line.dropFirst()).map { Segment($0, $1) }
    }
}

extension Airspace.Stretch {
    /// The same stretch, closed at any time.
    var forAllTime: Airspace.Stretch {
        Airspace.Stretch(line: line, heights: heights, from: .epoch, to: .never)
    }
}

extension Leg {
    /// Its straight pieces; one without length where it stands still.
    var segments: [Segment] {
        guard line.count > 1 else { return line.map { Segment($0, $0) } }
        return zip(line, line.dropFirst()).map { Segment($0, $1) }
    }
}
