// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import PatrolCore
import RoostModel

extension SiteConfiguration {
    /// The same with days that people changed while the site runs: they win over the file's own overrides.
    func with(_ days: [DayCalendar.Exception]) -> SiteConfiguration {
        guard !days.isEmpty else { return self }
        var new = self
        new.fleet.calendar.overrides = days + new.fleet.calendar.overrides
        new.cases.calendar.overrides = days + new.cases.calendar.overrides
        new.patrols.calendar.overrides = days + new.patrols.calendar.overrides
        return new
    }
}
