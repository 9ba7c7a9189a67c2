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
        case .recall, .cancel, .hold, .stop: return false
        case .dispatch, .patrol, .relay, .pause, .resume, .cancelReturn, .flyTo, .release,
            .confirmClock, .payload, .maintain:
            return true
        }
    }
}

extension OperatorRequest {
    /// Whether an aircraft may leave because of it: then the latest readings of every dock go before it
    /// (ARCHITECTURE § 3).
    public var mayLaunch: Bool {
        guard case .fleet(let verb) = verb else { return false }
        switch verb {
        case .dispatch, .patrol, .relay, .resume: return true
        case .pause, .cancelReturn, .flyTo, .recall, .cancel, .hold, .stop, .release,
            .confirmClock, .payload, .maintain:
            return false
        }
    }
}
