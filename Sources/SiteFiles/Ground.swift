// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What positions and heights are checked against.
struct Ground {
    let grid: LocalGrid
    let district: District?
    let safety: SafetyLimits
    let times: FlightTimes
}
