// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel
import SiteCore

/// Where and when a sight is seen.
struct Scene {
    /// By roost's wall clock.
    var now: Timestamp
    /// By true time.
    var world: Timestamp
    var store: Store
    /// The engine of the living process; nil: none lives.
    var engine: Engine?

    var site: Site? { engine?.site }
}
