// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// How long the store keeps what nothing needs any more (PIPELINE § 10, CONFIG).
public struct Retention: Equatable, Sendable {
    /// Inputs, behind a snapshot older than this.
    public var journal: TimeSpan
    /// Facts and turns: the audit.
    public var audit: TimeSpan
    /// Settled effects.
    public var effects: TimeSpan
    /// Quarantined messages.
    public var quarantine: TimeSpan
    /// The audit stays from here on whatever its age: something is preserved; nil: nothing is.
    public var auditSince: Timestamp?

    /// Journal 30 days, audit 3 years, settled effects 7 days, quarantine 14 days.
    public init(
        journal: TimeSpan = .hours(30 * 24),
        audit: TimeSpan = .hours(3 * 365 * 24),
        effects: TimeSpan = .hours(7 * 24),
        quarantine: TimeSpan = .hours(14 * 24)
    ) {
        self.journal = journal
        self.audit = audit
        self.effects = effects
        self.quarantine = quarantine
    }
}
