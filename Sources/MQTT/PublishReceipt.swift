// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What is known of a message that was published.
public enum PublishReceipt: Sendable, Equatable {
    /// QoS 1: the broker has it. QoS 0: it was written to the socket.
    case accepted
    /// The broker has it and nobody is subscribed to it (MQTT 5, reason 0x10). A broker need not
    /// say so.
    case nobodySubscribed
}
