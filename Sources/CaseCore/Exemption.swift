// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// A vehicle or place that is no violation for a time, by a named person's word (FEATURES E11).
///
/// A case that it covers is closed with its id and never noticed.
public struct Exemption: Codable, Equatable, Sendable {
    /// Why such things are exempt.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// An emergency vehicle on duty.
        case emergency
        /// A permit.
        case permit
        /// Somebody deals with it already.
        case handled
        /// Signs that contradict each other.
        case signs
        /// Another reason.
        case other
    }

    /// How well it covers a case.
    enum Fit: Equatable { case none, unsure, full }

    /// Exemptions that are kept; ended ones make room.
    static let limit = 1000
    /// Longest time that one may hold: a permit is renewed each year; our choice.
    static let longest = TimeSpan.hours(24 * 366)

    /// Its number.
    public let id: ExemptionID
    /// What it says.
    public let terms: Terms
    /// Who made it.
    public let author: String
    /// When it was made, by our clock.
    public let addedAt: Timestamp
    /// When it was ended before its time, and by whom; nil: it was not.
    public internal(set) var endedAt: Timestamp?
    /// Who ended it.
    public internal(set) var endedBy: String?
    /// Cases that were closed by it.
    public internal(set) var cases = 0

    /// What an exemption says.
    public struct Terms: Codable, Equatable, Sendable {
        /// Why such things are exempt.
        public var kind: Kind
        /// The plate; nil: any, or none.
        public var plate: String?
        /// The place; nil: anywhere.
        public var scope: CaseScope?
        /// The rules that it concerns; empty: all.
        public var rules: [RuleID]
        /// First instant.
        public var from: Timestamp
        /// First instant at which it no longer holds.
        public var until: Timestamp
        /// In the author's words.
        public var reason: String

        /// Terms for every rule, that name nothing yet.
        public init(kind: Kind, from: Timestamp, until: Timestamp, reason: String) {
            self.kind = kind
            self.from = from
            self.until = until
            self.reason = reason
            rules = []
        }
    }

    /// When it holds no longer.
    public var end: Timestamp { min(endedAt ?? terms.until, terms.until) }

    /// Whether it holds at an instant.
    func holds(at instant: Timestamp) -> Bool { terms.from <= instant && instant < end }

    /// How well it covers a case that is decided now: it held when the thing was last seen, or holds now.
    func fit(_ violation: Case, at now: Timestamp) -> Fit {
        guard holds(at: now) || holds(at: violation.lastSeenAt),
            terms.rules.isEmpty || terms.rules.contains(violation.rule)
        else { return .none }
        if let scope = terms.scope,
            !scope.holds(zone: violation.zone, ground: violation.ground)
        {
            return .none
        }
        guard let plate = terms.plate else { return .full }
        switch Plate.compare(plate, violation.plate?.text) {
        case .same: return .full
        case .unsure: return .unsure
        case .other, .absent: return .none
        }
    }
}
