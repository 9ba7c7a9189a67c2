// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One attempt at one receiver.
///
/// Conformers classify the failure and never retry: the outbox does. The id is notice, revision and
/// receiver, constant over tries, restarts and a replay by hand.
public protocol NoticeChannel: Sendable {
    /// Brings a notice to the receiver, or says why not.
    func send(_ notice: Notice, id: DeliveryID) async throws(DeliveryError)

    /// Whether the receiver recognises a repeated id, so that an attempt of unknown outcome may be repeated.
    var isIdempotent: Bool { get }
}
