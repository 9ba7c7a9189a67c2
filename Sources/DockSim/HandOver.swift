// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// An aircraft over another dock than the one that it left.
public struct HandOver: Equatable, Sendable {
    /// Serial number of the dock that takes it.
    public let to: String
    /// The aircraft.
    public let aircraft: DockSite.Aircraft
    let battery: Battery
    let flight: Flight
    /// Metres above the WGS84 ellipsoid.
    let height: Double
}
