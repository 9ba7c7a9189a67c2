// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Where the camera was and where it looked, as `roost.frame/1` says it (`frame-result.schema.json`).
public struct NativePose: Equatable, Sendable {
    /// Height of the camera, by what it is measured from.
    public enum Height: Equatable, Sendable {
        /// Metres above the ground below.
        case aboveGround(Double)
        /// Metres above the take-off point.
        case aboveTakeOff(Double)
        /// Metres above the WGS84 ellipsoid.
        case aboveEllipsoid(Double)
    }

    /// Where the gimbal points, degrees: yaw clockwise from true north, pitch 0 horizon and -90 down.
    public struct Gimbal: Equatable, Sendable {
        /// Clockwise from true north.
        public var yaw: Double
        /// 0 is the horizon, -90 straight down.
        public var pitch: Double
        /// Around the line of sight.
        public var roll: Double

        /// Angles in degrees.
        public init(yaw: Double, pitch: Double, roll: Double) {
            self.yaw = yaw
            self.pitch = pitch
            self.roll = roll
        }
    }

    /// Full angles of view of this frame, degrees; `vertical` nil: from the frame's aspect.
    public struct View: Equatable, Sendable {
        /// Across.
        public var horizontal: Double
        /// Down.
        public var vertical: Double?

        /// Angles in degrees.
        public init(horizontal: Double, vertical: Double?) {
            self.horizontal = horizontal
            self.vertical = vertical
        }
    }

    /// One standard deviation: metres, metres, degrees; nil: not said.
    public struct Sigma: Equatable, Sendable {
        /// Of the place.
        public var position: Double?
        /// Of the height.
        public var height: Double?
        /// Of each angle.
        public var angle: Double?

        /// Metres, metres, degrees.
        public init(position: Double?, height: Double?, angle: Double?) {
            self.position = position
            self.height = height
            self.angle = angle
        }
    }

    /// Serial number or name of the aircraft.
    public var aircraft: String?
    /// Where the camera was.
    public var place: Coordinate
    /// How high; nil: not said.
    public var height: Height?
    /// Where it looked; nil: not said.
    public var gimbal: Gimbal?
    /// How wide; nil: not said.
    public var view: View?
    /// When this was so; nil: when the frame was taken.
    public var at: Timestamp?
    /// How exact it is.
    public var sigma: Sigma

    /// A pose that telemetry tells; how wide the camera sees is filled in by who knows its lens.
    public init(place: Coordinate, height: Height, gimbal: Gimbal, sigma: Sigma) {
        self.place = place
        self.height = height
        self.gimbal = gimbal
        self.sigma = sigma
    }

    init(_ reader: MemberReader) throws(FrameFault) {
        aircraft = try reader.identifier("aircraft")
        _ = try reader.text("payload", 1...32)
        let latitude = try reader.required("lat", reader.number("lat", -90...90))
        let longitude = try reader.required("lon", reader.number("lon", -180...180))
        place = Coordinate(latitude: latitude, longitude: longitude)
        let ground = try reader.number("height_agl", 0...2000)
        let takeOff = try reader.number("height_rel", -500...5000)
        let ellipsoid = try reader.number("height_ellipsoid", -1000...9000)
        height =
            ground.map(Height.aboveGround) ?? takeOff.map(Height.aboveTakeOff)
            ?? ellipsoid.map(Height.aboveEllipsoid)
        gimbal = try Self.gimbal(reader.reader("gimbal"))
        view = try Self.view(reader.reader("fov"))
        at = try reader.time("at")
        let exactness = try reader.reader("sigma")
        sigma = Sigma(
            position: try exactness?.number("pos", 0...1000),
            height: try exactness?.number("height", 0...1000),
            angle: try exactness?.number("angle", 0...90)
        )
        guard gimbal == nil || height != nil && view != nil else {
            throw reader.fault("gimbal", "is given without a height and fov")
        }
    }

    private static func gimbal(_ reader: MemberReader?) throws(FrameFault) -> Gimbal? {
        guard let reader else { return nil }
        return Gimbal(
            yaw: try reader.required("yaw", reader.number("yaw", -360...360)),
            pitch: try reader.required("pitch", reader.number("pitch", -180...180)),
            roll: try reader.number("roll", -180...180) ?? 0
        )
    }

    private static func view(_ reader: MemberReader?) throws(FrameFault) -> View? {
        guard let reader else { return nil }
        return View(
            horizontal: try reader.required("h", reader.number("h", 0.1...170)),
            vertical: try reader.number("v", 0.1...170)
        )
    }
}
