// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a case asks for in the world: a closer look, a word to a driver, a look again later.
///
/// An errand is asked for once and has one answer, `ErrandOutcome`; one that nobody can do fails by name. It
/// never holds up the flight that does it.
public struct Errand: Codable, Equatable, Sendable {
    /// Which; the same over restarts (PIPELINE § 6).
    public var id: ErrandID
    /// The case that asks.
    public var violation: CaseID
    /// Where the thing stands, on the site's grid.
    public var place: GridPoint
    /// What is wanted.
    public var kind: Kind
    /// Later than this the answer helps nobody.
    public var until: Timestamp

    /// What is wanted of an errand.
    public enum Kind: Codable, Equatable, Sendable {
        /// A picture in which a plate at the place can be read.
        case closeShot
        /// An approved text of speech.yaml, said over the place.
        case warning(text: String)
        /// A flight over the place, not before this instant.
        case secondLook(from: Timestamp)
    }

    /// An errand from its parts.
    public init(
        id: ErrandID,
        violation: CaseID,
        place: GridPoint,
        kind: Kind,
        until: Timestamp
    ) {
        self.id = id
        self.violation = violation
        self.place = place
        self.kind = kind
        self.until = until
    }
}

/// The name of an errand: its case and its number there, `C-12.e1`.
public struct ErrandID: Codable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The case that asks.
    public var violation: CaseID
    /// From 1, in the order in which the case asked.
    public var number: Int

    /// The errand of a case at a position.
    public init(_ violation: CaseID, _ number: Int) {
        self.violation = violation
        self.number = number
    }

    /// Reads `C-12.e1`; nil when it is none.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].first == "e", let number = Int(parts[1].dropFirst()),
            number > 0, let violation = CaseID(parts[0])
        else { return nil }
        self.init(violation, number)
    }

    /// By case, then number.
    public static func < (one: ErrandID, other: ErrandID) -> Bool {
        (one.violation, one.number) < (other.violation, other.number)
    }

    /// `C-12.e1`, as pictures and events name it.
    public var description: String { "\(violation).e\(number)" }
}

/// How an errand ended.
public enum ErrandOutcome: Codable, Equatable, Sendable {
    /// The picture was taken, the text was played, the place was flown over: the device said so, at this
    /// instant.
    case done(at: Timestamp)
    /// It was not, and why.
    case failed(FailureReason)
}
