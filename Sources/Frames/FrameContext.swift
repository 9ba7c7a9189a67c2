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

    /// The site's grid.
    public var grid: LocalGrid
    /// Zones with rules.
    public var watches: [Watch]
    /// Height of the ground above the WGS84 ellipsoid, metres; nil: poses by ellipsoid are not located.
    public var groundAboveEllipsoid: Double?
    /// Height of the take-off ground above the terrain that is looked at, metres (PIPELINE 3.4).
    public var takeOffAboveTerrain: Double

    /// A context from its parts.
    public init(
        grid: LocalGrid,
        watches: [Watch],
        groundAboveEllipsoid: Double? = nil,
        takeOffAboveTerrain: Double = 0
    ) {
        self.grid = grid
        self.watches = watches
        self.groundAboveEllipsoid = groundAboveEllipsoid
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

    /// Metres above ground of a height that is said in one of three ways; nil: not to be said.
    func heightAboveGround(_ height: NativePose.Height) -> Double? {
        switch height {
        case .aboveGround(let metres): metres
        case .aboveTakeOff(let metres): metres + takeOffAboveTerrain
        case .aboveEllipsoid(let metres): groundAboveEllipsoid.map { metres - $0 }
        }
    }
}
