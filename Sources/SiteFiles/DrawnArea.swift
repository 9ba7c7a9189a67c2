// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// An area before the site's grid is known.
struct DrawnArea {
    var area: Area
    var quiet: QuietZone?

    func placed(on grid: LocalGrid) -> Area {
        var placed = area
        placed.grid = area.rings.map { $0.map(grid.grid) }
        return placed
    }
}
