// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A case that is not deleted, nor its pictures, by a named person's word: a legal hold (PIPELINE § 10).
public struct Preservation: Codable, Equatable, Sendable {
    /// Preservations that are kept; ended ones make room.
    static let limit = 500
    /// Longest time that one may be given an end in; without an end it holds until a person says so.
    static let longest = TimeSpan.hours(24 * 366 * 10)
    /// Operators are told so long before its end.
    static let notice = TimeSpan.hours(24)

    /// Its number.
    public let id: PreservationID
    /// The case.
    public let violation: CaseID
    /// Since when something of the case is on record, by our clock.
    public let since: Timestamp
    /// Who made it.
    public let author: String
    /// When it was made, by our clock.
    public let addedAt: Timestamp
    /// First instant at which it no longer holds; nil: until a person says so.
    public let until: Timestamp?
    /// In the author's words.
    public let reason: String
    /// When it ended; nil: it is in force.
    public internal(set) var endedAt: Timestamp?
    /// Who ended it; nil: its time.
    public internal(set) var endedBy: String?
    /// Why it was ended, in that person's words.
    public internal(set) var endReason: String?

    /// Whether it holds.
    public var isInForce: Bool { endedAt == nil }
}
