// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText
public import RoostModel

/// What docks and aircraft last said of themselves that another dock must be told for a flight between two
/// docks (PROTOCOL § 12): kept as it came, in memory alone, because the key of the radio link is among it.
///
/// What was sent once for a flight is sent to the other dock unchanged, whatever came meanwhile.
public struct RelayBook: Sendable, CustomStringConvertible {
    /// Members of osd and state that are kept.
    private static let kept: [StaticString] = [
        "latitude", "longitude", "height", "heading", "home_position_is_valid",
        "alternate_land_point", "rtcm_info", "wireless_link_topo",
    ]
    /// Flights whose words are kept for the second dock.
    private static let flightLimit = 8

    private var parts: [String: [String: JSONValue]] = [:]
    private var told: [(flight: WireID, task: JSONValue)] = []

    /// An empty book.
    public init() {}

    /// How many devices it knows, and nothing of what they said.
    public var description: String { "RelayBook(\(parts.count) devices)" }

    /// Keeps what a telemetry message says; its serial number is one of the site's, or it was not decoded.
    public mutating func note(_ decoded: Decoded) {
        guard decoded.topic.kind == .osd || decoded.topic.kind == .state,
            let data = decoded.view["data"]
        else { return }
        for name in Self.kept {
            guard let said = data[name] else { continue }
            parts[decoded.topic.serial, default: [:]]["\(name)"] = said.value
        }
    }

    /// What is at hand of a dock, and of an aircraft through it, without what it is.
    public func link(of dock: String, aircraft: String) -> RelayLink {
        RelayLink(
            correction: correction(of: dock),
            hasHome: place(of: dock) != nil,
            hasRadio: radio(of: dock) != nil,
            knowsAircraft: center(aircraft, at: dock) != nil,
            alternate: alternate(of: dock)
        )
    }

    /// What goes before a request for a flight between two docks: what is at hand of each, with the aircraft
    /// that would fly.
    public func reports(
        from: DockSite,
        to: DockSite,
        aircraft: String,
        at now: Timestamp
    ) -> [DockReport] {
        [from, to].map { dock in
            DockReport(
                dock: dock.id,
                receivedAt: now,
                deviceTime: nil,
                said: .relayLink(link(of: dock.serial, aircraft: aircraft))
            )
        }
    }

    /// `multi_dock_task` of a flight: assembled when it is first asked for, the same from then on.
    ///
    /// - Throws: `unsupported` with the name of what is not at hand.
    public mutating func multiDockTask(
        _ task: RelayTask,
        flight: WireID
    ) throws(DJICloudError) -> JSONValue {
        if let known = told.first(where: { $0.flight == flight }) { return known.task }
        let new = try assembled(task)
        told.append((flight, new))
        if told.count > Self.flightLimit { told.removeFirst() }
        return new
    }

    private func assembled(_ task: RelayTask) throws(DJICloudError) -> JSONValue {
        guard let center = center(task.aircraft, at: task.takeOff) else {
            throw .unsupported("the aircraft's part of the radio link is not at hand")
        }
        var leaves: [JSONValue] = []
        var docks: [JSONValue] = []
        let both = [(task.takeOff, "takeoff"), (task.landing, "landing")]
        for (number, (serial, kind)) in both.enumerated() {
            guard let radio = radio(of: serial) else {
                throw .unsupported("the radio link of dock \(serial) is not at hand")
            }
            guard var dock = place(of: serial), let source = source(of: serial) else {
                throw .unsupported("place or RTK source of dock \(serial) is not at hand")
            }
            // The two must be 1 and 2 (PROTOCOL § 12).
            leaves.append([
                "sdr_id": radio, "sn": .string(serial), "control_source_index": .int(number + 1),
            ])
            dock["dock_type"] = .string(kind)
            dock["index"] = .int(number + 1)
            dock["sn"] = .string(serial)
            dock["rtcm_info"] = [
                "mount_point": .string(source.mount), "port": .string(source.port),
                "host": .string(source.host), "rtcm_device_type": 1, "source_type": 3,
            ]
            docks.append(dock)
        }
        return [
            "wireless_link_topo": [
                "secret_code": center.key, "center_node": center.node,
                "leaf_nodes": .array(leaves),
            ],
            "dock_infos": .array(docks),
        ]
    }

    private func correction(of dock: String) -> String? {
        source(of: dock).map { "\($0.host):\($0.port)/\($0.mount)" }
    }

    /// The network RTK source; nil: another kind of source, none said, or no names of a plausible length.
    private func source(of dock: String) -> (host: String, port: String, mount: String)? {
        guard let info = parts[dock]?["rtcm_info"], info["source_type"]?.lenientInt == 3 else {
            return nil
        }
        let words = ["host", "port", "mount_point"].compactMap { name in
            info[name]?.lenientString.flatMap { (1...255).contains($0.utf8.count) ? $0 : nil }
        }
        return words.count == 3 ? (words[0], words[1], words[2]) : nil
    }

    private func alternate(of dock: String) -> Coordinate? {
        guard let point = place(of: dock)?["alternate_land_point"],
            let latitude = point["latitude"]?.lenientDouble,
            let longitude = point["longitude"]?.lenientDouble
        else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    /// Where a dock stands, which way it looks, and its alternate landing point; nil: not all was said.
    private func place(of dock: String) -> JSONValue? {
        guard let said = parts[dock], said["home_position_is_valid"]?.lenientInt == 1,
            let alternate = said["alternate_land_point"],
            alternate["is_configured"]?.lenientInt == 1
        else { return nil }
        var out: JSONValue = ["home_position_is_valid": 1]
        for name in ["latitude", "longitude", "height", "heading"] {
            guard let number = said[name]?.lenientDouble else { return nil }
            out[name] = .finite(number)
        }
        var point: JSONValue = ["is_configured": 1]
        for name in ["latitude", "longitude", "safe_land_height"] {
            guard let number = alternate[name]?.lenientDouble else { return nil }
            point[name] = .finite(number)
        }
        if let height = alternate["height"]?.lenientDouble { point["height"] = .finite(height) }
        out["alternate_land_point"] = point
        return out
    }

    /// A dock's own number in the radio link.
    private func radio(of dock: String) -> JSONValue? {
        let leaves = parts[dock]?["wireless_link_topo"]?["leaf_nodes"]?.array ?? []
        let own = leaves.first { $0["sn"]?.lenientString == dock }
        return own?["sdr_id"]?.lenientInt.map { .int($0) }
    }

    /// The aircraft's number and the link's key: of 28 numbers, or it is none.
    private func center(_ aircraft: String, at dock: String) -> (node: JSONValue, key: JSONValue)? {
        for serial in [aircraft, dock] {
            guard let topo = parts[serial]?["wireless_link_topo"],
                topo["center_node"]?["sn"]?.lenientString == aircraft,
                let number = topo["center_node"]?["sdr_id"]?.lenientInt,
                let key = topo["secret_code"]?.array?.compactMap(\.lenientInt), key.count == 28
            else { continue }
            let node: JSONValue = ["sdr_id": .int(number), "sn": .string(aircraft)]
            return (node, .array(key.map { .int($0) }))
        }
        return nil
    }
}
