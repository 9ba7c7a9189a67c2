// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostEngine
import RoostModel

/// One message of roost's, handed to the network.
struct Departing {
    /// The effect that it performs; nil: a recall that went ahead of its commit.
    var effect: PendingEffect?
    /// The order in it; nil: an answer.
    var command: DockCommand?
    var dock: DockID
    var outgoing: Outgoing
    /// Later than this the broker drops it.
    var expiresAt: Timestamp
}
