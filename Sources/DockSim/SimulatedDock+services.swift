// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Commands: each is done or refused with a real number, and answered after 20 to 50 ms
// (FIELD-NOTES).
extension SimulatedDock {
    /// What comes of a command.
    enum Answer {
        /// An answer at once.
        case result(Int, JSONValue? = nil)
        /// The answer comes when something is done.
        case later
    }

    mutating func command(_ message: Message, at now: Timestamp) {
        guard let method = message.method else { return log("a command without a method") }
        if has(.commandIgnored, method: method, at: now) {
            return log("\(method) ignored (\(Misbehaviour.commandIgnored.rawValue))")
        }
        if has(.commandRefused, method: method, at: now) {
            return reply(to: message, result: 319002, at: now)
        }
        guard let answer = perform(method, message, at: now) else {
            return log("\(method) is not known")
        }
        if case .result(let number, let output) = answer {
            reply(to: message, result: number, output: output, at: now)
        }
    }

    /// Does a command; nil: no dock knows it, and none answers.
    private mutating func perform(
        _ method: String,
        _ message: Message,
        at now: Timestamp
    ) -> Answer? {
        let data = message.dataObject
        switch method {
        case "flighttask_prepare": return prepare(message, at: now)
        case "flighttask_execute": return execute(data, at: now)
        case "flighttask_stop": return stopHalf(data, at: now)
        case "return_specific_home": return returnTo(data, at: now)
        case "flighttask_undo": return undo(data)
        case "flighttask_pause": return pause(at: now)
        case "flighttask_recovery": return resume(at: now)
        case "return_home": return returnHome(at: now)
        case "return_home_cancel": return cancelReturn(at: now)
        case "takeoff_to_point": return takeOff(data, at: now)
        case "fly_to_point": return flyTo(data, at: now)
        case "fly_to_point_stop": return stopFlyTo(at: now)
        case "payload_authority_grab": return grabPayload()
        case "camera_look_at", "camera_focal_length_set", "camera_photo_take", "gimbal_reset":
            return camera(method, data, at: now)
        case "speaker_tts_play_start": return speak(data, sequence: nil, at: now)
        case "drc_mode_enter", "drc_mode_exit":
            return liveLink(method == "drc_mode_enter", message, at: now)
        case "flight_setup_abort" where site.envelope.abortsSetup: return abortSetup(at: now)
        case "debug_mode_open", "debug_mode_close": return debug(method == "debug_mode_open")
        case "flight_areas_update":
            guard flight == nil, !isDebugging else { return .result(319016) }
            ask("flight_areas_get", [:], at: now)
            return .result(0)
        case "device_reboot", "cover_open", "cover_close", "cover_force_close", "drone_open",
            "drone_close", "charge_open", "charge_close", "device_format", "drone_format",
            "putter_open", "putter_close":
            return job(method, message, at: now)
        default:
            return Method.named(method, on: .services) == nil ? nil : .result(0)
        }
    }

    /// Answers a command, or not, or twice, or late.
    mutating func reply(
        to message: Message,
        result: Int,
        output: JSONValue? = nil,
        at now: Timestamp
    ) {
        let method = message.method ?? ""
        if has(.replyLost, method: method, at: now) { return }
        var answer = message.reply(result: result, output: output, at: clock(now))
        // A Dock 3 leaves it out here (FIELD-NOTES).
        if !site.envelope.modelKey.hasPrefix("3-3-") { answer.gateway = site.serial }
        if has(.replyMixedUp, method: method, at: now) { answer.tid = newID(at: now) }
        let isLate = has(.replyLate, method: method, at: now)
        let delay = isLate ? TimeSpan.seconds(90) : .milliseconds(dice.pick(20...50))
        let topic = Topic(.servicesReply, serial: site.serial).text
        let sending = Chore.publish(topic: topic, payload: answer.payload, qos: 1)
        after(delay, sending, from: now)
        if has(.replyDoubled, method: method, at: now) {
            after(delay + .seconds(1), sending, from: now)
        }
    }

    /// Sets properties: every leaf is taken, and the reply mirrors the nesting (PROTOCOL § 8).
    mutating func setProperty(_ message: Message, at now: Timestamp) {
        if has(.commandIgnored, method: "property/set", at: now) { return }
        let data = Self.results(of: .object(message.dataObject), depth: 0)
        var answer = Message(
            tid: message.tid,
            bid: message.bid,
            timestamp: clock(now),
            data: data
        )
        answer.gateway = site.serial
        let topic = Topic(.propertySetReply, serial: site.serial).text
        after(
            .milliseconds(dice.pick(20...50)),
            .publish(topic: topic, payload: answer.payload, qos: 1),
            from: now
        )
    }

    private static func results(of value: JSONValue, depth: Int) -> JSONValue {
        guard case .object(let object) = value, depth < 8 else { return ["result": 0] }
        return .object(
            JSONObject(
                members: object.members.map {
                    JSONObject.Member(name: $0.name, value: results(of: $0.value, depth: depth + 1))
                }
            )
        )
    }

    /// Why nothing may take off now: the dock's own check, which stands whatever we decided.
    mutating func launchRefusal(at now: Timestamp) -> Int? {
        if flight != nil { return 319016 }
        if has(.emergencyStop, at: now) { return 316026 }
        if isDebugging || has(.upgrades, at: now) { return 514146 }
        if !isAircraftInDock || has(.aircraftMissing, at: now) { return 514156 }
        if battery.percent < 30 { return 514103 }
        if let limit = site.envelope.windLimit, wind(at: now) > limit.value { return 514135 }
        if setup.weather.rainStep(at: now) > site.envelope.rainStepLimit { return 514134 }
        if setup.weather.temperature(at: now) < -20 { return 514137 }
        if has(.powerLost, at: now) { return 514136 }
        return nil
    }
}
