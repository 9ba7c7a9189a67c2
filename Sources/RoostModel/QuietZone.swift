// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A zone with hours in which loudspeakers stay silent.
public struct QuietZone: Codable, Equatable, Sendable {
    /// The zone.
    public var area: AreaID
    /// Local hours.
    public var hours: [DayWindow]

    /// A quiet zone from its parts.
    public init(area: AreaID, hours: [DayWindow]) {
        self.area = area
        self.hours = hours
    }
}
