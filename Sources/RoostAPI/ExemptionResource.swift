// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A vehicle or place that is no violation for a time.
public struct ExemptionResource: Codable, Equatable, Sendable {
    /// `X-2`.
    public var id: String
    /// `emergency`, `permit`, `handled`, `signs` or `other`.
    public var kind: String
    /// The plate; masked for roles that do not need it.
    public var plate: String?
    /// Where.
    public var scope: ScopeResource?
    /// The rules that it concerns; absent: all.
    public var rules: [String]?
    /// First instant, RFC 3339.
    public var from: String
    /// The end, RFC 3339.
    public var until: String
    /// Whether it holds now.
    public var isInForce: Bool
    /// Why.
    public var reason: String
    /// Who made it.
    public var author: String
    /// Who ended it before its time.
    public var endedBy: String?
    /// Cases that were closed by it.
    public var cases: Int

    /// An exemption from its parts.
    public init(id: String, kind: String, from: String, until: String, reason: String) {
        self.id = id
        self.kind = kind
        self.from = from
        self.until = until
        self.reason = reason
        isInForce = false
        author = ""
        cases = 0
    }
}

/// What an exemption is to say.
public struct ExemptionRequest: Codable, Equatable, Sendable {
    /// `emergency`, `permit`, `handled`, `signs` or `other`; absent: `other`.
    public var kind: String?
    /// The plate.
    public var plate: String?
    /// Rules that it concerns; absent: all.
    public var rules: [String]?
    /// Where and until when.
    public var window: WindowRequest
    /// Why.
    public var reason: String

    /// An exemption that names nothing yet.
    public init(window: WindowRequest, reason: String) {
        self.window = window
        self.reason = reason
    }
}
