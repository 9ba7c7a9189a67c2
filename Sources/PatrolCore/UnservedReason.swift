// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why a repetition is not flown: what a user would have to change (MODEL § 6).
enum UnservedReason: String, Codable, CaseIterable, Sendable {
    /// No named dock has the whole route inside its radius.
    case noDockInReach = "no dock in reach"
    /// The window, cut to service hours and now, is shorter than the patrol leg.
    case windowTooShort = "window too short"
    /// Closures of docks or areas leave no start.
    case closure
    /// The repetitions before and after leave no start.
    case spacing
    /// Every dock in reach flies or is turned round.
    case dockBusy = "dock busy"
    /// Every dock in reach would land below the reserve.
    case battery
    /// Another sortie is too close.
    case separation
    /// Too few docks would stay ready for a call.
    case coverage = "reserve coverage"
}
