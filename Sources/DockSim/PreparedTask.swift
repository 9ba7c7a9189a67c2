// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A task that was prepared and waits for its launch.
struct PreparedTask: Equatable, Sendable {
    /// The flight's wire id.
    var id: String
    /// The wayline as the file has it.
    var wayline: Wayline
    /// Digest of the file.
    var fingerprint: String
    /// When a timed task is to start; nil: at once.
    var executeAt: Timestamp?
    /// What a conditional task waits for; nil: it is none.
    var readyWhen: ReadyConditions?
    /// Height of the way home above the pad.
    var returnHeight: Double
    /// Index of the point from which it goes on; 0: the beginning.
    var from = 0
}
