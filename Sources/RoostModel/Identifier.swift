// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// An operator's own word for a thing of the configuration: letters, digits, `-`, at most 32 (CONFIG).
public struct Name<Tag>: Hashable, Comparable, Sendable {
    /// The word.
    public let text: String

    /// A name from the operator's word; the loader has checked its form.
    @inlinable public init(_ text: String) { self.text = text }

    /// Names in the order of their UTF-8 bytes.
    @inlinable public static func < (one: Name, other: Name) -> Bool { one.text < other.text }

    /// Whether the word has the form that CONFIG asks for.
    public var isWellFormed: Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 45
            }
    }
}

extension Name: Codable {
    /// Reads the word.
    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    /// Writes the word.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension Name: CustomStringConvertible {
    /// The word itself.
    public var description: String { text }
}

extension Name: ExpressibleByStringLiteral {
    /// A name written in the source, for tests and tables.
    public init(stringLiteral text: String) { self.text = text }
}

/// What a counter of the site numbers, with the letter that people see and type.
public protocol NumberTag {
    /// The letter in front of the number: `M-12`.
    static var letter: String { get }
}

/// A number that the site issued: short for people, in the order of issue.
public struct Number<Tag: NumberTag>: Hashable, Comparable, Sendable {
    /// Position in the order of issue, from 1.
    public let value: Int

    /// The number at a position.
    @inlinable public init(_ value: Int) { self.value = value }

    /// Reads `M-12`, or `m-12`; nil when the letter or the number is wrong.
    public init?(_ text: some StringProtocol) {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == Tag.letter, let value = Int(parts[1]), value > 0 else {
            return nil
        }
        self.value = value
    }

    /// Earlier issued first.
    @inlinable public static func < (one: Number, other: Number) -> Bool { one.value < other.value }
}

extension Number: Codable {
    /// Reads the number without its letter.
    public init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int.self)
    }

    /// Writes the number without its letter.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Number: CustomStringConvertible {
    /// Letter and number, such as `S-118`.
    public var description: String { "\(Tag.letter)-\(value)" }
}

/// Marks names of docks.
public enum DockTag {}
/// Marks names of aircraft.
public enum AircraftTag {}
/// Marks names of routes.
public enum RouteTag {}
/// Marks names of areas and zones.
public enum AreaTag {}
/// Marks names of violation rules.
public enum RuleTag {}
/// Marks names of notice receivers.
public enum ReceiverTag {}

/// A dock, `D03`.
public typealias DockID = Name<DockTag>
/// An aircraft, `A03`.
public typealias AircraftID = Name<AircraftTag>
/// A patrol route, `R04`.
public typealias RouteID = Name<RouteTag>
/// A drawn area or zone, `np-renmin`.
public typealias AreaID = Name<AreaTag>
/// A violation rule, `parking-renmin`.
public typealias RuleID = Name<RuleTag>
/// A notice receiver, `duty-wecom`.
public typealias ReceiverID = Name<ReceiverTag>

/// Marks numbers of missions.
public enum MissionTag: NumberTag {
    /// `M`.
    public static let letter = "M"
}
/// Marks numbers of sorties.
public enum SortieTag: NumberTag {
    /// `S`.
    public static let letter = "S"
}
/// Marks numbers of cases.
public enum CaseTag: NumberTag {
    /// `C`.
    public static let letter = "C"
}
/// Marks numbers of notices.
public enum NoticeTag: NumberTag {
    /// `N`.
    public static let letter = "N"
}
/// Marks numbers of effects.
public enum EffectTag: NumberTag {
    /// `E`.
    public static let letter = "E"
}
/// Marks numbers of holds.
public enum HoldTag: NumberTag {
    /// `H`.
    public static let letter = "H"
}

/// Marks numbers of exemptions.
public enum ExemptionTag: NumberTag {
    /// `X`.
    public static let letter = "X"
}
/// Marks numbers of silences.
public enum SilenceTag: NumberTag {
    /// `Q`.
    public static let letter = "Q"
}
/// Marks numbers of preservations.
public enum PreservationTag: NumberTag {
    /// `K`.
    public static let letter = "K"
}

/// An intent to fly once, `M-12`.
public typealias MissionID = Number<MissionTag>
/// One take-off to one docking, `S-118`.
public typealias SortieID = Number<SortieTag>
/// One suspected violation, `C-7`.
public typealias CaseID = Number<CaseTag>
/// One notice, `N-42`.
public typealias NoticeID = Number<NoticeTag>
/// One thing to do in the world, `E-31`.
public typealias EffectID = Number<EffectTag>
/// One bar on launches, `H-3`.
public typealias HoldID = Number<HoldTag>
/// What is no violation for a time, `X-2`.
public typealias ExemptionID = Number<ExemptionTag>
/// What is not told for a time, `Q-5`.
public typealias SilenceID = Number<SilenceTag>
/// What is not deleted while it is in force, `K-1`.
public typealias PreservationID = Number<PreservationTag>
