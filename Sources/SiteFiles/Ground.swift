// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What positions and heights are checked against.
struct Ground {
    let grid: LocalGrid
    let district: District?
    /// No-fly areas that begin at the ground and are always in force.
    let closed: [Area]
    let safety: SafetyLimits
    let times: FlightTimes
}
