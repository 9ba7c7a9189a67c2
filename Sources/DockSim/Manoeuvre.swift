// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One piece of a flight: a straight move or a rest, and what is marked at its end.
struct Manoeuvre: Equatable, Sendable {
    /// Something that happens at the end of a piece.
    enum Mark: Equatable, Sendable {
        /// Rotors carry.
        case liftedOff
        /// The security height is reached.
        case climbed
        /// A point of the wayline is reached.
        case waypoint(Int)
        /// A picture is taken.
        case photo
        /// The gimbal is turned, degrees.
        case gimbal(Double)
        /// The lens is zoomed by a factor.
        case zoom(Double)
        /// The last point of the wayline is done.
        case routeDone
        /// The commanded point is reached.
        case arrived
        /// Over the dock at the height of the way home.
        case overhead
        /// At rest in the dock.
        case docked
        /// At rest elsewhere.
        case landedAway
    }

    /// Where it ends, metres from the dock; nil: where it began.
    var place: PlanePoint?
    /// Height above the pad at its end; nil: as at its beginning.
    var height: Double?
    /// Seconds that remain.
    var seconds: Double
    /// What is marked at its end.
    var mark: Mark?

    /// A rest.
    static func hold(_ seconds: Double, _ mark: Mark? = nil) -> Manoeuvre {
        Manoeuvre(place: nil, height: nil, seconds: seconds, mark: mark)
    }

    /// A climb or descent on the spot.
    static func vertical(to height: Double, _ seconds: Double, _ mark: Mark? = nil) -> Manoeuvre {
        Manoeuvre(place: nil, height: height, seconds: seconds, mark: mark)
    }

    /// A straight way.
    static func go(
        to place: PlanePoint,
        height: Double? = nil,
        _ seconds: Double,
        _ mark: Mark? = nil
    ) -> Manoeuvre {
        Manoeuvre(place: place, height: height, seconds: seconds, mark: mark)
    }
}
