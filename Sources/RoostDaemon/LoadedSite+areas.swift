// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import RoostModel
import SiteCore
import SiteFiles

extension LoadedSite {
    /// The site with the file of flight areas that its docks shall keep on board.
    func withFlightAreas() -> LoadedSite {
        var site = self
        let areas = configuration.fleet.areas
        site.configuration.fleet.flightAreas = FlightAreaDocument.file(of: areas)
        return site
    }
}
