// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A dock's word that a start waits for its home point and does not take off.
///
/// `flight_setup_exception_notify`, documented for Dock 1 (PROTOCOL § 9).
public struct StartStuck: Codable, Equatable, Sendable {
    /// The flight, where the dock names it: its table does not, its example does.
    public var flight: WireID?
    /// Which order started it; nil: not said.
    public var kind: SortieProgress.Kind?
    /// Minutes that it waits, 2 to 10 in steps of 2; nil: not said.
    public var minutes: Int?

    /// A word from its parts.
    public init(flight: WireID?, kind: SortieProgress.Kind?, minutes: Int?) {
        self.flight = flight
        self.kind = kind
        self.minutes = minutes
    }
}
