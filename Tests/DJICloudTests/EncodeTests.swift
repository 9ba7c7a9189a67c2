// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import Foundation
import JSONText
import RoostModel
import Testing

@Suite("Encoding commands")
struct EncodeTests {
    static let sortie = WireID("0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f10")
    static let place = Coordinate(latitude: 22.5441, longitude: 114.1322)

    static func context(_ model: DockModel, aheadOf: TimeSpan = .zero) throws -> CommandContext {
        CommandContext(
            serial: "8UUXN00DOCK003",
            tid: try #require(WireID("0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f01")),
            now: .noon,
            envelope: model.envelope,
            waylineFile: WaylineFile(
                url: "https://roost.example/w/1.kmz",
                md5: "d41d8cd98f00b204e9800998ecf8427e"
            )
        )
    }

    static func target(
        speed: MetresPerSecond = 12,
        height: Metres = 120.26,
        security: Metres = 60,
        home: Metres = 80.2
    ) throws -> FlightToPoint {
        FlightToPoint(
            sortie: SortieID(118),
            flight: try #require(sortie),
            place: place,
            ellipsoidHeight: height,
            securityHeight: security,
            returnHeight: home,
            speed: speed
        )
    }

    static func task(in ahead: TimeSpan, home: Metres = 80.2) throws -> FlightTask {
        FlightTask(
            sortie: SortieID(118),
            flight: try #require(sortie),
            wayline: Wayline(
                route: "R04",
                aircraftModelKey: "0-100-1",
                payloadIndex: "99-0-0",
                takeOffSecurityHeight: 60,
                transitSpeed: 12,
                returnHeight: home,
                gimbalPitch: -45,
                points: []
            ),
            executeAt: .noon + ahead,
            returnHeight: home
        )
    }

    /// A task that waits for its battery between two instants from now.
    static func conditional(_ battery: Int, _ from: TimeSpan, _ until: TimeSpan) throws
        -> FlightTask
    {
        var task = try task(in: .zero)
        task.readyWhen = ReadyConditions(
            battery: battery,
            from: .noon + from,
            until: .noon + until
        )
        return task
    }

    static func orders() throws -> [(name: String, order: Order)] {
        [
            ("flighttask_prepare", .prepare(try task(in: .seconds(30)))),
            ("flighttask_prepare-timed", .prepare(try task(in: .seconds(31)))),
            ("flighttask_prepare-conditional", .prepare(try conditional(80, .zero, .hours(2)))),
            ("flighttask_execute", .execute(SortieID(118))),
            ("flighttask_undo", .undo(SortieID(118))),
            ("flighttask_pause", .pause(SortieID(118))),
            ("flighttask_recovery", .resume(SortieID(118))),
            ("return_home", .returnHome),
            ("return_home_cancel", .cancelReturn),
            ("takeoff_to_point", .takeOff(try target())),
            ("fly_to_point", .flyTo(try target())),
            (
                "camera_look_at",
                .look(LookAt(payloadIndex: "99-0-0", place: place, ellipsoidHeight: 30))
            ),
            ("camera_photo_take", .photo(payloadIndex: "99-0-0")),
            ("camera_focal_length_set", .zoom(payloadIndex: "99-0-0", factor: 7)),
            (
                "speaker_tts_play_start",
                .speak(Announcement(speakerIndex: 2, name: "A01", text: "请勿随意停放"))
            ),
            ("cover_open", .job(MaintenanceJob(method: "cover_open"))),
            (
                "sdr_workmode_switch",
                .job(MaintenanceJob(method: "sdr_workmode_switch", action: 1))
            ),
        ]
    }

    @Test("each order gives the recorded bytes", arguments: [DockModel.dock1, .dock2, .dock3])
    func golden(model: DockModel) throws {
        for (name, order) in try Self.orders() {
            let outgoing = try encode(
                DockCommand(dock: "D03", order: order, flight: Self.sortie),
                in: Self.context(model)
            )
            #expect(outgoing.topic.kind == .services)
            #expect(outgoing.message.method == name.split(separator: "-").first.map(String.init))
            let text = JSONWriter(isPretty: true).text(.object(outgoing.message.members)) + "\n"
            try Self.compare(text, "\(model)/services/\(name)")
        }
        let outgoing = try encode(
            DockCommand(
                dock: "D03",
                order: .set(DockSetting(path: ["height_limit"], value: 120))
            ),
            in: Self.context(model)
        )
        #expect(outgoing.topic.text == "thing/product/8UUXN00DOCK003/property/set")
        let text = JSONWriter(isPretty: true).text(.object(outgoing.message.members)) + "\n"
        try Self.compare(text, "\(model)/property_set/height_limit")
    }

