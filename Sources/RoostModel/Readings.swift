// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What a dock's and its aircraft's telemetry says; nil: not said in this report.
public struct Readings: Codable, Equatable, Sendable {
    /// The dock's own readings.
    public var dock: DockReadings
    /// The aircraft's readings; it says nothing while it sleeps in its dock.
    public var aircraft: AircraftReadings

    /// Readings from their parts.
    public init(
        dock: DockReadings = DockReadings(),
        aircraft: AircraftReadings = AircraftReadings()
    ) {
        self.dock = dock
        self.aircraft = aircraft
    }
}

/// A dock's telemetry (PROTOCOL §§ 7, 8).
public struct DockReadings: Codable, Equatable, Sendable {
    /// `mode_code`: 0 idle, 1 on-site debug, 2 remote debug, 3 upgrading, 4 working, others unknown.
    public var mode: Int?
    /// `cover_state`: 0 closed, 1 open, 2 half open, 3 abnormal.
    public var cover: Int?
    /// `drone_in_dock`.
    public var isAircraftInDock: Bool?
    /// `drone_charge_state.capacity_percent`: the battery while the aircraft sleeps.
    public var chargePercent: Int?
    /// `drone_charge_state.state` is charging.
    public var isCharging: Bool?
    /// `wind_speed`, measured at the dock.
    public var wind: MetresPerSecond?
    /// `rainfall`: 0 none, 1 light, 2 moderate, 3 heavy.
    public var rainStep: Int?
    /// `environment_temperature`.
    public var temperature: Celsius?
    /// `emergency_stop_state` is pressed.
    public var isEmergencyStopPressed: Bool?
    /// `flighttask_step_code`: 5 is idle; this, not the mode, says "busy" (PROTOCOL § 8).
    public var taskStep: Int?
    /// `alternate_land_point.is_configured`.
    public var hasAlternateLanding: Bool?
    /// `sub_device.device_online_status`: aircraft powered on.
    public var isAircraftOn: Bool?
    /// `sub_device.device_sn`: serial number of the aircraft that is paired, also while it sleeps.
    public var aircraftSerial: String?
    /// Where the dock says it stands.
    public var position: Coordinate?
    /// Its height above the ellipsoid.
    public var height: Metres?
    /// `media_file_detail.remain_upload`.
    public var mediaToUpload: Int?
    /// `firmware_version`.
    public var firmware: String?
    /// `network_state.quality`.
    public var networkQuality: Int?
    /// `storage` used share.
    public var storageUsedPercent: Int?
    /// `job_number`: flights so far.
    public var flights: Int?
    /// `drone_authority_info.control_source` of a Dock 1: who holds the control of its aircraft.
    public var controlSource: String?

    /// Readings of which nothing is said.
    public init() {}
}

/// An aircraft's telemetry (PROTOCOL § 8).
public struct AircraftReadings: Codable, Equatable, Sendable {
    /// `mode_code`: 0 standby … 3 manual, 4 automatic take-off, 5 wayline, 9 return, 10 landing,
    /// 14 not connected, 17 commanded flight.
    public var mode: Int?
    /// Where it is.
    public var position: Coordinate?
    /// The same place on the site's grid, projected at the edge.
    public var grid: GridPoint?
    /// `height`, above the ellipsoid.
    public var height: Metres?
    /// `elevation`, above take-off.
    public var elevation: Metres?
    /// `attitude_head`, clockwise from north, -180 to 180.
    public var heading: Degrees?
    /// `horizontal_speed`.
    public var speed: MetresPerSecond?
    /// `battery.capacity_percent`.
    public var batteryPercent: Int?
    /// `battery.return_home_power`: what the way home needs, by the aircraft's own count.
    public var returnPercent: Int?
    /// Hottest battery.
    public var batteryTemperature: Celsius?
    /// Gimbal pitch of the first camera.
    public var gimbalPitch: Degrees?
    /// Gimbal yaw of the first camera.
    public var gimbalYaw: Degrees?
    /// Gimbal roll of the first camera.
    public var gimbalRoll: Degrees?
    /// RTK fix is fixed.
    public var isFixed: Bool?
    /// `home_distance`.
    public var homeDistance: Metres?
    /// Firmware of the aircraft.
    public var firmware: String?
    /// `control_source`: empty nobody, A its dock, B a controller in somebody's hands, else a session.
    public var controlSource: String?

    /// Readings of which nothing is said.
    public init() {}
}

extension DockReadings {
    /// Takes over what a later report says; what it does not say stays.
    public mutating func merge(_ later: DockReadings) {
        mode = later.mode ?? mode
        cover = later.cover ?? cover
        isAircraftInDock = later.isAircraftInDock ?? isAircraftInDock
        chargePercent = later.chargePercent ?? chargePercent
        isCharging = later.isCharging ?? isCharging
        wind = later.wind ?? wind
        rainStep = later.rainStep ?? rainStep
        temperature = later.temperature ?? temperature
        isEmergencyStopPressed = later.isEmergencyStopPressed ?? isEmergencyStopPressed
        taskStep = later.taskStep ?? taskStep
        hasAlternateLanding = later.hasAlternateLanding ?? hasAlternateLanding
        isAircraftOn = later.isAircraftOn ?? isAircraftOn
        position = later.position ?? position
        height = later.height ?? height
        mediaToUpload = later.mediaToUpload ?? mediaToUpload
        aircraftSerial = later.aircraftSerial ?? aircraftSerial
        firmware = later.firmware ?? firmware
        networkQuality = later.networkQuality ?? networkQuality
        storageUsedPercent = later.storageUsedPercent ?? storageUsedPercent
        flights = later.flights ?? flights
        controlSource = later.controlSource ?? controlSource
    }
}

extension AircraftReadings {
    /// Takes over what a later report says; what it does not say stays.
    public mutating func merge(_ later: AircraftReadings) {
        mode = later.mode ?? mode
        position = later.position ?? position
        grid = later.grid ?? grid
        height = later.height ?? height
        elevation = later.elevation ?? elevation
        heading = later.heading ?? heading
        speed = later.speed ?? speed
        batteryPercent = later.batteryPercent ?? batteryPercent
        returnPercent = later.returnPercent ?? returnPercent
        batteryTemperature = later.batteryTemperature ?? batteryTemperature
        gimbalPitch = later.gimbalPitch ?? gimbalPitch
        gimbalYaw = later.gimbalYaw ?? gimbalYaw
        gimbalRoll = later.gimbalRoll ?? gimbalRoll
        isFixed = later.isFixed ?? isFixed
        homeDistance = later.homeDistance ?? homeDistance
        firmware = later.firmware ?? firmware
        controlSource = later.controlSource ?? controlSource
    }
}
