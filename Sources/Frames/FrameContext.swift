// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What the edge knows of the site: its grid, what rules look at, and the ground's height.
public struct FrameContext: Equatable, Sendable {
    /// A zone with the labels that rules look for in it.
    public struct Watch: Equatable, Sendable {
        /// The zone.
        public var zone: Area
        /// The labels.
        public var labels: [String]

        /// A zone with its labels.
        public init(zone: Area, labels: [String]) {
            self.zone = zone
            self.labels = labels
        }
    }

    /// How high the ground is at a place.
    public struct Ground: Equatable, Sendable {
        /// The place.
        public var place: GridPoint
        /// Metres above the WGS84 ellipsoid.
        public var aboveEllipsoid: Double

        /// A height at a place.
        public init(place: GridPoint, aboveEllipsoid: Double) {
            self.place = place
            self.aboveEllipsoid = aboveEllipsoid
        }
    }

    /// The site's grid.
    public var grid: LocalGrid
    /// Zones with rules.
    public var watches: [Watch]
    /// Where the ground's height is known, at the pads; without any, poses by ellipsoid are not located.
    public var grounds: [Ground]
    /// Height of the take-off ground above the terrain that is looked at, metres (PIPELINE 3.4).
    public var takeOffAboveTerrain: Double

    /// A context from its parts.
    public init(
        grid: LocalGrid,
        watches: [Watch],
        grounds: [Ground] = [],
        takeOffAboveTerrain: Double = 0
    ) {
        self.grid = grid
        self.watches = watches
        self.grounds = grounds
        self.takeOffAboveTerrain = takeOffAboveTerrain
    }

    /// Whether a rule looks for a label anywhere.
    func watches(_ label: String) -> Bool { watches.contains { $0.labels.contains(label) } }

    /// Whether a rule looks for a label at a place: in a zone, or within 2 m and one deviation of it.
    func watches(_ label: String, at point: GridPoint, sigma: Double) -> Bool {
        let margin = Metres(2 + sigma)
        return watches.contains { watch in
            watch.labels.contains(label)
                && (watch.zone.contains(point)
                    || watch.zone.grid.contains { Polygon.distanceToEdge($0, point) <= margin })
        }
    }

    /// Metres above ground of a height that is said in one of three ways (PIPELINE 3.4); nil: not to be said.
    func heightAboveGround(_ height: NativePose.Height, at place: Coordinate) -> Double? {
        switch height {
        case .aboveGround(let metres): metres
        case .aboveTakeOff(let metres): metres + takeOffAboveTerrain
        case .aboveEllipsoid(let metres):
            ground(at: grid.grid(place)).map { metres - $0.aboveEllipsoid }
        }
    }

    /// There is no map of the ground: the nearest place where its height is known.
    private func ground(at point: GridPoint) -> Ground? {
        grounds.min { $0.place.distance(to: point) < $1.place.distance(to: point) }
    }
}
