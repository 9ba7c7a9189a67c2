// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

// What is known of receivers beside their configuration (PIPELINE § 8).
extension CaseBook {
    /// Receivers that said they are gone, with what they said, in the order of their ids.
    public var receiversDisabled: [(receiver: ReceiverID, reason: FailureReason)] {
        disabledReceivers.map { ($0.id, $0.value) }
    }

    func receiver(_ id: ReceiverID) -> Receiver? {
        configuration?.receivers.first { $0.id == id }
    }

    /// A receiver that knows repeated ids may be tried again after a crash; to another nothing is sent
    /// twice unless somebody says so (S33).
    func retry(at id: ReceiverID) -> Retry {
        receiver(id)?.kind.isIdempotent ?? true ? .untilExpiry : .once
    }

    /// Whether a delivery of unknown outcome goes out once more by itself: at most one duplicate.
    func maySendAgain(_ progress: NoticeRecord.Progress) -> Bool {
        progress.resentAt == nil && receiver(progress.receiver)?.onUnknown == .resend
    }

    /// The receiver is gone or refuses us: said once, and nothing more is sent there until a person looks.
    mutating func disable(
        _ id: ReceiverID,
        _ reason: FailureReason,
        _ turn: inout Turn
    ) {
        guard disabledReceivers[id] == nil, receiver(id) != nil else { return }
        disabledReceivers.insert(reason, for: id)
        turn.tell(
            .receiverDisabled,
            Subject(receiver: id),
            [FactValue("reason", reason.bilingual)]
        )
    }

    /// A notice for a disabled receiver is a dead letter at once: listed, and sent by hand.
    func hold(
        _ progress: inout NoticeRecord.Progress,
        of notice: Notice,
        _ turn: inout Turn
    ) {
        guard let reason = disabledReceivers[progress.receiver] else { return }
        progress.state = .dead
        progress.settledAt = turn.now
        progress.failure = reason
        let subject = Subject(
            violation: notice.violation,
            notice: notice.id,
            receiver: progress.receiver
        )
        turn.tell(.noticeDeliveryFailed, subject, [FactValue("reason", reason.bilingual)])
    }

    /// A receiver whose entry in `receivers.yaml` changed was looked at by a person.
    mutating func enableChanged(_ old: [Receiver], _ new: [Receiver]) {
        for id in disabledReceivers.map(\.id) {
            let (before, after) = (old.first { $0.id == id }, new.first { $0.id == id })
            if before != after { disabledReceivers.remove(id) }
        }
    }
}
