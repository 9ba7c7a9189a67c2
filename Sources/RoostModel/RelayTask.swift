// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A flight from one dock to another, as both of them are told of it (PROTOCOL § 12).
public struct RelayTask: Codable, Equatable, Sendable {
    /// The sortie that it is.
    public var sortie: SortieID
    /// Serial number of the dock that it leaves.
    public var takeOff: String
    /// Serial number of the dock that takes it.
    public var landing: String
    /// Serial number of the aircraft.
    public var aircraft: String

    /// A task from its parts.
    public init(sortie: SortieID, takeOff: String, landing: String, aircraft: String) {
        self.sortie = sortie
        self.takeOff = takeOff
        self.landing = landing
        self.aircraft = aircraft
    }
}

extension Order {
    /// What both docks are told, when it is a flight between two; nil: it is not.
    public var relayTask: RelayTask? {
        switch self {
        case .relay(let task), .receive(let task): task
        case .prepare, .execute, .stopHalf, .returnTo, .undo, .pause, .resume, .returnHome,
            .cancelReturn, .takeOff, .flyTo, .look, .photo, .zoom, .grab, .speak, .volume, .voice,
            .liveControl, .set, .job:
            nil
        }
    }
}
