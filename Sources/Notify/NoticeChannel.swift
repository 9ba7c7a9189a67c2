// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One attempt at one receiver.
///
/// Conformers classify the failure and never retry: the outbox does. The id is notice, revision and
/// receiver, constant over tries, restarts and a replay by hand.
public protocol NoticeChannel: Sendable {
    /// Brings a notice to the receiver, or says why not.
    ///
    /// `others` go in the same message; there are none unless the channel `gathers`.
    func send(
        _ notice: Notice,
        with others: [Notice],
        id: DeliveryID
    ) async throws(DeliveryError)

    /// Whether the receiver recognises a repeated id, so that an attempt of unknown outcome may be repeated.
    var isIdempotent: Bool { get }

    /// Whether many notices may be one message: a digest for people (PIPELINE § 7).
    var gathers: Bool { get }
}

extension NoticeChannel {
    /// Brings one notice to the receiver, or says why not.
    public func send(_ notice: Notice, id: DeliveryID) async throws(DeliveryError) {
        try await send(notice, with: [], id: id)
    }
}
