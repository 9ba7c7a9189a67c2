// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Pictures of a case whose time is over: to be deleted from the vault (PIPELINE § 10).
public struct EvidenceRemoval: Codable, Equatable, Sendable {
    /// The case.
    public var violation: CaseID
    /// SHA-256 of the pictures that no other case holds.
    public var digests: [String]

    /// A removal from its parts.
    public init(violation: CaseID, digests: [String]) {
        self.violation = violation
        self.digests = digests
    }
}
