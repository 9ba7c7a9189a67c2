// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// osd and state: partial messages with disjoint keys. What is not said stays nil, never "gone"; a
// null counts as not said, too (PROTOCOL § 7).
extension Translation {
    mutating func properties() throws(DJICloudError) -> DockReport {
        guard let data else { throw .missing(path: "$.data") }
        guard data.isObject else { throw .wrongType(path: "$.data", expected: "an object") }
        var readings = Readings()
        if owner.isAircraft {
            aircraft(data, &readings.aircraft)
        } else {
            dock(data, &readings.dock)
        }
        // Aircraft push state with need_reply 1, though no document says so (FIELD-NOTES).
        let replyTo = topic.kind == .state && message.needsReply ? address(.state) : nil
        var said: Said = .readings(readings)
        if readings == Readings() {
            let equipped = owner.isAircraft ? equipment(data) : nil
            said = equipped ?? .other(method: topic.kind.rawValue)
        }
        return report(
            said,
            replyTo: replyTo
        )
    }

    private mutating func dock(_ data: JSONView, _ out: inout DockReadings) {
        for (name, value) in data.members {
            guard let key = name.string.flatMap({ DockKey.named[$0] }) else { continue }
            dock(key, value, &out)
        }
        out.position = reader.place(
            latitude: data["latitude"]?.value,
            longitude: data["longitude"]?.value,
            "$.data.latitude"
        )
    }

    private mutating func dock(_ key: DockKey, _ value: JSONView, _ out: inout DockReadings) {
        switch key {
        case .modeCode: out.mode = reader.int(value, key.path)
        case .coverState: out.cover = reader.int(value, key.path)
        case .aircraftInDock: out.isAircraftInDock = reader.bool(value, key.path)
        case .chargeState:
            let charge = reader.object(value, key.path)
            out.chargePercent = reader.percent(charge?["capacity_percent"], key.path)
            out.isCharging = reader.bool(charge?["state"], key.path)
        case .windSpeed: out.wind = reader.double(value, key.path).map { MetresPerSecond($0) }
        case .rainfall: out.rainStep = reader.int(value, key.path)
        case .temperature: out.temperature = reader.double(value, key.path).map { Celsius($0) }
        case .emergencyStop: out.isEmergencyStopPressed = reader.bool(value, key.path)
        case .taskStep: out.taskStep = reader.int(value, key.path)
        case .alternateLanding:
            let point = reader.object(value, key.path)
            out.hasAlternateLanding = reader.bool(point?["is_configured"], key.path)
        case .subDevice:
            let device = reader.object(value, key.path)
            out.isAircraftOn = reader.bool(device?["device_online_status"], key.path)
            // An empty name is none: nothing is paired, or not known yet.
            let serial = device?["device_sn"]?.value.lenientString ?? ""
            out.aircraftSerial = serial.isEmpty ? nil : String(serial.prefix(64))
        case .height: out.height = reader.double(value, key.path).map { Metres($0) }
        case .media:
            let media = reader.object(value, key.path)
            out.mediaToUpload = reader.int(media?["remain_upload"], key.path)
        case .firmware: out.firmware = reader.string(value, key.path)
        case .network:
            let network = reader.object(value, key.path)
            out.networkQuality = reader.int(network?["quality"], key.path)
        case .storage: out.storageUsedPercent = usedPercent(value, key.path)
        case .flights: out.flights = reader.int(value, key.path)
        case .authority:
            let authority = reader.object(value, key.path)
            out.controlSource = reader.string(authority?["control_source"], key.path)
                .map { String($0.prefix(64)) }
        }
    }

    private mutating func usedPercent(_ value: JSONView, _ path: String) -> Int? {
        let storage = reader.object(value, path)
        guard let total = reader.double(storage?["total"], path), total > 0,
            let used = reader.double(storage?["used"], path), used >= 0
        else { return nil }
        return Int(min(used / total * 100, 100).rounded())
    }

