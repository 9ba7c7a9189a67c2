// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Counts since the client was made.
public struct MQTTCounters: Sendable, Equatable {
    /// Messages read, repetitions included.
    public var received: UInt64 = 0
    /// Sheddable messages thrown away because the inbox was full.
    public var shed: UInt64 = 0
    /// Batches committed.
    public var batchesCommitted: UInt64 = 0
    /// Batches that were not committed.
    public var batchesFailed: UInt64 = 0
    /// Messages the broker has (QoS 1) or that were written (QoS 0).
    public var published: UInt64 = 0
    /// Messages the broker refused.
    public var publishesRefused: UInt64 = 0
    /// Attempts to connect after the first.
    public var reconnects: UInt64 = 0
    /// Messages waiting to be handed over, at the last look.
    public var inboxDepth = 0
    /// Whether it is connected and subscribed now.
    public var isConnected = false

    /// Nothing counted yet.
    public init() {}
}
