// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One dock as the site's folder lists it, with the limits that hold for it.
public struct DockSite: Codable, Equatable, Sendable {
    /// The aircraft that lives in a dock.
    public struct Aircraft: Codable, Equatable, Sendable {
        /// The operator's word.
        public var id: AircraftID
        /// Serial number on its label.
        public var serial: String
        /// Its model's limits, made stricter where the site says so.
        public var envelope: AircraftEnvelope

        /// An aircraft from its parts.
        public init(id: AircraftID, serial: String, envelope: AircraftEnvelope) {
            self.id = id
            self.serial = serial
            self.envelope = envelope
        }
    }

    /// The operator's word.
    public var id: DockID
    /// For people.
    public var name: Bilingual
    /// Serial number on its label: its identity on the wire.
    public var serial: String
    /// Its model's limits, made stricter where the site says so.
    public var envelope: DockEnvelope
    /// Where it stands.
    public var position: Coordinate
    /// The same place on the site's grid.
    public var grid: GridPoint
    /// Height of the pad above the WGS84 ellipsoid.
    public var groundHeight: Metres
    /// Height above the pad on the ways out and back.
    public var ferryHeight: Metres
    /// How far from the dock its aircraft may fly.
    public var radius: Metres
    /// The aircraft that lives in it.
    public var aircraft: Aircraft
    /// Whether the aircraft carries a loudspeaker.
    public var hasSpeaker: Bool

    /// A dock from its parts.
    public init(
        id: DockID,
        name: Bilingual,
        serial: String,
        envelope: DockEnvelope,
        position: Coordinate,
        grid: GridPoint,
        groundHeight: Metres,
        ferryHeight: Metres,
        radius: Metres,
        aircraft: Aircraft,
        hasSpeaker: Bool = false
    ) {
        self.id = id
        self.name = name
        self.serial = serial
        self.envelope = envelope
        self.position = position
        self.grid = grid
        self.groundHeight = groundHeight
        self.ferryHeight = ferryHeight
        self.radius = radius
        self.aircraft = aircraft
        self.hasSpeaker = hasSpeaker
    }
}
