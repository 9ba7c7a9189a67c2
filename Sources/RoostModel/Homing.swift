// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The aircraft's word about its return home.
public struct Homing: Codable, Equatable, Sendable {
    /// True: the aircraft broke its return off and hovers on a draining battery (PROTOCOL § 9: critical).
    public var isBrokenOff: Bool
    /// The vendor's reason, 0 to 10.
    public var reason: Int?

    /// A word about homing.
    public init(isBrokenOff: Bool, reason: Int?) {
        self.isBrokenOff = isBrokenOff
        self.reason = reason
    }
}
