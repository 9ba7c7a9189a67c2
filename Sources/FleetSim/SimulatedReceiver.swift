// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// A receiver of notices that knows an id when it comes again, and does not always say what it did.
struct SimulatedReceiver {
    /// What one attempt comes to.
    enum Answer: Equatable {
        /// Taken, and said so.
        case taken
        /// Not taken, said with 500.
        case failed
        /// Taken, and the answer came too late or never.
        case takenInSilence
        /// Not taken, and no answer came.
        case silence

        /// Whether the sender may count the notice as delivered.
        var isDelivered: Bool { self == .taken }
    }

    /// How often each id was taken; the second time changes nothing at the receiver.
    private(set) var taken: [DeliveryID: Int] = [:]
    /// Attempts so far.
    private(set) var attempts = 0

    /// Takes an attempt or not, as it was drawn.
    mutating func take(_ id: DeliveryID, as answer: Answer) {
        attempts += 1
        switch answer {
        case .taken, .takenInSilence: taken[id, default: 0] += 1
        case .failed, .silence: break
        }
    }
}
