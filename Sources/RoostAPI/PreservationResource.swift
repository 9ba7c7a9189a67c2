// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A case that is not deleted while this is in force: a legal hold.
public struct PreservationResource: Codable, Equatable, Sendable {
    /// `K-1`.
    public var id: String
    /// The case, `C-7`.
    public var violation: String
    /// Who made it.
    public var author: String
    /// When, RFC 3339.
    public var addedAt: String
    /// The end, RFC 3339; absent: until a person ends it.
    public var until: String?
    /// Why.
    public var reason: String
    /// Whether it holds now.
    public var isInForce: Bool
    /// When it ended, RFC 3339.
    public var endedAt: String?
    /// Who ended it; absent: its time.
    public var endedBy: String?
    /// Why it was ended.
    public var endReason: String?

    private enum CodingKeys: String, CodingKey {
        case id
        case violation = "case"
        case author, addedAt, until, reason, isInForce, endedAt, endedBy, endReason
    }

    /// A preservation from its parts.
    public init(id: String, violation: String, author: String, addedAt: String, reason: String) {
        self.id = id
        self.violation = violation
        self.author = author
        self.addedAt = addedAt
        self.reason = reason
        isInForce = true
    }
}

/// A case that is to be kept.
public struct PreservationRequest: Codable, Equatable, Sendable {
    /// The case, `C-7`.
    public var violation: String
    /// The end, RFC 3339; absent, like ``forS``: until a person ends it.
    public var until: String?
    /// Seconds until its end.
    public var forS: Int?
    /// Why.
    public var reason: String

    private enum CodingKeys: String, CodingKey {
        case violation = "case"
        case until, forS, reason
    }

    /// A wish without an end.
    public init(violation: String, reason: String) {
        self.violation = violation
        self.reason = reason
    }
}
