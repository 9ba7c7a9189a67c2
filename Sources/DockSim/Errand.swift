// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Something to do at an instant.
struct Errand: Equatable, Sendable {
    /// When.
    var at: Timestamp
    /// In the order of issue among those of one instant.
    var order: Int
    /// What.
    var chore: Chore
}
