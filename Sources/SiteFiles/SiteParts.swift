// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import PatrolCore
import RoostModel

/// What the fleet's and the patrols' configuration have in common.
struct SiteParts {
    let head: SiteBase
    let grid: LocalGrid
    let areas: [Area]
    let calendar: DayCalendar
    let docks: [DockSite]
    let routes: [Route]
    let day: PatrolDay
    let speech: SpeechPolicy

    /// The places of the promise.
    private var coverage: [Coordinate] {
        let covered = areas.filter { $0.kind == .coverage }
        let outline = covered.isEmpty ? areas.filter { $0.kind == .district } : covered
        return outline.flatMap { District.coverage(of: $0, grid: grid) }
    }

    var fleet: FleetConfiguration {
        var fleet = FleetConfiguration(
            docks: docks,
            routes: routes,
            areas: areas,
            safety: head.safety,
            times: head.times,
            calendar: calendar,
            service: head.service,
            reserve: head.reserve,
            organization: head.dji.organization,
            speech: speech,
            grid: grid
        )
        fleet.coverage = coverage.map(grid.grid)
        return fleet
    }

    var patrols: PatrolConfiguration {
        PatrolConfiguration(
            origin: grid.origin,
            docks: docks,
            routes: routes,
            areas: areas.filter { [.noFly, .heightLimit, .approval].contains($0.kind) },
            bands: day.bands,
            patrols: day.patrols,
            calendar: calendar,
            service: head.service,
            reserve: head.reserve,
            coverage: coverage,
            times: head.times
        )
    }
}
