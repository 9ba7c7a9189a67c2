// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a conditional task waits for in its dock: the dock watches it and says when all of it holds
/// (PROTOCOL § 9).
public struct ReadyConditions: Codable, Equatable, Sendable {
    /// The battery must be above this, percent, 0 to 99.
    public var battery: Int
    /// It starts after this instant.
    public var from: Timestamp
    /// It starts before this instant.
    public var until: Timestamp

    /// Conditions from their parts.
    public init(battery: Int, from: Timestamp, until: Timestamp) {
        self.battery = battery
        self.from = from
        self.until = until
    }

    /// Whether an instant lies strictly between the two, as docks count it.
    public func contains(_ instant: Timestamp) -> Bool { from < instant && instant < until }
}
