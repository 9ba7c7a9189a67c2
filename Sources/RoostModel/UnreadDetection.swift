// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A detection that could not be read: nothing is seen by it, and where the thing may be nothing is free.
public struct UnreadDetection: Codable, Equatable, Sendable {
    /// What it is; nil: not to be read, it may be anything.
    public var label: String?
    /// Where it stands on the ground; nil: anywhere in its frame.
    public var ground: GridPoint?
    /// How far from there it may be.
    public var reach: Metres

    /// What could be read of it.
    public init(label: String? = nil, ground: GridPoint? = nil, reach: Metres = 0) {
        self.label = label
        self.ground = ground
        self.reach = reach
    }
}
