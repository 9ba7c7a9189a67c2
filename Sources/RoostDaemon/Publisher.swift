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
    var publish:
        @Sendable (_ topic: String, _ payload: [UInt8], _ expirySeconds: Int) async -> Outcome

    func callAsFunction(_ outgoing: Outgoing, expirySeconds: Int) async -> Outcome {
        await publish(outgoing.topic.text, outgoing.payload, expirySeconds)
    }
}
