// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// Questions of a dock. Each is answered, even with "nothing": silence on some holds a take-off for
// 40 s (PROTOCOL § 4).
extension Translation {
    /// A dock asks about itself and its aircraft; the bound is ours.
    private static let deviceLimit = 16

    mutating func request() throws(DJICloudError) -> DockReport {
        let method = try method()
        guard let address = address(.requests) else { throw .missing(path: "$.tid") }
        return report(.asked(question(method, message.dataObject)), replyTo: address)
    }

    private mutating func question(_ method: String, _ data: JSONObject) -> Question {
        switch method {
        case "config": .configuration
        case "airport_bind_status": .bindStatus(serials: serials(data))
        case "airport_organization_get": .organization(isRight: isRight(data))
        case "airport_organization_bind": .bind(devices: bindings(data))
        case "flighttask_resource_get": .wayline(flight: text(data, "flight_id"))
        case "storage_config_get":
            .storage(module: reader.int(data["module"], "$.data.module") ?? 0)
        case "flight_areas_get": .flightAreas
        case "offline_map_get": .offlineMap
        case "flighttask_progress_get": .flightProgress(flight: text(data, "flight_id"))
        default: .other(method: method)
        }
    }

    private mutating func text(_ data: JSONObject, _ name: String) -> String {
        reader.string(data[name], "$.data.\(name)") ?? ""
    }

    /// Whether the technician typed the right organisation and code; they themselves are not kept.
    private mutating func isRight(_ data: JSONObject) -> Bool {
        let organization = text(data, "organization_id")
        let code = text(data, "device_binding_code")
        return binding?.isRight(organization: organization, code: code) ?? false
    }

    private mutating func serials(_ data: JSONObject) -> [String] {
        let devices = reader.array(data["devices"], "$.data.devices") ?? []
        return devices.prefix(Self.deviceLimit).compactMap { device in
            device["sn"]?.lenientString.flatMap { Topic.isSerial($0) ? $0 : nil }
        }
    }

    private mutating func bindings(_ data: JSONObject) -> [Question.Binding] {
        let devices = reader.array(data["bind_devices"], "$.data.bind_devices") ?? []
        return devices.prefix(Self.deviceLimit).compactMap { device in
            guard let device = device.object, let serial = device["sn"]?.lenientString,
                Topic.isSerial(serial)
            else { return nil }
            return Question.Binding(
                serial: serial,
                isRight: isRight(device),
                callsign: text(device, "device_callsign")
            )
        }
    }
}
