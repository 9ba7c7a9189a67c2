// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The answer to one batch.
///
/// A class because the thread waits on it and the consumer gives it.
final class Commit: Sendable {
    enum Outcome: Sendable {
        case committed, failed
    }

    /// The connection that the batch was read from.
    let connection: UInt64
    private let answer = Mutex<Outcome?>(nil)
    private let waker: Waker

    init(connection: UInt64, waker: Waker) {
        self.connection = connection
        self.waker = waker
    }

    var outcome: Outcome? { answer.withLock { $0 } }

    /// The first answer counts.
    func settle(_ outcome: Outcome) {
        let isFirst = answer.withLock { answer in
            guard answer == nil else { return false }
            answer = outcome
            return true
        }
        if isFirst { waker.wake() }
    }
}
