// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Telemetry in the partial shapes and at the rates of a recorded flight (FIELD-NOTES).
extension SimulatedDock {
    mutating func telemetry(_ shape: Telemetry, at now: Timestamp) {
        if shape == .aircraft {
            guard isAircraftOn else { return }
            if !isLinkLost(at: now) {
                tellControl(at: now)
                push(aircraftReadings(at: now), shape, at: now)
            }
        } else {
            let data =
                switch shape {
                case .surroundings: surroundings(at: now)
                case .supply: supply(at: now)
                case .work, .aircraft: work(at: now)
                }
            push(data, shape, at: now)
        }
        let isSlow = isUnhurried && flight == nil && shape != .aircraft
        after(isSlow ? .seconds(10) : shape.period, .telemetry(shape), from: now)
    }

    private mutating func surroundings(at now: Timestamp) -> TelemetryText {
        let place = site.position
        var data = TelemetryText()
        data.add("network_state", json: #"{"type":2,"quality":0,"rate":540}"#)
        let isCharging = isCharging(at: now)
        data.add("drone_charge_state") {
            $0.add("state", isCharging ? 1 : 0)
            $0.add("capacity_percent", battery.percent)
        }
        data.add("drone_in_dock", isAircraftInDock && !has(.aircraftMissing, at: now) ? 1 : 0)
        data.add("temperature", json: "26.5")
        data.add("humidity", 55)
        data.add("latitude", place.latitude, decimals: 9)
        data.add("longitude", place.longitude, decimals: 9)
        data.add("height", site.groundHeight.value, decimals: 3)
        data.add("heading", 0)
        data.add("home_position_is_valid", 1)
        addAlternate(to: &data)
        data.add("first_power_on", 1_767_225_600_000)
        data.add("position_state", json: Self.fixed)
        data.add("storage") {
            $0.add("total", 82_045_336)
            $0.add("used", 51_772 + flights * 800)
        }
        data.add("mode_code", modeCode(at: now))
        data.add("cover_state", has(.coverUnknown, at: now) ? 3 : cover)
        data.add("supplement_light_state", 0)
        data.add("emergency_stop_state", has(.emergencyStop, at: now) ? 1 : 0)
        data.add("air_conditioner", json: #"{"air_conditioner_state":0,"switch_time":0}"#)
        data.add("battery_store_mode", 2)
        data.add("alarm_state", 0)
        data.add("putter_state", 0)
        if !has(.weatherDead, at: now) {
            data.add("rainfall", setup.weather.rainStep(at: now))
            data.add("wind_speed", wind(at: now), decimals: 1)
            let temperature = setup.weather.temperature(at: now).value
            data.add("environment_temperature", temperature, decimals: 1)
        }
        data.add("sub_device") {
            $0.add("device_sn", word: airframe.serial)
            $0.add("device_model_key", word: site.aircraft.envelope.modelKey)
            $0.add("device_online_status", isAircraftOn ? 1 : 0)
            $0.add("device_paired", 1)
        }
        return data
    }

    private mutating func supply(at now: Timestamp) -> TelemetryText {
        let hasMains = !has(.powerLost, at: now)
        var data = TelemetryText()
        data.add("job_number", flights)
        data.add("acc_time", (now - bootedAt).wholeSeconds)
        data.add("activation_time", 0)
        data.add("maintain_status", json: #"{"maintain_status_array":[]}"#)
        data.add("electric_supply_voltage", hasMains ? 231 : 0)
        data.add("working_voltage", hasMains ? 25_440 : 24_100)
        data.add("working_current", 1120)
        data.add("backup_battery", json: #"{"voltage":26631,"temperature":27.9,"switch":1}"#)
        data.add(
            "drone_battery_maintenance_info",
            json: #"{"maintenance_state":0,"maintenance_time_left":0}"#
        )
        data.add("self_converge_coordinate") {
            $0.add("latitude", site.position.latitude, decimals: 9)
            $0.add("longitude", site.position.longitude, decimals: 9)
            $0.add("height", site.groundHeight.value, decimals: 3)
        }
        return data
    }

    private func work(at now: Timestamp) -> TelemetryText {
        var data = TelemetryText()
        data.add("drc_state", 0)
        data.add("flighttask_step_code", stepCode)
        data.add("flighttask_prepare_capacity", 1)
        data.add("media_file_detail") { $0.add("remain_upload", media.count) }
        data.add("wireless_link") {
            $0.add("4g_freq_band", json: "2.4")
            $0.add("4g_gnd_quality", 0)
            $0.add("4g_link_state", 0)
            $0.add("4g_quality", 0)
            $0.add("4g_uav_quality", 0)
            $0.add("dongle_number", 0)
            $0.add("link_workmode", 0)
            $0.add("sdr_freq_band", json: "5.8")
            $0.add("sdr_link_state", isAircraftOn ? 1 : 0)
            $0.add("sdr_quality", isAircraftOn ? 5 : 0)
        }
        data.add("sdr", json: #"{"up_quality":90,"down_quality":90,"frequency_band":5.8}"#)
        return data
    }

    private mutating func aircraftReadings(at now: Timestamp) -> TelemetryText {
        let drift = has(.drifts, at: now) ? 100.0 : 0
        let lift = has(.tooHigh, at: now) ? 30.0 : 0
        let seen = PlanePoint(x: aircraft.place.x + drift, y: aircraft.place.y)
        let place = grid.coordinate(seen)
        let height = aircraft.height + lift
        var data = TelemetryText()
        data.add("mode_code", aircraftMode)
        data.add("mode_code_reason", 0)
        data.add("latitude", place.latitude, decimals: 9)
        data.add("longitude", place.longitude, decimals: 9)
        data.add("height", site.groundHeight.value + height, decimals: 3)
        data.add("elevation", height, decimals: 3)
        data.add("attitude_head", aircraft.heading, decimals: 1)
        data.add("attitude_pitch", 0)
        data.add("attitude_roll", 0)
        data.add("horizontal_speed", aircraft.speed, decimals: 2)
        data.add("vertical_speed", aircraft.climbRate, decimals: 2)
        data.add("home_distance", seen.distance(to: PlanePoint(x: 0, y: 0)), decimals: 2)
        data.add("wind_speed", Int(wind(at: now) * 10))
        data.add("wind_direction", 1)
        data.add("gear", 1)
        data.add("track_id", word: flight?.trackID ?? "")
        data.add("rc_lost_action", 2)
        data.add("rth_altitude", 100)
        data.add("height_limit", 120)
        addBattery(to: &data, at: now)
        data.add("position_state", json: has(.fixLost, at: now) ? Self.lost : Self.fixed)
        data.add("storage", json: #"{"total":60000000,"used":81000}"#)
        addCamera(to: &data)
        return data
    }

    private func addCamera(to data: inout TelemetryText) {
        data.addList("cameras") {
            $0.add("payload_index", word: payloadIndex)
            $0.add("camera_mode", 0)
            $0.add("zoom_factor", aircraft.zoom, decimals: 2)
            $0.add("recording_state", 0)
            $0.add("photo_state", 0)
        }
        data.add(named: payloadIndex) {
            $0.add("payload_index", word: payloadIndex)
            $0.add("gimbal_pitch", aircraft.gimbalPitch, decimals: 1)
            $0.add("gimbal_roll", 0)
            $0.add("gimbal_yaw", aircraft.gimbalYaw ?? aircraft.heading, decimals: 1)
            $0.add("zoom_factor", json: "0.5678")
        }
    }

    private mutating func addBattery(to data: inout TelemetryText, at now: Timestamp) {
        let temperature = has(.batteryHot, at: now) ? 68.0 : battery.temperature
        let home = Int((homePermille / 10).rounded(.up))
        data.add("battery") {
            $0.add("capacity_percent", battery.percent)
            $0.add("landing_power", 10)
            $0.add("remain_flight_time", 0)
            $0.add("remain_job_time", 65535)
            $0.add("return_home_power", min(100, home + 2))
            $0.addList("batteries") {
                $0.add("index", 0)
                $0.add("sn", word: "simulated")
                $0.add("capacity_percent", battery.percent)
                $0.add("temperature", temperature, decimals: 1)
                $0.add("voltage", 24_000)
                $0.add("loop_times", 40)
            }
        }
    }

    private static let fixed: StaticString =
        #"{"is_calibration":1,"is_fixed":2,"quality":5,"gps_number":22,"rtk_number":25}"#
    private static let lost: StaticString =
        #"{"is_calibration":1,"is_fixed":3,"quality":1,"gps_number":3,"rtk_number":0}"#

    /// Where the aircraft goes when the dock cannot take it.
    private func addAlternate(to data: inout TelemetryText) {
        let place = grid.coordinate(SimulatedDock.alternatePlace)
        data.add("alternate_land_point") {
            $0.add("latitude", place.latitude, decimals: 9)
            $0.add("longitude", place.longitude, decimals: 9)
            $0.add("height", site.groundHeight.value, decimals: 3)
            $0.add("safe_land_height", 30)
            $0.add("is_configured", 1)
        }
    }

    /// 20 m north of the dock.
    static let alternatePlace = PlanePoint(x: 0, y: 20)

    /// The health list, whole each time and also when it is empty, of dock and aircraft.
    mutating func health(at now: Timestamp) {
        let dock = [
            (Misbehaviour.powerLost, "0x12040000"), (.coverJamsClosed, "0x12050001"),
            (.coverJamsOpen, "0x12050002"), (.emergencyStop, "0x12060000"),
        ].filter { has($0.0, at: now) }
        alarms(dock.map(\.1), serial: site.serial, device: site.envelope.modelKey, at: now)
        if isAircraftOn, !isLinkLost(at: now) {
            let aircraft = [
                (Misbehaviour.batteryHot, "0x110b0006"), (.fixLost, "0x16100083"),
            ].filter { has($0.0, at: now) }
            alarms(
                aircraft.map(\.1),
                serial: airframe.serial,
                device: site.aircraft.envelope.modelKey,
                at: now
            )
        }
        after(setup.healthPeriod, .health, from: now)
    }

    private mutating func alarms(
        _ codes: [String],
        serial: String,
        device: String,
        at now: Timestamp
    ) {
        let list = codes.map { code -> JSONValue in
            [
                "level": 2, "module": 3, "in_the_sky": .int(isAircraftInDock ? 0 : 1),
                "code": .string(code), "device_type": .string(device), "imminent": 0,
                "args": ["component_index": 0, "sensor_index": 0],
            ]
        }
        let message = message("hms", ["list": .array(list)], at: now)
        publish(message, on: Topic(.events, serial: serial))
    }
}

// What the numbers are made of.
extension SimulatedDock {
    /// Wind at the dock, m/s.
    mutating func wind(at now: Timestamp) -> Double {
        has(.gust, at: now) ? 19 : setup.weather.wind(at: now).value
    }

    /// Camera of the aircraft.
    var payloadIndex: String { site.aircraft.envelope.cameras.first?.payloadIndex ?? "99-0-0" }

    /// 0 idle, 2 remote debug, 3 firmware upgrade, 4 working.
    private mutating func modeCode(at now: Timestamp) -> Int {
        if flight != nil || half != nil { return 4 }
        return has(.upgrades, at: now) ? 3 : isDebugging ? 2 : 0
    }

    /// Whether nothing comes from the aircraft: for a while, or until it is home.
    private mutating func isLinkLost(at now: Timestamp) -> Bool {
        has(.linkLost, at: now) || flight?.isLinkGone == true
    }

    /// 0 preparing, 1 in flight, 2 recovering, 5 idle, 255 aircraft abnormal (PROTOCOL § 8).
    private var stepCode: Int {
        if isStandingAway { return 255 }
        switch flight?.phase {
        case nil: return half == nil ? 5 : 0
        case .asking, .preparing: return 0
        case .climbing, .outbound, .route, .paused, .hovering, .commanded, .returning, .landing:
            return 1
        case .recovering: return 2
        }
    }

    /// The aircraft's mode as in the recorded flight: 0, 4, 5 or 17, 9, 10, 0 (FIELD-NOTES).
    private var aircraftMode: Int {
        switch flight?.phase {
        case nil, .asking, .recovering: 0
        case .preparing: 1
        case .climbing: 4
        case .outbound, .route, .paused: flight?.isCommanded == true ? 17 : 5
        case .hovering, .commanded: 17
        case .returning: 9
        case .landing: 10
        }
    }

    /// Half a minute after docking until the battery is as full as the dock makes it.
    mutating func isCharging(at now: Timestamp) -> Bool {
        let limit = Double(site.envelope.chargeToPermille ?? 900)
        return isAircraftInDock && flight == nil && now - dockedAt >= .seconds(30)
            && battery.permille < limit && !has(.chargingStops, at: now)
            && !has(.powerLost, at: now)
    }
}
