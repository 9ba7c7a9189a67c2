// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What a reviewer corrects in a case: never a picture's bytes, only which pictures are sent.
public struct CaseChange: Codable, Equatable, Sendable {
    /// The plate as a person reads it; empty: there is none; nil: it stays.
    public var plate: String?
    /// The notice's text in place of ours; empty: ours again; nil: it stays.
    public var text: String?
    /// SHA-256 of the pictures that are sent, in order, whole or at least their first 8 digits; empty: all;
    /// nil: they stay.
    public var pictures: [String]?

    /// A change of nothing.
    public init() {}
}

/// One change of a case: what was before stays on record.
public struct CaseEdit: Codable, Equatable, Sendable {
    /// Changes a case that are kept; more are refused.
    static let limit = 20

    /// Who.
    public var by: String
    /// When, by our clock.
    public var at: Timestamp
    /// Why.
    public var reason: String
    /// What was changed.
    public var change: CaseChange
    /// The plate before.
    public var plate: PlateReading?
    /// The text before; nil: ours.
    public var text: String?
    /// The pictures before; nil: all.
    public var pictures: [String]?
}

/// A person's yes to a case, bound to what the person saw (S34).
public struct CaseApproval: Codable, Equatable, Sendable {
    /// Who.
    public var by: String
    /// When, by our clock.
    public var at: Timestamp
    /// Why.
    public var reason: String
    /// Digests, plate and text that it is for; another makes it lapse.
    var basis: [String]
}
