// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A picture taken on a flight.
struct Photo: Equatable, Sendable {
    /// When.
    var at: Timestamp
    /// Where the aircraft was.
    var place: Coordinate
    /// Height above the pad, metres.
    var height: Double
    /// Gimbal yaw, degrees.
    var yaw: Double
}
