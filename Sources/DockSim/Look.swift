// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Where the camera was told to look, for a while.
struct Look: Equatable, Sendable {
    /// The place; nil: along the nose.
    var place: Coordinate?
    /// Until then.
    var until: Timestamp
}
