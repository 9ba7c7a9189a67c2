// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
public import RoostModel

extension Site {
    /// Whether a launch that was decided must not be handed over any more: since its verdict the
    /// controller fell into disorder, or somebody put a hold on the dock (S13, S16).
    public func barsLaunch(of dock: DockID) -> Bool {
        !fleet.health.hasBroker || !fleet.health.hasStore || !fleet.isClockTrusted
            || !fleet.holds(on: dock).isEmpty
    }
}
