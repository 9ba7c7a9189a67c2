// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import PatrolCore
import RoostModel

/// What `patrols.yaml` says.
struct PatrolDay {
    var bands: [BandTable] = []
    var patrols: [PatrolDemand] = []
    var overrides: [DayCalendar.Exception] = []
}
