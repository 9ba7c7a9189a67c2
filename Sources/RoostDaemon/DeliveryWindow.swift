// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Synchronization

/// Which deliveries are under way: so many a receiver, so many in all, none waiting for a slower one.
///
/// A class because the tasks that end a delivery and the one that begins them share its counts.
final class DeliveryWindow: Sendable {
    /// Under way at once to one receiver.
    static let receiverLimit = 4
    /// Under way at once in all.
    static let limit = 32

    private let counts = Mutex<[ReceiverID: Int]>([:])

    /// Takes a place; false when there is none now.
    func enter(_ receiver: ReceiverID) -> Bool {
        counts.withLock { counts in
            guard counts[receiver, default: 0] < Self.receiverLimit,
                counts.values.reduce(0, +) < Self.limit
            else { return false }
            counts[receiver, default: 0] += 1
            return true
        }
    }

    /// Gives a place back.
    func leave(_ receiver: ReceiverID) {
        counts.withLock { counts in
            let left = counts[receiver, default: 0] - 1
            counts[receiver] = left > 0 ? left : nil
        }
    }
}
