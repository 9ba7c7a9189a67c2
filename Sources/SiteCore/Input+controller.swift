// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore

extension Input {
    /// The controller's own world, for a shell that does not know the fleet's words.
    public static func controller(hasBroker: Bool, hasStore: Bool) -> Input {
        .controller(ControllerHealth(hasBroker: hasBroker, hasStore: hasStore))
    }

    /// Whether a full mailbox may refuse it: what a person asked for, except what brings aircraft home.
    public var isRefusable: Bool {
        guard case .request(let request) = self else { return false }
        guard case .fleet(let verb) = request.verb else { return true }
        switch verb {
        case .recall, .cancel, .hold: return false
        case .dispatch, .patrol, .release: return true
        }
    }
}
