// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostEngine
import RoostModel
import SiteCore

// The notice lane: one attempt at a time a delivery, with the same id each time (PIPELINE § 8).
extension World {
    /// A web hook's sender waits so long for an answer (PIPELINE § 8).
    private static let patience = TimeSpan.seconds(15)

    mutating func performNotices() throws {
        guard let ready = try shell?.due(.notice, at: clock), !ready.isEmpty,
            let life = shell?.life
        else { return }
        for pending in try shell?.engine.outbox.begin(ready.map(\.effect.id), at: clock) ?? [] {
            guard case .deliver(let delivery) = pending.effect.action else { continue }
            let kind = receiver(delivery.receiver)?.kind
            let answer = kind == .webhook ? drawAnswer() : .taken
            receivers[delivery.receiver, default: SimulatedReceiver()]
                .take(delivery.id, as: answer)
            try show(.posted(delivery, answer))
            let isSilent = answer == .silence || answer == .takenInSilence
            let span = isSilent ? Self.patience : .milliseconds(dice.pick(5...2000))
            let sent = NoticeAnswer(pending: pending, delivery: delivery, answer: answer)
            agenda.add(.answered(sent, life: life), at: now + span)
        }
    }

    private func receiver(_ id: ReceiverID) -> Receiver? {
        shell?.site.configuration?.cases.receivers.first { $0.id == id }
    }

    private mutating func drawAnswer() -> SimulatedReceiver.Answer {
        guard has(.receiverFails) else { return .taken }
        count(.receiverFails)
        switch dice.pick(0...4) {
        case 0: return .taken
        case 1, 2: return .failed
        case 3: return .takenInSilence
        default: return .silence
        }
    }

    /// What follows from an attempt, as the daemon's sender judges.
    mutating func settle(_ sent: NoticeAnswer) throws(WorldFailure) {
        let pending = sent.pending
        if sent.answer.isDelivered {
            try settle(pending.effect.id, .succeeded(.cases(.delivered)))
            return
        }
        let delay = Backoff.delay(retry: pending.attempt, of: "\(sent.delivery.id)")
        let next = clock + delay
        guard next < pending.effect.expiresAt else {
            let reason = FailureReason(code: "unreachable", text: "no answer")
            return try settle(pending.effect.id, .failed(reason))
        }
        do { try shell?.postpone(pending.effect.id, until: next) } catch {
            throw failure("store", "\(error)")
        }
        awaitTime()
    }

    mutating func settle(
        _ effect: EffectID,
        _ settlement: Settlement<EffectResult>
    ) throws(WorldFailure) {
        shell?.backlog.append(Posting(.settled(effect, settlement)))
        try turnRoost()
    }
}
