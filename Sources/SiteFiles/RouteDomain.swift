// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a route looks after (CONFIG, `domain`).
enum RouteDomain: String, CaseIterable {
    case traffic, city, emergency, environment
}
