// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A notice with what became of it at each receiver.
public struct NoticeRecord: Codable, Equatable, Sendable {
    /// What became of it at one receiver.
    public struct Progress: Codable, Equatable, Sendable {
        /// Where a delivery stands.
        public enum State: String, Codable, CaseIterable, Sendable {
            /// On its way; the outbox tries.
            case queued
            /// The receiver has it.
            case delivered
            /// Given up: a dead letter, sent again by hand only.
            case dead
            /// Whether the receiver has it cannot be told; a person decides.
            case unknown
            /// It waits for others of its group.
            case waiting
            /// It waits for the end of a mute.
            case muted
            /// It waits until the case that explains it is closed.
            case inhibited
            /// A silence keeps it back: for good, or until its end.
            case silenced
            /// It was withdrawn before it left.
            case notSent = "not_sent"

            /// Whether it is still to leave.
            public var isHeld: Bool {
                switch self {
                case .waiting, .muted, .inhibited: true
                case .queued, .delivered, .dead, .unknown, .silenced, .notSent: false
                }
            }
        }

        /// The receiver.
        public var receiver: ReceiverID
        /// Where it stands.
        public var state: State
        /// When it was decided that the receiver is told; nil: an older roost wrote this.
        public var issuedAt: Timestamp?
        /// When it was put in the outbox: at once, or after what held it.
        public var queuedAt: Timestamp
        /// When it ended; nil: on its way.
        public var settledAt: Timestamp?
        /// Why it is dead.
        public var failure: FailureReason?
        /// How often it was put in the outbox: 1, and 1 more each time by hand.
        public var rounds: Int
        /// When it was sent once more because its outcome was unknown (`on_unknown: resend`).
        public var resentAt: Timestamp?
        /// Until when it is held, as far as that is known; nil: it is not, or for good.
        public var heldUntil: Timestamp?
        /// The silence that keeps it back.
        public var silence: SilenceID?
        /// The case that explains it.
        public var inhibitor: CaseID?
        /// Which step of the escalation it is, from 1; nil: the notice itself.
        public var escalation: Int?
        /// Which reminder it is, from 1, the newest in place of all; nil: none.
        public var reminder: Int?

        /// A delivery that has just been put in the outbox.
        init(receiver: ReceiverID, at now: Timestamp) {
            self.receiver = receiver
            state = .queued
            issuedAt = now
            queuedAt = now
            rounds = 1
        }

        /// Whether it is the notice itself, not told again.
        var isFirst: Bool { escalation == nil && reminder == nil }

        /// Whether it is still to leave: held, or kept back by a silence that sends at its end.
        public var isHeld: Bool { state.isHeld || state == .silenced && settledAt == nil }

        /// From issue to delivery, whatever held it between; nil unless delivered.
        public var latency: TimeSpan? {
            guard state == .delivered, let settledAt else { return nil }
            return settledAt - (issuedAt ?? queuedAt)
        }

        /// The part of ``latency`` in the outbox: the tries and the waits between them; nil unless delivered.
        public var sending: TimeSpan? {
            guard state == .delivered, let settledAt else { return nil }
            return settledAt - queuedAt
        }
    }

    /// How long the outbox tries (PIPELINE § 8).
    static let lifetime = TimeSpan.hours(24)

    /// What is sent.
    public var notice: Notice
    /// One a receiver, in the rule's order.
    public internal(set) var deliveries: [Progress]
    /// Who said that they have it, the first one first.
    public internal(set) var acknowledgements: [Acknowledgement] = []
    /// Steps of its escalation that were taken; nil: none is to come.
    var escalation: Int?
    /// How often its receivers were reminded.
    var reminders: Int?
    /// When they are reminded next; nil: never.
    var remindAt: Timestamp?

    /// Whether nothing more is to come of it and nobody need look.
    var isDone: Bool {
        deliveries.allSatisfy { delivery in
            switch delivery.state {
            case .delivered, .notSent: true
            case .silenced: !delivery.isHeld
            case .queued, .dead, .unknown, .waiting, .muted, .inhibited: false
            }
        }
    }

    /// Whether something of it is still to leave.
    public var isHeld: Bool { deliveries.contains(where: \.isHeld) }
}
