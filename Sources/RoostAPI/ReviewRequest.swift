// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A reviewer's decision.
public struct ReviewRequest: Codable, Equatable, Sendable {
    /// Why.
    public var reason: String

    /// A decision with its reason.
    public init(reason: String) { self.reason = reason }
}

/// What a reviewer corrects in a case.
public struct CaseEditRequest: Codable, Equatable, Sendable {
    /// Why.
    public var reason: String
    /// The plate as a person reads it; empty: there is none; absent: it stays.
    public var plate: String?
    /// The notice's text; empty: roost's own again; absent: it stays.
    public var text: String?
    /// SHA-256 of the pictures that are sent, in order, whole or their first 8 digits or more; empty: all.
    public var pictures: [String]?

    /// An edit of nothing, with its reason.
    public init(reason: String) { self.reason = reason }
}

/// What a reviewer did to a case before it was decided.
public struct CaseStepResource: Codable, Equatable, Sendable {
    /// Who.
    public var by: String
    /// When, RFC 3339.
    public var at: String
    /// Why.
    public var reason: String
    /// What was changed: `plate`, `text`, `pictures`; absent: it was approved.
    public var changed: [String]?

    /// A step from its parts.
    public init(by: String, at: String, reason: String, changed: [String]? = nil) {
        self.by = by
        self.at = at
        self.reason = reason
        self.changed = changed
    }
}
