// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// Where a camera was and where it looked, ready for georeferencing: height above ground, full angles.
public struct CameraPose: Equatable, Sendable {
    /// One standard deviation of place, height and angle (PIPELINE 3.5).
    public struct Sigma: Equatable, Sendable {
        /// Metres.
        public var position: Double
        /// Metres.
        public var height: Double
        /// Degrees.
        public var angle: Double

        /// With an RTK fix (PIPELINE 3.5).
        public static let fixed = Sigma(position: 0.5, height: 1.0, angle: 0.3)
        /// Without (PIPELINE 3.5).
        public static let standard = Sigma(position: 1.5, height: 2.0, angle: 0.5)

        /// A deviation from its parts: metres, metres, degrees.
        public init(position: Double, height: Double, angle: Double) {
            self.position = position
            self.height = height
            self.angle = angle
        }
    }

    /// Where the camera was.
    public var place: Coordinate
    /// Metres above the ground below.
    public var height: Double
    /// Gimbal yaw, degrees clockwise from true north.
    public var yaw: Double
    /// Gimbal pitch, degrees; 0 horizon, -90 down.
    public var pitch: Double
    /// Gimbal roll, degrees.
    public var roll: Double
    /// Full horizontal angle of view, degrees.
    public var horizontalView: Double
    /// Full vertical angle of view, degrees.
    public var verticalView: Double
    /// How exact all that is.
    public var sigma: Sigma

    /// A pose from its parts.
    public init(
        place: Coordinate,
        height: Double,
        gimbal: (yaw: Double, pitch: Double, roll: Double),
        view: (horizontal: Double, vertical: Double),
        sigma: Sigma = .standard
    ) {
        self.place = place
        self.height = height
        yaw = gimbal.yaw
        pitch = gimbal.pitch
        roll = gimbal.roll
        horizontalView = view.horizontal
        verticalView = view.vertical
        self.sigma = sigma
    }
}
