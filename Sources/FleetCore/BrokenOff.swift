// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// What was told of the returns that an aircraft broke off: the first at once, then at most one word a
/// minute, however often it begins and stops.
public struct BrokenOff: Codable, Equatable, Sendable {
    /// Between two words.
    static let pause = TimeSpan.minutes(1)

    /// How often it broke off.
    public internal(set) var count: Int
    /// When that, or what became of it, was last told.
    public internal(set) var toldAt: Timestamp
    /// Whether something is to be told when the pause is over.
    var isUntold = false

    /// Whether a change of its way home waits for the pause to be over.
    func isQuiet(at now: Timestamp) -> Bool { count > 1 && now - toldAt < Self.pause }
}
