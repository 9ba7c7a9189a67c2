// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// The loudspeaker, over services or over live control; a Dock 3 knows both (DOCK3 § 5).
extension SimulatedDock {
    /// The mount that real aircraft reported for it (FIELD-NOTES).
    static let speakerIndex = 2
    /// After so long without a heartbeat the dock leaves live control (PROTOCOL § 13).
    private static let beatLimit = TimeSpan.seconds(60)

    /// The aircraft names what it carries, after it was switched on.
    mutating func tellSpeaker(at now: Timestamp) {
        guard site.hasSpeaker else { return }
        let speaker: JSONValue = [
            "psdk_index": .int(Self.speakerIndex), "psdk_name": "Speaker",
            "speaker": [
                "work_mode": 0, "play_mode": 0, "play_volume": 50, "system_state": 0,
                "play_file_name": "", "play_file_md5": "",
            ],
            "values": [],
        ]
        state(["psdk_widget_values": [speaker]], ofAircraft: true, at: now)
    }

    /// Enters or leaves live control; entering takes a second (FIELD-NOTES).
    mutating func liveLink(_ isOpen: Bool, _ message: Message, at now: Timestamp) -> Answer {
        guard flight?.phase.isAirborne == true else { return .result(isOpen ? 514300 : 0) }
        let bid = message.bid ?? ""
        if !isOpen {
            liveState = 0
            return .result(0)
        }
        guard let broker = message.dataObject["mqtt_broker"],
            broker["address"]?.string?.isEmpty == false,
            let expires = broker["expire_time"]?.lenientInt,
            Int64(expires) * 1000 > clock(now).milliseconds
        else { return .result(514302) }
        after(.milliseconds(1190), .liveLink(state: 2, bid: bid), from: now)
        return .result(0)
    }

    mutating func linkWent(_ state: Int, _ bid: String, at now: Timestamp) {
        if state == 2 {
            liveBeatAt = now
            after(Self.beatLimit, .liveLink(state: 0, bid: bid), from: now)
        } else {
            guard liveState == 2 else { return }
            let left = liveBeatAt + Self.beatLimit - now
            if left > .zero { return after(left, .liveLink(state: 0, bid: bid), from: now) }
        }
        liveState = state
        event(
            "drc_status_notify",
            bid: bid,
            ["result": .int(state == 2 ? 0 : 514301), "drc_state": .int(state)],
            wantsReply: true,
            at: now
        )
    }

    /// Live control: the heartbeat is returned, and what the loudspeaker is told is answered by number.
    mutating func liveControl(_ message: Message, at now: Timestamp) {
        guard let method = message.method else { return }
        if method == "heart_beat" {
            liveBeatAt = now
            let time = JSONValue.int(Int(clock(now).milliseconds))
            return up(method, message.seq, ["timestamp": time])
        }
        guard liveState == 2, !has(.commandIgnored, method: method, at: now) else { return }
        if has(.commandRefused, method: method, at: now) {
            return up(method, message.seq, ["result": 319002])
        }
        let number: Int
        switch method {
        case "drc_speaker_tts_play_start":
            let answer = speak(message.dataObject, sequence: message.seq, at: now)
            guard case .result(let result, _) = answer else { return }
            number = result
        case "drc_speaker_play_volume_set":
            let volume = message.dataObject["play_volume"]?.lenientInt ?? -1
            number = (1...100).contains(volume) ? 0 : 314001
        case "drc_speaker_tts_set": number = voice(message.dataObject)
        default: return log("\(method) is not known over live control")
        }
        up(method, message.seq, ["result": .int(number)])
    }

    /// Sets the voice: each member must be there and in its range (DOCK3 § 6).
    private mutating func voice(_ data: JSONObject) -> Int {
        guard data["psdk_index"]?.lenientInt == Self.speakerIndex else { return 327000 }
        let limits = ["volume": 0...100, "type": 0...1, "language": 0...1, "speed": 0...100]
        for (name, limit) in limits {
            guard let value = data[name]?.lenientInt, limit.contains(value) else { return 314001 }
        }
        voiceLanguage = data["language"]?.lenientInt
        return 0
    }

    private mutating func up(_ method: String, _ seq: Int?, _ data: JSONValue) {
        var message = Message(method: method, data: data)
        message.seq = seq
        publish(message, on: Topic(.drcUp, serial: site.serial))
    }

    /// Speaks a text: the digest must be that of the text, else 327071.
    mutating func speak(_ data: JSONObject, sequence: Int?, at now: Timestamp) -> Answer {
        guard isAircraftOn, site.hasSpeaker else { return .result(325012) }
        guard data["psdk_index"]?.lenientInt == Self.speakerIndex else { return .result(327000) }
        let text = data["tts"]?["text"]?.string ?? ""
        let md5 = data["tts"]?["md5"]?.string?.lowercased() ?? ""
        guard WaylineKMZ.fingerprint(Array(text.utf8)) == md5 else { return .result(327071) }
        for step in 0..<3 {
            after(
                .seconds(1 + 2 * step),
                .speech(
                    speaker: Self.speakerIndex,
                    md5: md5,
                    step: step,
                    isLive: sequence != nil
                ),
                from: now
            )
        }
        return .result(0)
    }

    mutating func speechWent(
        _ speaker: Int,
        _ md5: String,
        _ step: Int,
        _ isLive: Bool,
        at now: Timestamp
    ) {
        let method = "speaker_tts_play_start"
        if step == 2, has(.speechSilent, method: method, at: now) { return }
        let hasFailed = step == 2 && has(.speechFails, method: method, at: now)
        let keys = ["change_work_mode", "upload", "play"]
        let last = hasFailed ? "failed" : "success"
        let result: JSONValue = hasFailed ? 327001 : 0
        let body: JSONValue = [
            "psdk_index": .int(speaker), "md5": .string(md5),
            "status": .string(step == 2 ? last : "in_progress"),
            "progress": ["percent": 100, "step_key": .string(keys[min(step, 2)])],
        ]
        if isLive {
            var data = body
            data["result"] = result
            return up("drc_speaker_play_progress", nil, data)
        }
        event("\(method)_progress", ["result": result, "output": body], at: now)
    }
}
