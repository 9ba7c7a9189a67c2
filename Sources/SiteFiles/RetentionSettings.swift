// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// How many days the store keeps what nothing needs any more (PIPELINE § 10).
public struct RetentionSettings: Codable, Equatable, Sendable {
    /// Inputs, behind a snapshot that is itself older: so far back the state can be rebuilt.
    public var journalDays: Int
    /// Facts and the chain of turns: the audit.
    public var auditDays: Int
    /// Effects that are settled.
    public var settledDays: Int
    /// Messages that could not be read.
    public var quarantineDays: Int
    /// Pictures of the analysis that became no evidence; evidence stays in the vault.
    public var mediaDays: Int
}
