// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One dock's half of a flight between two docks, from its acceptance to its last word.
struct Half: Equatable, Sendable {
    /// Serial number of the other dock.
    var other: String
    /// The flight as this dock tells of it while the aircraft is not in its hands.
    var flight: Flight
}
