// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// One route flown from one dock, in times relative to the start of the sortie (MODEL § 2).
struct FlightOption: Sendable {
    /// Why a dock is no candidate of a route (H2).
    enum Bar: Sendable {
        /// The route names its docks, and not this one.
        case notNamed
        /// A point of the route is outside the dock's radius.
        case outOfReach
        /// A full charge less the reserve is not enough.
        case energy
    }

    let route: Int
    let dock: Int
    let profile: FlightProfile
    /// Where its patrol leg begins and ends.
    let onTask: Int
    let offTask: Int
    /// Farthest point of the route from the dock, metres.
    let reach: Double
    let box: PlaneBox
    let legBoxes: [PlaneBox]
    /// Why this route can never be flown from this dock (H2); nil: it can.
    let bar: Bar?

    var duration: Int { profile.durationSeconds }
    var energy: Int { profile.energyPermille }
}
