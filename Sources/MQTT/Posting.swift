// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A message on its way to the broker.
///
/// A class because caller, timer and thread settle it.
final class Posting: Sendable {
    typealias Answer = Result<PublishReceipt, MQTTError>

    private enum Step: UInt8, AtomicRepresentable {
        case waiting, sent, givenUp
    }

    let message: MQTTMessage
    /// Asked when it could leave; from the client's thread.
    let isWanted: @Sendable () -> Bool
    let startedAt = ContinuousClock.now
    let promise = Promise<Answer>()
    private let step = Atomic<Step>(.waiting)

    init(_ message: MQTTMessage, isWanted: @escaping @Sendable () -> Bool = { true }) {
        self.message = message
        self.isWanted = isWanted
    }

    /// Called before it is sent: from now on the broker may have it.
    ///
    /// False if it was given up.
    func markSent() -> Bool {
        step.compareExchange(
            expected: .waiting,
            desired: .sent,
            ordering: .sequentiallyConsistent
        ).exchanged
    }

    /// Ends the wait: `error` if it never left, unconfirmed if it did.
    func giveUp(_ error: MQTTError) {
        let before = step.compareExchange(
            expected: .waiting,
            desired: .givenUp,
            ordering: .sequentiallyConsistent
        ).original
        promise.settle(.failure(before == .sent ? .unconfirmed : error))
    }

    /// Seconds of life left for the wire; nil without expiry.
    func expirySeconds(at now: ContinuousClock.Instant) throws(MQTTError) -> UInt32? {
        guard let expiry = message.expiry else { return nil }
        // mosquitto 2.0 takes an interval of 0 for "never": such a message must not leave.
        let left = (expiry - (now - startedAt) + .milliseconds(500)).wholeSeconds
        guard left > 0 else { throw .expired }
        return UInt32(clamping: left)
    }
}
