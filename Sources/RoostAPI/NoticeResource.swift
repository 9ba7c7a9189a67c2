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
    /// Who approved it; `auto`: the rule.
    public var reviewedBy: String?
    /// Where it went.
    public var deliveries: [DeliveryResource]
    /// Who acknowledged it first; nil: nobody yet.
    public var acknowledgedBy: String?
    /// When, RFC 3339.
    public var acknowledgedAt: String?

    private enum CodingKeys: String, CodingKey {
        case id, wireId
        case violation = "case"
        case rule, issuedAt, reviewedBy, deliveries, acknowledgedBy, acknowledgedAt
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
    /// Seconds from issue to delivery.
    public var latencyS: Double?
    /// Why it is not delivered: an error, the silence or the case that keeps it back.
    public var reason: String?
    /// Until when it is held, RFC 3339, as far as that is known.
    public var heldUntil: String?

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
