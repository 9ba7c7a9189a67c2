// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Maintenance and the loudspeaker.
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
        case "device_reboot": restart(at: now)
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

    /// Speaks a text: the digest must be that of the text, else 327071.
    mutating func speak(_ data: JSONObject, at now: Timestamp) -> Answer {
        guard isAircraftOn, site.hasSpeaker else { return .result(325012) }
        let text = data["tts"]?["text"]?.string ?? ""
        let md5 = data["tts"]?["md5"]?.string?.lowercased() ?? ""
        guard WaylineKMZ.fingerprint(Array(text.utf8)) == md5 else { return .result(327071) }
        let speaker = data["psdk_index"]?.lenientInt ?? 0
        for step in 0..<3 {
            after(
                .seconds(1 + 2 * step),
                .speech(speaker: speaker, md5: md5, step: step),
                from: now
            )
        }
        return .result(0)
    }

    mutating func speechWent(_ speaker: Int, _ md5: String, _ step: Int, at now: Timestamp) {
        let keys = ["change_work_mode", "upload", "play"]
        event(
            "speaker_tts_play_start_progress",
            [
                "result": 0,
                "output": [
                    "psdk_index": .int(speaker), "md5": .string(md5),
                    "status": .string(step == 2 ? "success" : "in_progress"),
                    "progress": ["percent": 100, "step_key": .string(keys[min(step, 2)])],
                ],
            ],
            at: now
        )
    }
}
