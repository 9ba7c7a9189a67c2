// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Frames
import PatrolCore
import RoostModel
import SiteCore

extension SiteConfiguration {
    /// A site that is nothing but a scenario's zones and rules: no dock, no route.
    init(_ scenario: ScenarioFile) {
        let cases = scenario.cases
        let name = scenario.name.isEmpty ? "replay" : scenario.name
        let service = DayWindow(startSeconds: 0, endSeconds: 86_400)
        self.init(
            site: name,
            name: Bilingual(en: name, zh: name),
            isSimulated: true,
            grid: cases.grid,
            fleet: FleetConfiguration(
                docks: [],
                routes: [],
                areas: [],
                safety: SafetyLimits(highestObstacle: nil),
                times: FlightTimes(),
                calendar: cases.calendar,
                service: service,
                reserve: ReservePolicy(minReady: 0),
                organization: name
            ),
            cases: cases,
            patrols: PatrolConfiguration(
                origin: cases.grid.origin,
                docks: [],
                routes: [],
                areas: [],
                bands: [],
                patrols: [],
                calendar: cases.calendar,
                service: service,
                reserve: ReservePolicy(minReady: 0),
                coverage: [],
                times: FlightTimes()
            )
        )
    }
}
