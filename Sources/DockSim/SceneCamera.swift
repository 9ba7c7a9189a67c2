// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostModel

/// A pinhole camera in the air: where a thing on the ground appears in its picture (PIPELINE § 3,
/// the other way round).
struct SceneCamera: Equatable, Sendable {
    /// Where it is.
    var place: Coordinate
    /// Metres above the ground below.
    var height: Double
    /// Degrees clockwise from true north.
    var yaw: Double
    /// Degrees: 0 horizon, -90 straight down.
    var pitch: Double
    /// Full horizontal angle, degrees.
    var horizontalView: Double
    /// Full vertical angle, degrees.
    var verticalView: Double

    /// A box in fractions of the picture, origin top left.
    struct Box: Equatable, Sendable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        /// The same box moved.
        func moved(_ dx: Double, _ dy: Double) -> Box {
            Box(x: x + dx, y: y + dy, width: width, height: height)
        }

        /// Whether it lies wholly in the picture.
        var isInside: Bool { x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1 }
    }

    /// Angles of a zoomed lens: `2 atan(tan(h/2) / zoom)` (FRAMES 2.7).
    static func zoomed(_ view: Double, by zoom: Double) -> Double {
        let half = tan(view * .pi / 360) / max(1, zoom)
        return atan(half) * 360 / .pi
    }

    /// Where an object appears; nil when not wholly in the picture, too flat or too far.
    ///
    /// Below 15° of depression or beyond 300 m a detector would not be believed.
    func box(of object: SceneObject) -> Box? {
        let ground = LocalGrid(origin: place).plane(object.place)
        let drop = height - object.halfHeight
        let range = (ground.x * ground.x + ground.y * ground.y + drop * drop).squareRoot()
        guard drop > 2, range < 300, asin(drop / range) * 180 / .pi > 15 else { return nil }
        let sight = axes
        let ray = (ground.x, ground.y, -drop)
        let depth = dot(ray, sight.forward)
        guard depth > 1 else { return nil }
        let halfWidth = tan(horizontalView * .pi / 360)
        let halfHeight = tan(verticalView * .pi / 360)
        let u = (dot(ray, sight.right) / depth / halfWidth + 1) / 2
        let v = (dot(ray, sight.down) / depth / halfHeight + 1) / 2
        let width = object.extent / (2 * depth * halfWidth)
        let tall = object.extent * 0.7 / (2 * depth * halfHeight)
        let box = Box(x: u - width / 2, y: v - tall / 2, width: width, height: tall)
        return box.isInside ? box : nil
    }

    /// Points the middle of the picture at a place on the ground.
    mutating func turn(to target: Coordinate) {
        let ground = LocalGrid(origin: place).plane(target)
        let distance = (ground.x * ground.x + ground.y * ground.y).squareRoot()
        if distance > 0.5 { yaw = atan2(ground.x, ground.y) * 180 / .pi }
        pitch = -atan2(height, distance) * 180 / .pi
    }

    private typealias Vector = (Double, Double, Double)

    private var axes: (forward: Vector, right: Vector, down: Vector) {
        let psi = yaw * .pi / 180
        let theta = pitch * .pi / 180
        let forward = (cos(theta) * sin(psi), cos(theta) * cos(psi), sin(theta))
        let right = (cos(psi), -sin(psi), 0.0)
        let down = (
            forward.1 * right.2 - forward.2 * right.1,
            forward.2 * right.0 - forward.0 * right.2,
            forward.0 * right.1 - forward.1 * right.0
        )
        return (forward, right, down)
    }

    private func dot(_ one: Vector, _ other: Vector) -> Double {
        one.0 * other.0 + one.1 * other.1 + one.2 * other.2
    }
}
