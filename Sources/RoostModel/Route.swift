// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Where a patrol flies: a line flown in its direction at one height.
public struct Route: Codable, Equatable, Sendable {
    /// When a picture is taken on the way.
    public enum PhotoPolicy: String, Codable, CaseIterable, Sendable {
        /// None by the wayline itself.
        case none
        /// One at each point of the line.
        case eachPoint = "each_point"
    }

    /// The operator's word.
    public var id: RouteID
    /// For people.
    public var name: Bilingual
    /// What it looks after: `traffic`, `city`, `emergency`, `environment`.
    public var domain: String
    /// The line in degrees, at least two points, in the order flown.
    public var path: [Coordinate]
    /// The same line on the site's grid.
    public var grid: [GridPoint]
    /// Height above the take-off ground.
    public var height: Metres
    /// Speed over ground on the line.
    public var speed: MetresPerSecond
    /// Seconds of hovering on the line in all.
    public var hoverSeconds: Int
    /// Gimbal pitch on the line: 0 level, -90 straight down.
    public var gimbalPitch: Degrees
    /// Docks that may fly it; nil: any in reach.
    public var docks: [DockID]?
    /// Pictures taken by the wayline.
    public var photo: PhotoPolicy
    /// Highest obstacle along the route and its ways, above ground; nil: the site's figure holds (S10).
    public var highestObstacle: Metres?

    /// A route from its parts.
    public init(
        id: RouteID,
        name: Bilingual,
        domain: String,
        path: [Coordinate],
        grid: [GridPoint],
        height: Metres,
        speed: MetresPerSecond,
        hoverSeconds: Int = 0,
        gimbalPitch: Degrees = -52,
        docks: [DockID]? = nil,
        photo: PhotoPolicy = .none,
        highestObstacle: Metres? = nil
    ) {
        self.id = id
        self.name = name
        self.domain = domain
        self.path = path
        self.grid = grid
        self.height = height
        self.speed = speed
        self.hoverSeconds = hoverSeconds
        self.gimbalPitch = gimbalPitch
        self.docks = docks
        self.photo = photo
        self.highestObstacle = highestObstacle
    }
}
