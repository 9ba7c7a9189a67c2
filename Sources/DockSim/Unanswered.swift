// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud

/// A message that wants an answer and has none yet.
struct Unanswered: Equatable, Sendable {
    /// Where it was sent.
    var topic: Topic
    /// It, with the id that the answer repeats.
    var message: Message
    /// How often it was sent.
    var attempts = 1
    /// How often it is sent at most; nil: until it is answered.
    var limit: Int?
}
