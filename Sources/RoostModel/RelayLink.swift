// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What is at hand of a dock for a flight between two docks, beside its readings (PROTOCOL § 12).
///
/// The members themselves stay with the shell until they are sent: one of them is the key of the radio
/// link, and no journal has it.
public struct RelayLink: Codable, Equatable, Sendable {
    /// The network RTK source of the dock, as host, port and mount point; nil: it has another source, or
    /// did not say.
    public var correction: String?
    /// Whether it said where it stands and which way it looks (`home_position_is_valid` 1).
    public var hasHome: Bool
    /// Whether it said its own number in the radio link.
    public var hasRadio: Bool
    /// Whether the number of the aircraft in the radio link, and the link's key, are at hand.
    public var knowsAircraft: Bool

    /// Its alternate landing point; nil: it did not say.
    public var alternate: Coordinate?

    /// A link from its parts.
    public init(
        correction: String?,
        hasHome: Bool,
        hasRadio: Bool,
        knowsAircraft: Bool,
        alternate: Coordinate? = nil
    ) {
        self.alternate = alternate
        self.correction = correction
        self.hasHome = hasHome
        self.hasRadio = hasRadio
        self.knowsAircraft = knowsAircraft
    }
}
