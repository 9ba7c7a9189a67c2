// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The partial telemetry messages with their periods (FIELD-NOTES, rates of a real flight).
enum Telemetry: Equatable, Sendable {
    /// Network, environment, position, cover, mode.
    case surroundings
    /// Counters, power, backup battery.
    case supply
    /// Task step, media, radio link.
    case work
    /// The aircraft's own.
    case aircraft

    var period: TimeSpan {
        switch self {
        case .surroundings, .supply: .milliseconds(1290)
        case .work, .aircraft: .seconds(2)
        }
    }
}