    /// Compares with the file, or writes it under `ROOST_RECORD=1`.
    static func compare(_ text: String, _ name: String) throws {
        let file = Files.fixtures.appending(path: name + ".json")
        if Files.isRecording {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        #expect(text == recorded, "\(name)")
    }

    @Test("every member that we send is documented")
    func documented() throws {
        for (name, order) in try Self.orders() {
            let message = try encode(
                DockCommand(dock: "D03", order: order, flight: Self.sortie),
                in: Self.context(.dock3)
            ).message
            let survey = MemberSurvey(message: message, kind: .services, method: message.method)
            #expect(survey.unknownMethod == nil, "\(name)")
            #expect(survey.unknownMembers() == [], "\(name)")
        }
    }

    @Test("a flight's orders carry its id as bid, others their tid")
    func bid() throws {
        let context = try Self.context(.dock3)
        let execute = try encode(
            DockCommand(dock: "D03", order: .execute(SortieID(118)), flight: Self.sortie),
            in: context
        )
        #expect(execute.message.bid == flight)
        #expect(execute.message.tid == context.tid.description)
        #expect(execute.key?.method == "flighttask_execute")
        let home = try encode(DockCommand(dock: "D03", order: .returnHome), in: context)
        #expect(home.message.bid == context.tid.description)
        #expect(home.message.data == [:])
    }

    @Test("a value outside its range is refused by name")
    func ranges() throws {
        let target = Self.target
        let refused: [(String, Order)] = [
            ("max_speed", .takeOff(try target(0.9, 120, 60, 80))),
            ("max_speed", .takeOff(try target(16, 120, 60, 80))),
            ("max_speed", .flyTo(try target(.init(.nan), 120, 60, 80))),
            ("target_height", .takeOff(try target(12, 1, 60, 80))),
            ("target_height", .takeOff(try target(12, 1501, 60, 80))),
            ("security_takeoff_height", .takeOff(try target(12, 120, 19.9, 80))),
            ("rth_altitude", .takeOff(try target(12, 120, 60, 18.9))),
            ("rth_altitude", .takeOff(try target(12, 120, 60, 1500.1))),
            ("height", .flyTo(try target(12, 10001, 60, 80))),
            ("rth_altitude", .prepare(try Self.task(in: .zero, home: 12))),
            ("execute_time", .prepare(try Self.task(in: .hours(25)))),
            ("battery_capacity", .prepare(try Self.conditional(100, .zero, .hours(2)))),
            ("ready_conditions", .prepare(try Self.conditional(80, .hours(25), .hours(26)))),
            ("ready_conditions", .prepare(try Self.conditional(80, .hours(-2), .hours(-1)))),
            ("zoom_factor", .zoom(payloadIndex: "99-0-0", factor: 1.9)),
            ("zoom_factor", .zoom(payloadIndex: "99-0-0", factor: 201)),
            ("payload_index", .photo(payloadIndex: "")),
            ("payload_index", .photo(payloadIndex: "99-0")),
            (
                "latitude",
                .look(
                    LookAt(
                        payloadIndex: "99-0-0",
                        place: Coordinate(latitude: 91, longitude: 0),
                        ellipsoidHeight: 30
                    )
                )
            ),
            ("tts.text", .speak(Announcement(speakerIndex: 0, name: "a", text: ""))),
            ("psdk_index", .speak(Announcement(speakerIndex: -1, name: "a", text: "b"))),
            ("height_limit", .set(DockSetting(path: ["height_limit"], value: 19))),
            ("silent_mode", .set(DockSetting(path: ["silent_mode"], value: 2))),
            (
                "obstacle_avoidance.horizon",
                .set(DockSetting(path: ["obstacle_avoidance", "horizon"], value: 2))
            ),
            ("action", .job(MaintenanceJob(method: "battery_store_mode_switch", action: 3))),
            ("action", .job(MaintenanceJob(method: "battery_store_mode_switch"))),
            ("action", .job(MaintenanceJob(method: "cover_open", action: 1))),
        ]
        for (field, order) in refused {
            let error = #expect(throws: DJICloudError.self, "\(field)") {
                try encode(
                    DockCommand(dock: "D03", order: order, flight: Self.sortie),
                    in: Self.context(.dock3)
                )
            }
            guard case .outOfRange(field, _, _)? = error else {
                Issue.record("\(field): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("what the dock has not, or the context lacks, is refused")
    func unsupported() throws {
        var context = try Self.context(.dock2)
        context.waylineFile = nil
        let orders: [Order] = [
            .liveControl(isOpen: true),
            .prepare(try Self.task(in: .zero)), .execute(SortieID(1)), .undo(SortieID(1)),
            .job(MaintenanceJob(method: "putter_open")),
            .job(MaintenanceJob(method: "takeoff_to_point")),
            .job(MaintenanceJob(method: "no_such_job")),
            .set(DockSetting(path: ["mode_code"], value: 1)),
            .set(DockSetting(path: ["obstacle_avoidance"], value: 1)),
            .set(DockSetting(path: [], value: 1)),
        ]
        for order in orders {
            let error = #expect(throws: DJICloudError.self) {
                try encode(DockCommand(dock: "D02", order: order), in: context)
            }
            #expect(error?.reason == "unsupported", "\(order)")
        }
    }

    @Test("speech goes the way that the model needs, and its answer finds its command")
    func speech() throws {
        var context = try Self.context(.dock3)
        context.envelope.speaksOverServices = false
        context.sequence = 41
        let say = Order.speak(Announcement(speakerIndex: 2, name: "move-on", text: "请驶离。"))
        let sent = try encode(DockCommand(dock: "D03", order: say), in: context)
        #expect(sent.topic.text == "thing/product/8UUXN00DOCK003/drc/down")
        #expect(sent.message.method == "drc_speaker_tts_play_start" && sent.message.seq == 41)
        #expect(sent.message.tid == nil)
        #expect(sent.message.data?["tts"]?["md5"]?.string == "0569776b9a35fabaff9a92ea8c1069a4")
        let reply = #"{"method":"drc_speaker_tts_play_start","seq":41,"data":{"result":0}}"#
        let heard = try decode(
            topic: "thing/product/8UUXN00DOCK003/drc/up",
            payload: Array(reply.utf8),
            receivedAt: .noon,
            registry: .site
        )
        #expect(heard.answer?.key == sent.key && heard.answer?.result == 0)
        #expect(throws: DJICloudError.self) {
            let still = Order.volume(speaker: 2, percent: 0)
            _ = try encode(DockCommand(dock: "D03", order: still), in: context)
        }
        let voice = Order.voice(speaker: 2, language: .en, percent: 70)
        let set = try encode(DockCommand(dock: "D03", order: voice), in: context).message
        #expect(set.method == "drc_speaker_tts_set" && set.seq == 41)
        #expect(
            set.data == ["psdk_index": 2, "volume": 70, "type": 1, "language": 1, "speed": 50]
        )
        context.envelope.speaksOverServices = true
        #expect(throws: DJICloudError.self) {
            _ = try encode(DockCommand(dock: "D03", order: voice), in: context)
        }
        let direct = try encode(DockCommand(dock: "D03", order: say), in: context)
        #expect(direct.message.method == "speaker_tts_play_start")
        let enter = DockCommand(dock: "D03", order: .liveControl(isOpen: true))
        context.liveBroker = LiveBroker(
            address: "10.0.0.5:8883",
            clientID: "drc-8UUXN00DOCK003",
            user: "dock-D03",
            password: "secret",
            expiresAt: .noon + .minutes(2)
        )
        let entered = try encode(enter, in: context)
        let expiry = entered.message.data?["mqtt_broker"]?["expire_time"]?.lenientInt
        #expect(expiry.map(Int64.init) == (Timestamp.noon + .minutes(2)).milliseconds / 1000)
        #expect(!entered.description.contains("secret"))
    }

    @Test("only what is safe may come twice, and slow jobs are waited for longer")
    func patience() throws {
        let repeatable: Set = ["return_home", "sdr_workmode_switch"]
        for (name, order) in try Self.orders() {
            let outgoing = try encode(
                DockCommand(dock: "D03", order: order, flight: Self.sortie),
                in: Self.context(.dock3)
            )
            #expect(outgoing.isRepeatable == repeatable.contains(name), "\(name)")
            #expect(outgoing.patience == .seconds(30))
        }
        let open = try encode(
            DockCommand(dock: "D03", order: .job(MaintenanceJob(method: "drone_open"))),
            in: Self.context(.dock3)
        )
        #expect(open.patience == .seconds(60))
        let set = try encode(
            DockCommand(
                dock: "D03",
                order: .set(DockSetting(path: ["silent_mode"], value: 1))
            ),
            in: Self.context(.dock3)
        )
        #expect(set.isRepeatable)
    }

    @Test("control of a payload is taken by its index")
    func grab() throws {
        let outgoing = try encodeGrab(payloadIndex: "99-0-0", in: Self.context(.dock3))
        #expect(outgoing.message.method == "payload_authority_grab")
        #expect(outgoing.message.data == ["payload_index": "99-0-0"])
    }
}
