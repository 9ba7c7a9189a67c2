// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Messages read together, to be committed together.
///
/// The broker hears the acknowledgements of these messages only after ``committed()``. A batch that
/// fails, or is let go without an answer, drops the connection unacknowledged, and the broker sends
/// its QoS 1 messages again; its QoS 0 messages are handed over again by the client itself.
public struct MQTTBatch: Sendable {
    /// In the order the broker sent them, at least one.
    public let messages: [MQTTMessage]
    private let receipt: Receipt

    init(_ messages: [MQTTMessage], commit: Commit) {
        self.messages = messages
        self.receipt = Receipt(commit)
    }

    /// Everything in the batch is on disk: acknowledge it.
    ///
    /// The first answer counts.
    public func committed() {
        receipt.commit.settle(.committed)
    }

    /// Nothing is acknowledged; the messages come again.
    ///
    /// The first answer counts.
    public func failed() {
        receipt.commit.settle(.failed)
    }

    /// A class for its `deinit`: a batch that nobody answers must not block the thread for ever.
    private final class Receipt: Sendable {
        let commit: Commit

        init(_ commit: Commit) {
            self.commit = commit
        }

        deinit {
            commit.settle(.failed)
        }
    }
}
