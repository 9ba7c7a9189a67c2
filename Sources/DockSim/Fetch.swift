// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A download under way.
struct Fetch: Equatable, Sendable {
    /// For what.
    var purpose: DownloadPurpose
    /// The digest that the file must have.
    var fingerprint: String
    /// The command that waits for it.
    var command: [String]
    /// When a timed task is to start; nil: at once.
    var executeAt: Timestamp?
    /// What a conditional task waits for; nil: it is none.
    var readyWhen: ReadyConditions?
    /// Height of the way home above the pad.
    var returnHeight: Double
    /// Index of the point from which the task goes on; 0: the beginning.
    var from = 0
}
