// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@testable import DockSim

@Suite("A simulated dock refuses as real ones do")
struct RefusalTests {
    @Test("a file with another digest, of another aircraft, torn or out of reach is refused")
    func files() throws {
        var cloud = try Example.online()
        cloud.fingerprint = String(repeating: "0", count: 32)
        #expect(cloud.result("flighttask_prepare", cloud.task("a")) == 314004)
        cloud.fingerprint = nil
        cloud.file = cloud.file.map { Array($0.dropLast(100)) }
        #expect(cloud.result("flighttask_prepare", cloud.task("b")) == 314016)
        cloud.file = nil
        #expect(cloud.result("flighttask_prepare", cloud.task("c")) == 314013)
        var other = Example.wayline
        other.aircraftModelKey = "0-91-1"
        other.payloadIndex = "81-0-0"
        cloud.file = try WaylineKMZ.write(other)
        #expect(cloud.result("flighttask_prepare", cloud.task("d")) == 314003)
        #expect(cloud.result("flighttask_execute", ["flight_id": "a"]) == 319009)
        #expect(cloud.dock.flightID == nil)
    }

    @Test("a file that is gone at the launch ends the flight on the ground with 314004 or 314013")
    func launchFile() throws {
        var cloud = try Example.online()
        #expect(cloud.result("flighttask_prepare", cloud.task("a")) == 0)
        cloud.file = nil
        cloud.fingerprint = WaylineKMZ.fingerprint(try WaylineKMZ.write(Example.wayline))
        #expect(cloud.result("flighttask_execute", ["flight_id": "a"]) == 0)
        let last = cloud.events("flighttask_progress").last?.message
        #expect(last?.data?["result"] == 314013)
        #expect(last?.data?["output"]?["ext"]?["wayline_id"] == 65535)
        #expect(last?.data?["output"]?["progress"]?["percent"] == 15)
        #expect(cloud.dock.isAircraftInDock && cloud.dock.flightID == nil)
    }