    private mutating func aircraft(_ data: JSONView, _ out: inout AircraftReadings) {
        for (name, value) in data.members {
            guard let name = name.string else { continue }
            if let key = AircraftKey.named[name] {
                aircraft(key, value, &out)
            } else if out.gimbalPitch == nil, Property.isCamera(name) {
                camera(name, value, &out)
            }
        }
        out.position = reader.place(
            latitude: data["latitude"]?.value,
            longitude: data["longitude"]?.value,
            "$.data.latitude"
        )
        if let position = out.position { out.grid = grid?.grid(position) }
    }

    private mutating func aircraft(
        _ key: AircraftKey,
        _ value: JSONView,
        _ out: inout AircraftReadings
    ) {
        switch key {
        case .modeCode: out.mode = reader.int(value, key.path)
        case .height: out.height = reader.double(value, key.path).map { Metres($0) }
        case .elevation: out.elevation = reader.double(value, key.path).map { Metres($0) }
        case .heading: out.heading = reader.double(value, key.path).map { Degrees($0) }
        case .speed: out.speed = reader.double(value, key.path).map { MetresPerSecond($0) }
        case .battery: battery(value, key.path, &out)
        case .positionState:
            let state = reader.object(value, key.path)
            out.isFixed = reader.int(state?["is_fixed"], key.path).map { $0 == 2 }
        case .homeDistance: out.homeDistance = reader.double(value, key.path).map { Metres($0) }
        case .firmware: out.firmware = reader.string(value, key.path)
        case .controlSource:
            out.controlSource = reader.string(value, key.path).map { String($0.prefix(64)) }
        }
    }

    private mutating func battery(
        _ value: JSONView,
        _ path: String,
        _ out: inout AircraftReadings
    ) {
        guard let battery = reader.object(value, path) else { return }
        out.batteryPercent = reader.percent(battery["capacity_percent"], path)
        out.returnPercent = reader.percent(battery["return_home_power"], path)
        guard let packs = reader.array(battery["batteries"], "\(path).batteries") else { return }
        for pack in packs.elements {
            guard let temperature = reader.double(pack["temperature"], "\(path).batteries[]"),
                temperature < 32767
            else { continue }
            out.batteryTemperature = max(
                Celsius(temperature),
                out.batteryTemperature ?? Celsius(temperature)
            )
        }
    }

    /// The first camera that says where it points.
    private mutating func camera(
        _ name: String,
        _ value: JSONView,
        _ out: inout AircraftReadings
    ) {
        let path = "$.data.\(name)"
        guard let camera = reader.object(value, path),
            let pitch = reader.double(camera["gimbal_pitch"], path)
        else { return }
        out.gimbalPitch = Degrees(pitch)
        out.gimbalYaw = reader.double(camera["gimbal_yaw"], path).map { Degrees($0) }
        out.gimbalRoll = reader.double(camera["gimbal_roll"], path).map { Degrees($0) }
    }
}

extension Translation {
    /// The dock's properties that we read.
    fileprivate enum DockKey: String, CaseIterable {
        case modeCode = "mode_code"
        case coverState = "cover_state"
        case aircraftInDock = "drone_in_dock"
        case chargeState = "drone_charge_state"
        case windSpeed = "wind_speed"
        case rainfall
        case temperature = "environment_temperature"
        case emergencyStop = "emergency_stop_state"
        case taskStep = "flighttask_step_code"
        case alternateLanding = "alternate_land_point"
        case subDevice = "sub_device"
        case height
        case media = "media_file_detail"
        case firmware = "firmware_version"
        case network = "network_state"
        case storage
        case flights = "job_number"
        case authority = "drone_authority_info"

        static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

        var path: String { "$.data.\(rawValue)" }
    }

    /// The aircraft's properties that we read; its wind is an estimate and never read (PROTOCOL § 8).
    fileprivate enum AircraftKey: String, CaseIterable {
        case modeCode = "mode_code"
        case height
        case elevation
        case heading = "attitude_head"
        case speed = "horizontal_speed"
        case battery
        case positionState = "position_state"
        case homeDistance = "home_distance"
        case firmware = "firmware_version"
        case controlSource = "control_source"

        static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

        var path: String { "$.data.\(rawValue)" }
    }
}
