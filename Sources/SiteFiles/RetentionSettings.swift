// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import RoostModel

/// How long the store keeps what nothing needs any more (PIPELINE § 10).
public struct RetentionSettings: Codable, Equatable, Sendable {
    /// Inputs, behind a snapshot that is itself older: so far back the state can be rebuilt.
    public var journalDays: Int
    /// Facts and the chain of turns: the audit.
    public var auditDays: Int
    /// Effects that are settled.
    public var settledDays: Int
    /// Messages that could not be read.
    public var quarantineDays: Int
    /// Cases of which a notice was issued, with their pictures, after their end.
    public var noticedDays: Int
    /// Other cases, with their pictures, after their end.
    public var closedDays: Int
    /// Hours that pictures of the analysis are kept which became no evidence.
    public var mediaHours: Int
}

extension RetentionSettings {
    /// How long cases keep their pictures.
    var ofCases: CaseRetention {
        CaseRetention(noticed: .hours(24 * noticedDays), others: .hours(24 * closedDays))
    }
}
