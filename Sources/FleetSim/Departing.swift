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
    /// When the effect itself runs out, by true time; of a recall ahead of its commit: never.
    var deadline = Timestamp.never
    /// Later than this the broker drops it, by true time.
    var expiresAt: Timestamp
}
