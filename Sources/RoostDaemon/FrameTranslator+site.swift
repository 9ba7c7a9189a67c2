// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Foundation
import Frames
import RoostEngine
import RoostModel
import SiteCore

extension FrameTranslator {
    /// A translator that knows what the configuration in force looks at; without one it looks at nothing.
    init(site: SiteConfiguration?) {
        guard let site else {
            let nowhere = LocalGrid(origin: Coordinate(latitude: 0, longitude: 0))
            self.init(context: FrameContext(grid: nowhere, watches: []))
            return
        }
        var context = FrameContext(cases: site.cases)
        context.grounds = site.fleet.docks.map { dock in
            FrameContext.Ground(
                place: dock.grid,
                aboveEllipsoid: dock.groundHeight.value
            )
        }
        self.init(context: context)
    }
}

extension PostedFrame {
    /// A translated frame on its way into the loop, under the name of who sent it.
    ///
    /// A protected one is never shed.
    init(_ frame: Intake.Accepted, from sender: String?, isProtected: Bool = false) {
        var sightings = frame.sightings
        sightings.sender = sender
        self.init(
            sightings,
            content: Vault.digest(of: Data(frame.canonical)),
            bytes: frame.canonical.count,
            isProtected: isProtected
        )
    }
}
