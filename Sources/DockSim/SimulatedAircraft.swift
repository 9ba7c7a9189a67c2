// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// An aircraft's motion along straight pieces, exact for any step of time.
public struct SimulatedAircraft: Equatable, Sendable {
    /// Metres east and north of its dock.
    public private(set) var place = PlanePoint(x: 0, y: 0)
    /// Metres above the pad.
    public private(set) var height = 0.0
    /// Degrees clockwise from north, -180 to 180.
    public private(set) var heading = 0.0
    /// Metres a second over ground.
    public private(set) var speed = 0.0
    /// Metres a second upwards.
    public private(set) var climbRate = 0.0
    /// Gimbal pitch: 0 level, -90 straight down.
    public var gimbalPitch = 0.0
    /// Gimbal yaw in degrees from north where it looks elsewhere than the nose; nil: with the nose.
    public var gimbalYaw: Double?
    /// Zoom factor of the lens.
    public var zoom = 1.0
    /// Whether it stands still on its way.
    var isPaused = false
    /// What is left to do.
    private(set) var manoeuvres: [Manoeuvre] = []

    /// An aircraft at rest in its dock.
    public init() {}

    /// Replaces what is left to do.
    mutating func fly(_ manoeuvres: [Manoeuvre]) {
        self.manoeuvres = manoeuvres
        isPaused = false
    }

    /// Whether nothing is left to do.
    var isIdle: Bool { manoeuvres.isEmpty }

    /// Moves on by a time and returns the marks passed, in their order.
    mutating func advance(seconds: Double) -> [Manoeuvre.Mark] {
        speed = 0
        climbRate = 0
        guard !isPaused else { return [] }
        var left = seconds
        var marks: [Manoeuvre.Mark] = []
        while var piece = manoeuvres.first {
            let step = min(left, piece.seconds)
            if piece.seconds > 0 { move(piece, step) }
            piece.seconds -= step
            left -= step
            guard piece.seconds <= 1e-9 else {
                manoeuvres[0] = piece
                return marks
            }
            place = piece.place ?? place
            height = piece.height ?? height
            manoeuvres.removeFirst()
            if let mark = piece.mark { marks.append(mark) }
        }
        return marks
    }

    private mutating func move(_ piece: Manoeuvre, _ step: Double) {
        let share = step / piece.seconds
        if let target = piece.place {
            let way = PlanePoint(x: target.x - place.x, y: target.y - place.y)
            let metres = place.distance(to: target)
            speed = metres / piece.seconds
            if metres > 0.5 { heading = atan2(way.x, way.y) * 180 / .pi }
            place = PlanePoint(x: place.x + way.x * share, y: place.y + way.y * share)
        }
        if let target = piece.height {
            climbRate = (target - height) / piece.seconds
            height += (target - height) * share
        }
    }
}
