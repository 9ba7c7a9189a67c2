// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud

/// How a message leaves for the broker.
struct Publisher: Sendable {
    enum Outcome: Sendable {
        /// The broker has it.
        case sent
        /// It surely did not leave.
        case notSent(String)
        /// It may have left.
        case unknown(String)
    }

    /// Publishes a payload on a topic; the broker drops it when it waited longer than `expirySeconds`.
    ///
    /// `isWanted` is asked when it could leave, which may be when a lost connection is back; after a no it does
    /// not.
    var publish:
        @Sendable (
            _ topic: String, _ payload: [UInt8], _ expirySeconds: Int,
            _ isWanted: @escaping @Sendable () -> Bool
        ) async -> Outcome

    func callAsFunction(
        _ outgoing: Outgoing,
        expirySeconds: Int,
        isWanted: @escaping @Sendable () -> Bool = { true }
    ) async -> Outcome {
        await publish(outgoing.topic.text, outgoing.payload, expirySeconds, isWanted)
    }
}
