// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel
import Testing

@Suite("Decoding events, questions and answers")
struct DecodeTests {
    @Test("a topology names dock and aircraft, in both shapes")
    func topology() throws {
        #expect(
            try said("dock3/status/update_topo")
                == .topology(
                    Topology(
                        aircraftSerial: "1581F8AIR0003",
                        dockModelKey: "3-3-0",
                        aircraftModelKey: "0-100-1"
                    )
                )
        )
        #expect(
            try said("dock1/status/update_topo")
                == .topology(Topology(aircraftSerial: nil, dockModelKey: "3-1-0"))
        )
        #expect(try decoded("dock1/status/update_topo").report?.replyTo?.channel == .status)
    }

    @Test("progress of a wayline, under way and broken off")
    func waylineProgress() throws {
        let open = try #require(try decoded("dock3/events/flighttask_progress").report)
        #expect(open.replyTo == nil)
        #expect(
            open.said
                == .progressed(
                    SortieProgress(
                        kind: .wayline,
                        flight: WireID(flight),
                        status: .inProgress,
                        percent: 40,
                        step: 27,
                        waypoint: 3,
                        waylineState: 6,
                        mediaCount: 4
                    )
                )
        )
        let end = try #require(try decoded("dock3/events/flighttask_progress-2").report)
        #expect(end.replyTo?.tid == "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f01")
        #expect(end.replyTo?.bid == flight)
        #expect(end.replyTo?.method == "flighttask_progress")
        guard case .progressed(let progress) = end.said else {
            Issue.record("no progress")
            return
        }
        #expect(progress.status == .failed)
        #expect(progress.result == 322283)
        #expect(
            progress.breakPoint
                == BreakPoint(index: 4, state: 0, progress: 0.34, wayline: 0, reason: 1283)
        )
    }

    @Test(
        "the words of progress; an unknown or missing word is open",
        arguments: [
            ("\"sent\"", .sent, false), ("\"in_progress\"", .inProgress, false),
            ("\"paused\"", .paused, false), ("\"ok\"", .ok, true),
            ("\"partially_done\"", .partiallyDone, true), ("\"failed\"", .failed, true),
            ("\"canceled\"", .canceled, true), ("\"timeout\"", .timeout, true),
            ("\"rejected\"", .rejected, true), ("\"done\"", .unknown("done"), false),
            ("7", .unknown("7"), false), ("null", .unknown(""), false),
            ("[]", .unknown(""), false),
        ] as [(String, SortieProgress.Status, Bool)]
    )
    func words(word: String, status: SortieProgress.Status, isTerminal: Bool) throws {
        let decoded = try event(
            "flighttask_progress",
            #"{"result":0,"output":{"status":\#(word)}}"#
        )
        guard case .progressed(let progress) = decoded.report?.said else {
            Issue.record("no progress")
            return
        }
        #expect(progress.status == status)
        #expect(progress.status.isTerminal == isTerminal)
        #expect(progress.flight == nil)
    }

    @Test(
        "the words of flights to a point: reaching it is no end",
        arguments: [
            ("task_ready", .sent), ("wayline_progress", .inProgress), ("wayline_ok", .arrived),
            ("wayline_failed", .failed), ("wayline_cancel", .canceled), ("task_finish", .ok),
            ("new_word", .unknown("new_word")),
        ] as [(String, SortieProgress.Status)]
    )
    func pointWords(word: String, status: SortieProgress.Status) throws {
        for method in ["takeoff_to_point_progress", "fly_to_point_progress"] {
            let id = method.hasPrefix("fly") ? "fly_to_id" : "flight_id"
            let decoded = try event(method, #"{"status":"\#(word)","\#(id)":"\#(flight)"}"#)
            guard case .progressed(let progress) = decoded.report?.said else {
                Issue.record("no progress")
                return
            }
            #expect(progress.status == status)
            #expect(progress.flight == WireID(flight))
        }
    }

    @Test("alarms, files, homing and jobs")
    func others() throws {
        #expect(
            try said("dock3/events/hms")
                == .alarmed(
                    [
                        HealthAlarm(
                            level: 2,
                            code: "0x16100083",
                            deviceType: "0-100-0",
                            component: 0,
                            sensor: 1,
                            isInTheSky: true
                        ),
                        HealthAlarm(level: 1, code: "0x1C100001", deviceType: "3-3-0"),
                    ],
                    ofAircraft: false
                )
        )
        #expect(
            try said("dock2/events/file_upload_callback")
                == .stored(
                    MediaFile(
                        key: "site/\(flight)/DJI_0001_W.jpeg",
                        flight: flight,
                        uploaded: 1,
                        expected: 4,
                        place: Coordinate(latitude: 22.5441, longitude: 114.1322),
                        takenAt: Timestamp("2026-05-12T07:31:02Z")
                    )
                )
        )
        #expect(
            try said("dock2/events/device_exit_homing_notify")
                == .homing(Homing(isBrokenOff: true, reason: 3))
        )
        #expect(
            try said("dock2/events/flighttask_ready")
                == .ready(
                    flights: [WireID("0190c5b2-7d00-7a31-8f4e-3d2a1b0cb001")].compactMap(\.self)
                )
        )
        #expect(
            try said("dock1/events/flight_setup_exception_notify")
                == .startStuck(StartStuck(flight: nil, kind: .takeOffToPoint, minutes: 4))
        )
        #expect(
            try said("dock3/events/return_home_info")
                == .homing(Homing(isBrokenOff: false, reason: nil))
        )
        #expect(
            try said("dock2/events/cover_open")
                == .jobStepped(
                    JobProgress(
                        method: "cover_open",
                        status: "in_progress",
                        percent: 70,
                        result: 0
                    )
                )
        )
    }

    @Test("what is not used is named, answered when it asks, and known or not")
    func notUsed() throws {
        let warning = try decoded("dock3/events/airsense_warning")
        #expect(warning.report?.replyTo != nil && !warning.isUnknownMethod)
        #expect(warning.report?.said == .other(method: "airsense_warning"))
        #expect(warning.message.data == [])
        #expect(try said("dock3/events/uom_fly_data_info") == .other(method: "uom_fly_data_info"))
        let unknown = try event("brand_new_event", "{}")
        #expect(unknown.report?.said == .other(method: "brand_new_event"))
        #expect(unknown.isUnknownMethod)
        #expect(try said("dock3/drc_up/osd_info_push") == .other(method: "osd_info_push"))
        #expect(
            try event("file_upload_callback", #"{"result":1,"file":{"object_key":"k"}}"#).report?
                .said == .other(method: "file_upload_callback")
        )
        #expect(
            try event("return_home_info", #"{"flight_id":"\#(flight)"}"#).report?.said
                == .other(method: "return_home_info")
        )
    }

    @Test(
        "a binding code is compared here and goes no further",
        arguments: [("org", "code", true), ("org", "c0de", false), ("0rg", "code", false)]
    )
    func bindingCode(organization: String, code: String, isRight: Bool) throws {
        var registry = DockRegistry.site
        registry.binding = BindingKey(organization: organization, code: code)
        for method in ["airport_organization_get", "airport_organization_bind"] {
            let report = try decode(
                topic: "thing/product/8UUXN00DOCK003/requests",
                payload: Files.bytes("dock3/requests/\(method)"),
                receivedAt: .noon,
                registry: registry
            ).report
            switch report?.said {
            case .asked(.organization(let answer)): #expect(answer == isRight)
            case .asked(.bind(let devices)): #expect(devices.map(\.isRight) == [isRight])
            default: Issue.record("\(String(describing: report))")
            }
        }
    }

    @Test(
        "every question is asked and says where its answer goes",
        arguments: [
            ("config", .configuration),
            ("airport_bind_status", .bindStatus(serials: ["8UUXN00DOCK003", "1581F8AIR0003"])),
            ("airport_organization_get", .organization(isRight: true)),
            (
                "airport_organization_bind",
                .bind(devices: [
                    Question.Binding(
                        serial: "8UUXN00DOCK003",
                        isRight: true,
                        callsign: "north dock"
                    )
                ])
            ),
            ("flighttask_resource_get", .wayline(flight: flight)),
            ("storage_config_get", .storage(module: 0)), ("flight_areas_get", .flightAreas),
            ("offline_map_get", .offlineMap),
            ("flighttask_progress_get", .flightProgress(flight: flight)),
            ("map_tiles_get", .other(method: "map_tiles_get")),
        ] as [(String, Question)]
    )
    func questions(method: String, question: Question) throws {
        let report = try #require(try decoded("dock3/requests/\(method)").report)
        #expect(report.said == .asked(question))
        #expect(report.replyTo?.channel == .requests)
        #expect(report.replyTo?.method == method)
    }

    @Test("answers are keyed by serial, method and tid")
    func answers() throws {
        let prepare = try #require(try decoded("dock3/services_reply/flighttask_prepare").answer)
        #expect(prepare.key.serial == "8UUXN00DOCK003")
        #expect(prepare.key.method == "flighttask_prepare")
        #expect(prepare.key.tid == "0190c5b2-7d00-7a31-8f4e-3d2a1b0c9f01")
        #expect(prepare.bid == flight)
        #expect(prepare.reply == Reply(result: 314004, meaning: ErrorCode.text(of: 314004)))
        let home = try #require(try decoded("dock3/services_reply/return_home").answer)
        #expect(home.reply == Reply(result: 0, status: "in_progress"))
        let old = try #require(try decoded("dock1/services_reply/fileupload_list").answer)
        #expect(old.status == "ok")
        let property = try #require(try decoded("dock2/property_set_reply/height_limit").answer)
        #expect(property.result == 2)
        #expect(property.key.method == nil)
        #expect(property.problem?.en == "2: setting the property timed out")
        #expect(prepare.problem?.zh.hasPrefix("314004：") == true)
        #expect(home.problem == nil)
    }

    private func event(_ method: String, _ data: String) throws -> Decoded {
        try decode(
            topic: "thing/product/8UUXN00DOCK003/events",
            payload: #"{"tid":"1","bid":"2","method":"\#(method)","data":\#(data)}"#.utf8,
            receivedAt: .noon,
            registry: .site
        )
    }
}
