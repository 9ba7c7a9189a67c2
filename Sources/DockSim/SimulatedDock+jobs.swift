// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Maintenance.
extension SimulatedDock {
    mutating func debug(_ isOn: Bool) -> Answer {
        guard flight == nil else { return .result(514148) }
        isDebugging = isOn
        return .result(0, ["status": "ok"])
    }

    /// A job: in the maintenance mode only; it goes on in events of the same name (PROTOCOL § 17).
    mutating func job(_ method: String, _ message: Message, at now: Timestamp) -> Answer {
        guard flight == nil else { return .result(514148) }
        guard isDebugging else { return .result(514153) }
        let isStuck = method == "cover_open" && has(.coverJamsClosed, at: now)
        if isStuck { return .result(514107) }
        if method == "drone_open" || method == "drone_close" {
            guard isAircraftInDock else { return .result(514156) }
        }
        let bid = message.bid ?? newID(at: now)
        after(.seconds(2), .job(method: method, bid: bid, percent: 50), from: now)
        after(.seconds(6), .job(method: method, bid: bid, percent: 100), from: now)
        return .result(0, ["status": "in_progress"])
    }

    mutating func jobWent(_ method: String, _ bid: String, _ percent: Int, at now: Timestamp) {
        event(
            method,
            bid: bid,
            [
                "result": 0,
                "output": [
                    "status": .string(percent == 100 ? "ok" : "in_progress"),
                    "progress": ["percent": .int(percent), "step_key": .string(method)],
                ],
            ],
            at: now
        )
        guard percent == 100 else { return }
        switch method {
        case "cover_open": cover = 1
        case "cover_close", "cover_force_close": cover = 0
        case "drone_open": power(true, at: now)
        case "drone_close": power(false, at: now)
        // Its last word leaves first.
        case "device_reboot": after(.seconds(2), .restart, from: now)
        default: break
        }
    }

    private mutating func power(_ isOn: Bool, at now: Timestamp) {
        guard isOn != isAircraftOn else { return }
        isAircraftOn = isOn
        cancel(.telemetry(.aircraft))
        guard isOnboard else { return }
        topology(at: now)
        if isOn { after(.seconds(1), .telemetry(.aircraft), from: now) }
    }
}
