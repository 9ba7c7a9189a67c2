// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// When each reading that the launch gate uses was last received, by our clock; nil: unknown.
public struct ReadingTimes: Codable, Equatable, Sendable {
    /// Of `DockReadings.mode`.
    public internal(set) var mode: Timestamp?
    /// Of `DockReadings.cover`.
    public internal(set) var cover: Timestamp?
    /// Of `DockReadings.isAircraftInDock`.
    public internal(set) var presence: Timestamp?
    /// Of `DockReadings.chargePercent`.
    public internal(set) var charge: Timestamp?
    /// Of `DockReadings.wind`.
    public internal(set) var wind: Timestamp?
    /// Of `DockReadings.rainStep`.
    public internal(set) var rain: Timestamp?
    /// Of `DockReadings.temperature`.
    public internal(set) var temperature: Timestamp?
    /// Of `DockReadings.isEmergencyStopPressed`.
    public internal(set) var emergencyStop: Timestamp?
    /// Of `DockReadings.taskStep`.
    public internal(set) var taskStep: Timestamp?
    /// Of `DockReadings.hasAlternateLanding`.
    public internal(set) var alternateLanding: Timestamp?
    /// Of `DockReadings.flights`.
    public internal(set) var flights: Timestamp?
    /// Of `AircraftReadings.mode`.
    public internal(set) var aircraftMode: Timestamp?
    /// Of `AircraftReadings.batteryPercent`.
    public internal(set) var aircraftBattery: Timestamp?
    /// Of `AircraftReadings.grid`.
    public internal(set) var aircraftPlace: Timestamp?
    /// Of `AircraftReadings.batteryTemperature`.
    public internal(set) var batteryTemperature: Timestamp?
    /// Of either `controlSource`, in the aircraft's session.
    public internal(set) var control: Timestamp?
    /// Of anything of the dock.
    public internal(set) var dock: Timestamp?
    /// Of anything of the aircraft.
    public internal(set) var aircraft: Timestamp?

    /// Nothing was received.
    init() {}

    /// Notes what a report says; an older receipt never replaces a newer one.
    mutating func note(_ said: DockReadings, at now: Timestamp) {
        Self.note(&mode, said.mode, now)
        Self.note(&cover, said.cover, now)
        Self.note(&presence, said.isAircraftInDock, now)
        Self.note(&charge, said.chargePercent, now)
        Self.note(&wind, said.wind, now)
        Self.note(&rain, said.rainStep, now)
        Self.note(&temperature, said.temperature, now)
        Self.note(&emergencyStop, said.isEmergencyStopPressed, now)
        Self.note(&taskStep, said.taskStep, now)
        Self.note(&alternateLanding, said.hasAlternateLanding, now)
        Self.note(&flights, said.flights, now)
        Self.note(&control, said.controlSource, now)
    }

    /// Notes what a report says of the aircraft.
    mutating func note(_ said: AircraftReadings, at now: Timestamp) {
        Self.note(&aircraftMode, said.mode, now)
        Self.note(&aircraftBattery, said.batteryPercent, now)
        Self.note(&aircraftPlace, said.grid, now)
        Self.note(&batteryTemperature, said.batteryTemperature, now)
        Self.note(&control, said.controlSource, now)
    }

    private static func note<Value>(_ time: inout Timestamp?, _ said: Value?, _ now: Timestamp) {
        if said != nil { time = max(time ?? now, now) }
    }
}
