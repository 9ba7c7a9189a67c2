// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One notice with its deliveries.
public struct NoticeResource: Codable, Equatable, Sendable {
    /// `N-42`.
    public var id: String
    /// Its face outside the site.
    public var wireId: String
    /// The case.
    public var violation: String
    /// The rule.
    public var rule: String
    /// When it was issued, RFC 3339.
    public var issuedAt: String
    /// `issued` or `withdrawn`; deliveries of a withdrawn one are those of its withdrawal.
    public var status: String?
    /// Who approved it, or withdrew it; `auto`: the rule.
    public var reviewedBy: String?
    /// Where it went.
    public var deliveries: [DeliveryResource]
    /// Who acknowledged it first; nil: nobody yet.
    public var acknowledgedBy: String?
    /// When, RFC 3339.
    public var acknowledgedAt: String?
    /// How it stands at each receiver, and why; in the answer about one notice.
    public var standing: TextResource?

    private enum CodingKeys: String, CodingKey {
        case id, wireId
        case violation = "case"
        case rule, issuedAt, status, reviewedBy, deliveries, acknowledgedBy, acknowledgedAt
        case standing
    }

    /// A notice from its parts.
    public init(
        id: String,
        wireId: String,
        violation: String,
        rule: String,
        issuedAt: String,
        reviewedBy: String?,
        deliveries: [DeliveryResource]
    ) {
        self.id = id
        self.wireId = wireId
        self.violation = violation
        self.rule = rule
        self.issuedAt = issuedAt
        self.reviewedBy = reviewedBy
        self.deliveries = deliveries
    }
}

/// One notice at one receiver.
public struct DeliveryResource: Codable, Equatable, Sendable {
    /// The receiver.
    public var receiver: String
    /// `queued`, `delivered`, `dead` or `unknown`; `waiting` for its group, `muted`, `inhibited`, `silenced`;
    /// `not_sent`: withdrawn before it left.
    public var state: String
    /// Seconds from issue to delivery, whatever held it between.
    public var latencyS: Double?
    /// Seconds of those in the outbox: the tries and the waits between them.
    public var sendingS: Double?
    /// Why it is not delivered: an error, the silence or the case that keeps it back.
    public var reason: String?
    /// Until when it is held, RFC 3339, as far as that is known.
    public var heldUntil: String?
    /// How often it was tried, while it waits for another try.
    public var attempts: Int?
    /// Why the last try failed.
    public var lastError: String?
    /// When it is tried next, RFC 3339; nil: as soon as the receiver may be tried.
    public var nextTryAt: String?
    /// Which step of the escalation it is, from 1; nil: none.
    public var escalation: Int?
    /// Which reminder it is, from 1; nil: none.
    public var reminder: Int?

    /// A delivery from its parts.
    public init(
        receiver: String,
        state: String,
        latencyS: Double?,
        reason: String?,
        heldUntil: String? = nil
    ) {
        self.receiver = receiver
        self.state = state
        self.latencyS = latencyS
        self.reason = reason
        self.heldUntil = heldUntil
    }
}
