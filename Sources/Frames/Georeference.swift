// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// From a box in a picture to a place on the ground (PIPELINE § 3).
public enum Georeference {
    /// Where a thing stands, and how sure that is.
    public struct Fix: Equatable, Sendable {
        /// Angle of the line of sight below the horizon, degrees.
        public var depression: Double
        /// Metres east of the camera.
        public var east: Double
        /// Metres north of the camera.
        public var north: Double
        /// The place, WGS84.
        public var place: Coordinate
        /// One standard deviation, metres (`s` of PIPELINE 3.5).
        public var sigma: Double
        /// 95 % radius, metres.
        public var error: Double
    }

    /// Lines of sight flatter than this say too little about the ground (PIPELINE 3.2).
    public static let leastDepression = 8.0
    /// The camera is at least so far above the plane of the object, metres (PIPELINE 3.2).
    static let leastClearance = 2.0
    /// The tangent plane holds so far from the camera, metres (PIPELINE 3.3).
    static let farthest = 5000.0
    /// 95 % radius of a circular error of deviation 1 (PIPELINE 3.5).
    static let radius95 = 2.4477

    /// Half the height of things, metres: the box centre is there (PIPELINE 3.2); others 0.
    public static func centreHeight(of label: String) -> Double {
        switch label {
        case "car": 0.75
        case "van", "stall": 1.0
        case "truck", "excavator": 1.5
        case "bus": 1.6
        case "person": 0.85
        case "rider": 0.8
        case "garbage": 0.3
        case "obstacle": 0.4
        case "smoke": 2.0
        default: 0
        }
    }

    /// The most that ``centreHeight(of:)`` says.
    static let greatestCentreHeight = 2.0

    /// Where the thing in a box stands; nil: not to be said (`unlocated`).
    ///
    /// The box is x, y, width and height in shares of the picture. Used for frames that carry a pose, and
    /// for the pose join with telemetry.
    public static func locate(box: [Double], label: String, pose: CameraPose) -> Fix? {
        guard box.count == 4 else { return nil }
        return locate(
            u: box[0] + box[2] / 2,
            v: box[1] + box[3] / 2,
            centreHeight: centreHeight(of: label),
            pose: pose
        )
    }

    /// Where a point of the picture (shares from the top left) meets the plane at `centreHeight` metres.
    public static func locate(
        u: Double,
        v: Double,
        centreHeight: Double,
        pose: CameraPose
    ) -> Fix? {
        let clearance = pose.height - centreHeight
        let ray = Ray(u: u, v: v, pose: pose)
        guard clearance >= leastClearance, ray.depression >= leastDepression else { return nil }
        let length = clearance / -ray.up
        let (east, north) = (length * ray.east, length * ray.north)
        guard (east * east + north * north).squareRoot() <= farthest else { return nil }
        let place = LocalGrid(origin: pose.place).coordinate(PlanePoint(x: east, y: north))
        let sigma = deviation(depression: ray.depression, pose: pose)
        return Fix(
            depression: ray.depression,
            east: east,
            north: north,
            place: place,
            sigma: sigma,
            error: radius95 * sigma
        )
    }

    /// One standard deviation on the ground at an angle below the horizon (PIPELINE 3.5).
    static func deviation(depression: Double, pose: CameraPose) -> Double {
        let angle = depression * .pi / 180
        let exactness = pose.sigma.angle * .pi / 180
        let height = pose.height
        let byHeight = depression >= 90 ? 0 : pose.sigma.height / tan(angle)
        let byAngle = exactness * height / (sin(angle) * sin(angle))
        let along = byHeight * byHeight + byAngle * byAngle
        let cross = depression >= 90 ? 0 : exactness * height / tan(angle)
        let square = pose.sigma.position * pose.sigma.position + (along + cross * cross) / 2
        return square.squareRoot()
    }
}

/// A line of sight, east, north and up (PIPELINE 3.1, 3.2).
struct Ray {
    var east: Double
    var north: Double
    var up: Double

    init(u: Double, v: Double, pose: CameraPose) {
        let psi = pose.yaw * .pi / 180
        let theta = pose.pitch * .pi / 180
        let phi = pose.roll * .pi / 180
        let forward = (cos(theta) * sin(psi), cos(theta) * cos(psi), sin(theta))
        let right0 = (cos(psi), -sin(psi), 0.0)
        let down0 = (
            forward.1 * right0.2 - forward.2 * right0.1,
            forward.2 * right0.0 - forward.0 * right0.2,
            forward.0 * right0.1 - forward.1 * right0.0
        )
        let across = (2 * u - 1) * tan(pose.horizontalView * .pi / 360)
        let below = (2 * v - 1) * tan(pose.verticalView * .pi / 360)
        // Right and down after the roll, weighted.
        let r = across * cos(phi) - below * sin(phi)
        let d = across * sin(phi) + below * cos(phi)
        east = forward.0 + r * right0.0 + d * down0.0
        north = forward.1 + r * right0.1 + d * down0.1
        up = forward.2 + r * right0.2 + d * down0.2
    }

    /// Angle below the horizon, degrees.
    var depression: Double {
        asin(-up / (east * east + north * north + up * up).squareRoot()) * 180 / .pi
    }
}
