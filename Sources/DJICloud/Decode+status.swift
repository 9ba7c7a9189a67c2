// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import JSONText
import RoostModel

// The topology: who is linked. An older shape has `version` in place of `thing_version` and no
// `domain`; both are read, and unknown model keys are taken as they come (PROTOCOL § 6).
extension Translation {
    mutating func status() throws(DJICloudError) -> DockReport {
        let method = try method()
        guard method == "update_topo" else {
            return report(.other(method: method), replyTo: address(.status))
        }
        guard case .object(let data)? = message.data else {
            throw .wrongType(path: "$.data", expected: "an object")
        }
        guard !owner.isAircraft else {
            throw .wrongType(path: "$.topic", expected: "a dock's serial number")
        }
        let devices = reader.array(data["sub_devices"], "$.data.sub_devices") ?? []
        let aircraft = devices.first { isAircraft($0) }
        let topology = Topology(
            aircraftSerial: aircraft?["sn"]?.lenientString,
            dockModelKey: modelKey(.object(data), domain: "3"),
            aircraftModelKey: aircraft.flatMap { modelKey($0, domain: "0") }
        )
        return report(.topology(topology), replyTo: address(.status))
    }

    /// An aircraft, or a device of the older shape, which names no domain.
    private func isAircraft(_ device: JSONValue) -> Bool {
        guard let serial = device["sn"]?.lenientString, Topic.isSerial(serial) else { return false }
        return device["domain"].map { $0.lenientInt == 0 } ?? true
    }

    private func modelKey(_ device: JSONValue, domain: String) -> String? {
        guard let type = device["type"]?.lenientInt else { return nil }
        let domain = device["domain"]?.lenientString ?? domain
        return "\(domain)-\(type)-\(device["sub_type"]?.lenientInt ?? 0)"
    }
}
