// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What is not told for a time.
public struct SilenceResource: Codable, Equatable, Sendable {
    /// `Q-5`.
    public var id: String
    /// Of this rule; absent: of any.
    public var rule: String?
    /// Of this severity; absent: of any.
    public var severity: String?
    /// To this receiver; absent: to any.
    public var receiver: String?
    /// Here; absent: anywhere.
    public var scope: ScopeResource?
    /// First instant, RFC 3339.
    public var from: String
    /// The end, RFC 3339.
    public var until: String
    /// Whether it holds now.
    public var isInForce: Bool
    /// Whether what it kept back is sent at its end.
    public var deliversAfter: Bool
    /// Deliveries that it kept back.
    public var kept: Int
    /// Why.
    public var reason: String
    /// Who made it.
    public var author: String
    /// Who ended it before its time.
    public var endedBy: String?

    /// A silence from its parts.
    public init(id: String, from: String, until: String, reason: String, author: String) {
        self.id = id
        self.from = from
        self.until = until
        self.reason = reason
        self.author = author
        isInForce = false
        deliversAfter = false
        kept = 0
    }
}

/// What a silence is to keep back.
public struct SilenceRequest: Codable, Equatable, Sendable {
    /// Of this rule; absent: of any.
    public var rule: String?
    /// Of this severity; absent: of any.
    public var severity: String?
    /// To this receiver; absent: to any.
    public var receiver: String?
    /// Where and until when.
    public var window: WindowRequest
    /// Whether what it kept back is sent at its end; absent: it never is.
    public var deliverAfter: Bool?
    /// Why.
    public var reason: String

    /// A silence that names nothing yet.
    public init(window: WindowRequest, reason: String) {
        self.window = window
        self.reason = reason
    }
}
