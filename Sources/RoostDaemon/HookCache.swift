// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import Notify
import RoostModel
import Synchronization

/// Web hooks as they were last made, so that address and secret are not read apart for each delivery; another
/// configuration or secret makes another.
///
/// A class because deliveries share it.
final class HookCache: Sendable {
    private struct Entry {
        var receiver: Receiver
        var secret: String
        var hook: Webhook
    }

    private let entries = Mutex<[ReceiverID: Entry]>([:])

    /// The web hook of a receiver with a secret: at most one a receiver is kept.
    ///
    /// `make` makes it where none is known.
    func hook(
        of receiver: Receiver,
        secret: String,
        make: () throws(DeliveryError) -> Webhook
    ) throws(DeliveryError) -> Webhook {
        let known = entries.withLock { $0[receiver.id] }
        if let known, known.secret == secret, known.receiver == receiver { return known.hook }
        let hook = try make()
        let entry = Entry(receiver: receiver, secret: secret, hook: hook)
        entries.withLock { $0[receiver.id] = entry }
        return hook
    }
}
