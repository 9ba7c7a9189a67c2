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
                push(aircraftReadings(at: now), serial: site.aircraft.serial, shape, at: now)
            }
        } else {
            let data =
                switch shape {
                case .surroundings: surroundings(at: now)
                case .supply: supply(at: now)
                case .work, .aircraft: work(at: now)
                }
            push(data, serial: site.serial, shape, at: now)
        }
        let isSlow = isUnhurried && flight == nil && shape != .aircraft
        after(isSlow ? .seconds(10) : shape.period, .telemetry(shape), from: now)
    }

    private mutating func surroundings(at now: Timestamp) -> JSONValue {
        let place = site.position
        var data: JSONValue = [
            "network_state": ["type": 2, "quality": 0, "rate": 540],
            "drone_charge_state": [
                "state": .int(isCharging(at: now) ? 1 : 0),
                "capacity_percent": .int(battery.percent),
            ],
            "drone_in_dock": .int(isAircraftInDock && !has(.aircraftMissing, at: now) ? 1 : 0),
            "temperature": 26.5, "humidity": 55,
            "latitude": decimals(place.latitude, 9), "longitude": decimals(place.longitude, 9),
            "height": decimals(site.groundHeight.value, 3), "heading": 0,
            "home_position_is_valid": 1,
            "alternate_land_point": alternate,
            "first_power_on": 1_767_225_600_000,
            "position_state": Self.fix(isFixed: true),
            "storage": ["total": 82_045_336, "used": .int(51_772 + flights * 800)],
            "mode_code": .int(modeCode(at: now)),
            "cover_state": .int(has(.coverUnknown, at: now) ? 3 : cover),
            "supplement_light_state": 0,
            "emergency_stop_state": .int(has(.emergencyStop, at: now) ? 1 : 0),
            "air_conditioner": ["air_conditioner_state": 0, "switch_time": 0],
            "battery_store_mode": 2, "alarm_state": 0, "putter_state": 0,
        ]
        if !has(.weatherDead, at: now) {
            data["rainfall"] = .int(setup.weather.rainStep(at: now))
            data["wind_speed"] = decimals(wind(at: now), 1)
            data["environment_temperature"] = decimals(setup.weather.temperature(at: now).value, 1)
        }
        data["sub_device"] = [
            "device_sn": .string(site.aircraft.serial),
            "device_model_key": .string(site.aircraft.envelope.modelKey),
            "device_online_status": .int(isAircraftOn ? 1 : 0), "device_paired": 1,
        ]
        return data
    }

    private mutating func supply(at now: Timestamp) -> JSONValue {
        let hasMains = !has(.powerLost, at: now)
        return [
            "job_number": .int(flights),
            "acc_time": .int((now - bootedAt).wholeSeconds),
            "activation_time": 0,
            "maintain_status": ["maintain_status_array": []],
            "electric_supply_voltage": .int(hasMains ? 231 : 0),
            "working_voltage": .int(hasMains ? 25_440 : 24_100), "working_current": 1120,
            "backup_battery": ["voltage": 26_631, "temperature": 27.9, "switch": 1],
            "drone_battery_maintenance_info": [
                "maintenance_state": 0, "maintenance_time_left": 0,
            ],
            "self_converge_coordinate": [
                "latitude": decimals(site.position.latitude, 9),
                "longitude": decimals(site.position.longitude, 9),
                "height": decimals(site.groundHeight.value, 3),
            ],
        ]
    }

    private func work(at now: Timestamp) -> JSONValue {
        [
            "drc_state": 0,
            "flighttask_step_code": .int(stepCode),
            "flighttask_prepare_capacity": 1,
            "media_file_detail": ["remain_upload": .int(media.count)],
            "wireless_link": [
                "4g_freq_band": 2.4, "4g_gnd_quality": 0, "4g_link_state": 0, "4g_quality": 0,
                "4g_uav_quality": 0, "dongle_number": 0, "link_workmode": 0, "sdr_freq_band": 5.8,
                "sdr_link_state": .int(isAircraftOn ? 1 : 0),
                "sdr_quality": .int(isAircraftOn ? 5 : 0),
            ],
            "sdr": ["up_quality": 90, "down_quality": 90, "frequency_band": 5.8],
        ]
    }

    private mutating func aircraftReadings(at now: Timestamp) -> JSONValue {
        let drift = has(.drifts, at: now) ? 100.0 : 0
        let lift = has(.tooHigh, at: now) ? 30.0 : 0
        let seen = PlanePoint(x: aircraft.place.x + drift, y: aircraft.place.y)
        let place = grid.coordinate(seen)
        let height = aircraft.height + lift
        return [
            "mode_code": .int(aircraftMode),
            "mode_code_reason": 0,
            "latitude": decimals(place.latitude, 9), "longitude": decimals(place.longitude, 9),
            "height": decimals(site.groundHeight.value + height, 3),
            "elevation": decimals(height, 3),
            "attitude_head": decimals(aircraft.heading, 1),
            "attitude_pitch": 0, "attitude_roll": 0,
            "horizontal_speed": decimals(aircraft.speed, 2),
            "vertical_speed": decimals(aircraft.climbRate, 2),
            "home_distance": decimals(seen.distance(to: PlanePoint(x: 0, y: 0)), 2),
            "wind_speed": .int(Int(wind(at: now) * 10)), "wind_direction": 1,
            "gear": 1, "track_id": .string(flight?.trackID ?? ""),
            "rc_lost_action": 2, "rth_altitude": 100, "height_limit": 120,
            "battery": batteryReadings(at: now),
            "position_state": Self.fix(isFixed: !has(.fixLost, at: now)),
            "storage": ["total": 60_000_000, "used": 81_000],
            "cameras": [
                [
                    "payload_index": .string(payloadIndex), "camera_mode": 0,
                    "zoom_factor": decimals(aircraft.zoom, 2), "recording_state": 0,
                    "photo_state": 0,
                ]
            ],
            payloadIndex: [
                "payload_index": .string(payloadIndex),
                "gimbal_pitch": decimals(aircraft.gimbalPitch, 1), "gimbal_roll": 0,
                "gimbal_yaw": decimals(aircraft.gimbalYaw ?? aircraft.heading, 1),
                "zoom_factor": 0.5678,
            ],
        ]
    }

    private mutating func batteryReadings(at now: Timestamp) -> JSONValue {
        let temperature = has(.batteryHot, at: now) ? 68.0 : battery.temperature
        let home = Int((homePermille / 10).rounded(.up))
        return [
            "capacity_percent": .int(battery.percent),
            "landing_power": 10, "remain_flight_time": 0, "remain_job_time": 65535,
            "return_home_power": .int(min(100, home + 2)),
            "batteries": [
                [
                    "index": 0, "sn": "simulated", "capacity_percent": .int(battery.percent),
                    "temperature": decimals(temperature, 1), "voltage": 24_000, "loop_times": 40,
                ]
            ],
        ]
    }

    private static func fix(isFixed: Bool) -> JSONValue {
        isFixed
            ? [
                "is_calibration": 1, "is_fixed": 2, "quality": 5, "gps_number": 22,
                "rtk_number": 25,
            ]
            : [
                "is_calibration": 1, "is_fixed": 3, "quality": 1, "gps_number": 3,
                "rtk_number": 0,
            ]
    }

    /// Where the aircraft goes when the dock cannot take it.
    private var alternate: JSONValue {
        let place = grid.coordinate(SimulatedDock.alternatePlace)
        return [
            "latitude": decimals(place.latitude, 9), "longitude": decimals(place.longitude, 9),
            "height": decimals(site.groundHeight.value, 3), "safe_land_height": 30,
            "is_configured": 1,
        ]
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
                serial: site.aircraft.serial,
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
        if flight != nil { return 4 }
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
        case nil: return 5
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