    /// What makes a dock refuse, and the number that it gives.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var number: Int
        var change: @Sendable (inout DockSetup) -> Void
    }

    static let cases = [
        Case(testDescription: "battery low", number: 514103) { $0.batteryPermille = 299 },
        Case(testDescription: "wind", number: 514135) { $0.weather.wind = 12.6 },
        Case(testDescription: "rain", number: 514134) { $0.weather.rainStep = 1 },
        Case(testDescription: "cold", number: 514137) { $0.weather.temperature = -21 },
        Case(testDescription: "emergency stop", number: 316026) {
            $0.misbehaviours = [MisbehaviourPlan(.emergencyStop, .between(.epoch, .never))]
        },
        Case(testDescription: "no aircraft", number: 514156) {
            $0.misbehaviours = [MisbehaviourPlan(.aircraftMissing, .between(.epoch, .never))]
        },
    ]

    @Test("a launch is refused by the dock's own check", arguments: cases)
    func launch(refusal: Case) throws {
        var setup = Example.setup()
        // A charger would fill the low battery meanwhile.
        setup.site.envelope.chargePermillePerMinute = 0
        refusal.change(&setup)
        var cloud = try Example.online(setup)
        #expect(cloud.launch() == [0, refusal.number])
        #expect(cloud.dock.flightID == nil)
    }

    @Test("two clocks, a second launch, debug mode, and commands to nobody are refused")
    func clashes() throws {
        var skewed = Example.setup()
        skewed.clockSkew = .seconds(-31)
        var late = try Example.online(skewed)
        #expect(late.result("flighttask_prepare", late.task("a")) == 319008)

        var cloud = try Example.online()
        #expect(cloud.result("cover_open", [:]) == 514153)
        #expect(cloud.result("debug_mode_open", [:]) == 0)
        #expect(cloud.result("cover_open", [:]) == 0)
        cloud.run(.seconds(10))
        #expect(cloud.dock.cover == 1)
        #expect(cloud.events("cover_open").last?.message.data?["output"]?["status"] == "ok")
        #expect(cloud.result("flighttask_prepare", cloud.task("a")) == 514146)
        #expect(cloud.result("cover_close", [:]) == 0)
        cloud.run(.seconds(10))
        #expect(cloud.result("debug_mode_close", [:]) == 0)
        #expect(cloud.result("camera_photo_take", ["payload_index": "99-0-0"]) == 325012)
        #expect(cloud.result("return_home", [:]) == 321259)
        #expect(cloud.result("no_such_method", [:]) == nil, "nobody answers")

        #expect(cloud.launch("a") == [0, 0])
        #expect(cloud.launch("b") == [0, 319016])
        #expect(cloud.result("flighttask_undo", ["flight_ids": ["b"]]) == 0)
        #expect(cloud.result("flighttask_undo", ["flight_ids": ["a"]]) == 319006)
    }

    @Test("a timed task starts two minutes before its time at the earliest")
    func timed() throws {
        var cloud = try Example.online()
        var task = cloud.task("a")
        task["task_type"] = 1
        task["execute_time"] = .int(Int((cloud.now + .minutes(10)).milliseconds))
        #expect(cloud.result("flighttask_prepare", task) == 0)
        #expect(cloud.result("flighttask_execute", ["flight_id": "a"]) == 319009)
        cloud.run(.minutes(8))
        #expect(cloud.result("flighttask_execute", ["flight_id": "a"]) == 0)
    }

    @Test("a property is taken and the answer mirrors its nesting")
    func property() throws {
        var cloud = try Example.online()
        let message = Message(
            tid: "t",
            timestamp: cloud.now,
            data: ["distance_limit_status": ["state": 1]]
        )
        var outputs = cloud.dock.receive(
            topic: "thing/product/8UUXN00000D03/property/set",
            payload: message.payload,
            at: cloud.now
        )
        outputs += cloud.dock.tick(at: cloud.now + .milliseconds(60))
        let replies = outputs.compactMap { output -> Message? in
            guard case .publish(let topic, let payload, _) = output,
                topic.hasSuffix("property/set_reply")
            else { return nil }
            return try? Message(payload: payload)
        }
        #expect(replies.map(\.data) == [["distance_limit_status": ["state": ["result": 0]]]])
        #expect(replies.first?.tid == "t")
    }

    @Test("a text is spoken with its digest, refused without, and by no aircraft that sleeps")
    func speech() throws {
        var cloud = try Example.online()
        let text = "请勿停车"
        let digest = WaylineKMZ.fingerprint(Array(text.utf8))
        let order: JSONValue = [
            "psdk_index": 2,
            "tts": ["name": "parking", "text": .string(text), "md5": .string(digest)],
        ]
        #expect(cloud.result("speaker_tts_play_start", order) == 325012)
        #expect(cloud.launch() == [0, 0])
        cloud.run(.seconds(30))
        #expect(cloud.result("speaker_tts_play_start", order) == 0)
        cloud.run(.seconds(6))
        let last = cloud.events("speaker_tts_play_start_progress").last?.message
        #expect(last?.data?["output"]?["status"] == "success")
        var wrong = order
        wrong["tts"] = ["name": "parking", "text": "x", "md5": .string(digest)]
        #expect(cloud.result("speaker_tts_play_start", wrong) == 327071)
    }

    @Test(
        "live control stands a second after its login and speaks; a loudspeaker may fail or say nothing",
        arguments: [nil, "failed", ""] as [String?]
    )
    func liveSpeech(ending: String?) throws {
        let faults: [String?: Misbehaviour] = ["failed": .speechFails, "": .speechSilent]
        let plans = faults[ending].map {
            [MisbehaviourPlan($0, .onMethod("speaker_tts_play_start", times: 1))]
        }
        var setup = Example.setup()
        setup.misbehaviours = plans ?? []
        var cloud = try Example.online(setup)
        #expect(cloud.launch() == [0, 0])
        cloud.run(.seconds(60))
        let text = "请勿停车"
        let order: JSONValue = [
            "psdk_index": 2,
            "tts": [
                "name": "parking", "text": .string(text),
                "md5": .string(WaylineKMZ.fingerprint(Array(text.utf8))),
            ],
        ]
        cloud.live("drc_speaker_tts_play_start", order, seq: 7)
        #expect(cloud.lives.isEmpty, "nothing is heard before the link stands")
        let expiry = JSONValue.int(Int(cloud.now.milliseconds / 1000) + 60)
        let broker: JSONValue = ["address": "10.0.0.5:1883", "expire_time": expiry]
        #expect(cloud.result("drc_mode_enter", ["mqtt_broker": broker]) == 0)
        #expect(cloud.events("drc_status_notify").last?.message.data?["drc_state"] == 2)
        let voice: JSONValue = [
            "psdk_index": 2, "volume": 70, "type": 1, "language": 1, "speed": 50,
        ]
        cloud.live("drc_speaker_tts_set", ["psdk_index": 2, "volume": 70], seq: 5)
        cloud.live("drc_speaker_tts_set", voice, seq: 6)
        #expect(cloud.lives.map { $0.data?["result"] } == [314001, 0])
        #expect(cloud.dock.voiceLanguage == 1)
        cloud.live("drc_speaker_tts_play_start", order, seq: 8)
        cloud.run(.seconds(8))
        #expect(cloud.lives.dropFirst(2).first?.seq == 8)
        #expect(cloud.lives.dropFirst(2).first?.data?["result"] == 0)
        let words = cloud.lives.dropFirst(3).compactMap { $0.data?["status"]?.string }
        let last = ending.map { $0.isEmpty ? [] : [$0] } ?? ["success"]
        #expect(words == ["in_progress", "in_progress"] + last)
        cloud.run(.seconds(61))
        #expect(cloud.events("drc_status_notify").last?.message.data?["drc_state"] == 0)
    }
}
