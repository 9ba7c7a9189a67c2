// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// What `site.yaml` says, as far as it could be read.
struct SiteHead {
    var origin: Coordinate?
    var safety: SafetyLimits?
    var times: FlightTimes?
    var isSimulated: Bool
    var hardware: String?
    /// All of it; nil after a fault.
    var base: SiteBase?
}
