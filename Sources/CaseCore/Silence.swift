// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What is not told for a time, by a named person's word (PIPELINE § 7): cases run on, notices are marked.
public struct Silence: Codable, Equatable, Sendable {
    /// Silences that are kept; ended ones make room.
    static let limit = 500
    /// Longest time that one may hold; our choice.
    static let longest = TimeSpan.hours(24 * 30)
    /// So long before its end its author is reminded (FEATURES E3); our choice.
    static let notice = TimeSpan.hours(1)

    /// Which notices it keeps back, and until when.
    public struct Terms: Codable, Equatable, Sendable {
        /// Of this rule; nil: of any.
        public var rule: RuleID?
        /// Of this severity; nil: of any.
        public var severity: Severity?
        /// To this receiver; nil: to any.
        public var receiver: ReceiverID?
        /// Here; nil: anywhere.
        public var scope: CaseScope?
        /// First instant.
        public var from: Timestamp
        /// First instant at which it no longer holds.
        public var until: Timestamp
        /// In the author's words.
        public var reason: String
        /// Whether what it kept back is sent at its end; else it is never sent.
        public var deliversAfter: Bool

        /// Terms that name nothing yet.
        public init(from: Timestamp, until: Timestamp, reason: String, deliversAfter: Bool) {
            self.from = from
            self.until = until
            self.reason = reason
            self.deliversAfter = deliversAfter
        }

        /// Whether it would hold for everything.
        var namesNothing: Bool {
            rule == nil && severity == nil && receiver == nil && scope == nil
        }
    }

    /// Its number.
    public let id: SilenceID
    /// What it says.
    public let terms: Terms
    /// Who made it.
    public let author: String
    /// When it was made, by our clock.
    public let addedAt: Timestamp
    /// When it was ended before its time; nil: it was not.
    public internal(set) var endedAt: Timestamp?
    /// Who ended it.
    public internal(set) var endedBy: String?
    /// Deliveries that it kept back.
    public internal(set) var kept = 0

    /// When it holds no longer.
    public var end: Timestamp { min(endedAt ?? terms.until, terms.until) }

    /// Whether it keeps a notice from a receiver at an instant.
    func holds(
        _ notice: Notice,
        at ground: GridPoint?,
        to receiver: ReceiverID,
        now: Timestamp
    ) -> Bool {
        guard terms.from <= now, now < end, terms.rule == nil || terms.rule == notice.rule,
            terms.severity == nil || terms.severity == notice.severity,
            terms.receiver == nil || terms.receiver == receiver
        else { return false }
        return terms.scope?.holds(zone: notice.zone, ground: ground) ?? true
    }
}
