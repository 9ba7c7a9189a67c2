// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

@testable import DockSim

/// A cloud that answers by script, and the time that passes between it and one dock.
struct ScriptedCloud {
    /// One message of the dock's, as it was published.
    struct Heard: Equatable {
        var at: Timestamp
        var topic: Topic
        var message: Message
    }

    var dock: SimulatedDock
    private(set) var now: Timestamp
    /// Everything that was published and could be read.
    private(set) var heard: [Heard] = []
    /// Everything that the dock wanted done, in its order.
    private(set) var outputs: [SimOutput] = []
    /// What cannot be read as a message.
    private(set) var unreadable = 0
    /// Frames of the camera with the instants at which they came.
    private(set) var frames: [(at: Timestamp, picture: ScenePicture)] = []
    /// Places of the aircraft at each wake in the air.
    private(set) var track: [PlanePoint] = []
    /// Methods that are not answered.
    var mute: Set<String> = []
    /// The file behind every address; nil: cannot be fetched.
    var file: [UInt8]?
    /// Digest that is told to the dock; nil: that of the file.
    var fingerprint: String?
    /// Digest of the flight areas that are told to the dock; nil: there are none.
    var areaDigest: String?
    /// Whether telemetry and health are read, too: most of a flight's messages, and few tests look.
    var hearsTelemetry = false
    /// Whether the dock is bound already.
    var isBound = true
    /// The aircraft that it handed over to another dock.
    private var handedOver: HandOver?
    /// What is answered to the question after the other dock's progress.
    var otherProgress: JSONValue?
    private var commandCount = 0
    private var queue: [SimOutput] = []
    private var isPerforming = false

    init(_ setup: DockSetup, at now: Timestamp = .example) {
        dock = SimulatedDock(setup, at: now)
        self.now = now
    }

    mutating func start() { perform(dock.start(at: now)) }

    /// Lets time pass in the dock's own steps; answers come at once.
    mutating func run(_ span: TimeSpan) {
        let end = now + span
        while dock.nextWake <= end {
            now = max(now, dock.nextWake)
            perform(dock.tick(at: now))
            if !dock.isAircraftInDock { track.append(dock.aircraft.place) }
        }
        now = end
        perform(dock.tick(at: now))
    }

    /// Runs until a condition holds, at most so long; whether it came to hold.
    mutating func run(
        atMost span: TimeSpan,
        until condition: (ScriptedCloud) -> Bool
    ) -> Bool {
        let end = now + span
        while now < end {
            if condition(self) { return true }
            run(.milliseconds(500))
        }
        return condition(self)
    }

    /// Sends a command and returns its exchange's id.
    @discardableResult
    mutating func command(_ method: String, _ data: JSONValue, bid: String? = nil) -> String {
        commandCount += 1
        let tid = WireID(at: now, siteKey: 1, kind: 9, counter: commandCount).description
        let message = Message(method: method, tid: tid, bid: bid, timestamp: now, data: data)
        let topic = Topic(.services, serial: dock.site.serial).text
        perform(dock.receive(topic: topic, payload: message.payload, at: now))
        return tid
    }

    /// Sends a message of live control.
    mutating func live(_ method: String, _ data: JSONValue, seq: Int) {
        var message = Message(method: method, data: data)
        message.seq = seq
        let topic = Topic(.drcDown, serial: dock.site.serial).text
        perform(dock.receive(topic: topic, payload: message.payload, at: now))
    }

    /// The aircraft that was handed over, once.
    mutating func takeHandedOver() -> HandOver? {
        defer { handedOver = nil }
        return handedOver
    }

    /// An aircraft comes from another dock.
    mutating func take(_ aircraft: HandOver) { perform(dock.take(aircraft, at: now)) }

    /// The dock's last progress, as another dock is told of it.
    var lastProgress: JSONValue? {
        guard let message = events("flighttask_progress").last?.message,
            var output = message.data?["output"]
        else { return nil }
        output["flight_id"] = output["ext"]?["flight_id"]
        output["ext"] = nil
        return output
    }

    /// What came over live control.
    var lives: [Message] { heard.filter { $0.topic.kind == .drcUp }.map(\.message) }

    /// Sends a command and returns the result of its answer, within 5 s.
    mutating func result(_ method: String, _ data: JSONValue) -> Int? {
        let tid = command(method, data)
        run(.seconds(5))
        return replies(tid).first?.message.result
    }

    func replies(_ tid: String) -> [Heard] {
        heard.filter { $0.topic.kind == .servicesReply && $0.message.tid == tid }
    }

    func events(_ method: String) -> [Heard] {
        heard.filter { $0.topic.kind == .events && $0.message.method == method }
    }

    /// Status words of a flight's progress, each change once.
    var statuses: [String] {
        var words: [String] = []
        for event in events("flighttask_progress") {
            let word = event.message.data?["output"]?["status"]?.string ?? "?"
            if words.last != word { words.append(word) }
        }
        return words
    }

    /// Does what the dock wants, in its order; what that brings about comes after.
    private mutating func perform(_ todo: [SimOutput]) {
        queue += todo
        guard !isPerforming else { return }
        isPerforming = true
        defer { isPerforming = false }
        while !queue.isEmpty {
            let output = queue.removeFirst()
            outputs.append(output)
            switch output {
            case .publish(let topic, let payload, _): hear(topic, payload)
            case .download(_, let purpose):
                perform(dock.downloaded(purpose, bytes: file, at: now))
            case .picture(let picture): frames.append((now, picture))
            case .dropLink: perform(dock.disconnected(at: now))
            case .handOver(let aircraft): handedOver = aircraft
            case .log: break
            }
        }
    }

    private mutating func hear(_ topic: String, _ payload: [UInt8]) {
        if !hearsTelemetry, topic.hasSuffix("/osd") { return }
        guard let topic = try? Topic(parsing: topic), let message = try? Message(payload: payload)
        else {
            unreadable += 1
            return
        }
        heard.append(Heard(at: now, topic: topic, message: message))
        guard let replyTopic = topic.reply, topic.kind != .services,
            !mute.contains(message.method ?? "state")
        else { return }
        if topic.kind == .events || topic.kind == .state, !message.needsReply { return }
        guard let data = answer(to: message) else { return }
        let reply = Message(
            method: message.method,
            tid: message.tid,
            bid: message.bid,
            timestamp: now,
            data: data
        )
        perform(dock.receive(topic: replyTopic.text, payload: reply.payload, at: now))
    }

    private func answer(to message: Message) -> JSONValue? {
        switch message.method {
        case "config":
            return ["app_id": "1", "app_key": "k", "app_license": "l", "ntp_server_host": "ntp"]
        case "airport_bind_status":
            let devices = message.data?["devices"]?.array ?? []
            let states = devices.map { device -> JSONValue in
                [
                    "sn": device["sn"] ?? .null, "is_device_bind_organization": .bool(isBound),
                    "organization_id": "", "organization_name": "", "device_callsign": "",
                ]
            }
            return ["result": 0, "output": ["bind_status": .array(states)]]
        case "airport_organization_get":
            return ["result": 0, "output": ["organization_name": "Luohu"]]
        case "airport_organization_bind":
            let devices = message.data?["bind_devices"]?.array ?? []
            let infos = devices.map { ["sn": $0["sn"] ?? .null, "err_code": 0] as JSONValue }
            return ["result": 0, "output": ["err_infos": .array(infos)]]
        case "flighttask_resource_get":
            return ["result": 0, "output": ["file": fileMember]]
        case "flight_areas_get":
            guard let areaDigest else { return ["result": 0, "output": ["files": []]] }
            let entry: JSONValue = [
                "name": "a.json", "url": "http://127.0.0.1/a.json", "size": 1,
                "checksum": .string(areaDigest),
            ]
            return ["result": 0, "output": ["files": [entry]]]
        case "storage_config_get":
            return ["result": 0, "output": ["bucket": "media"]]
        case "flighttask_progress_get":
            return otherProgress.map { ["result": 0, "output": $0] } ?? ["result": 1]
        default: return ["result": 0]
        }
    }

    /// `file` of a task.
    var fileMember: JSONValue {
        let digest = fingerprint ?? file.map { WaylineKMZ.fingerprint($0) } ?? "none"
        return ["url": "http://127.0.0.1/r04.kmz", "fingerprint": .string(digest)]
    }

    /// `flighttask_prepare` of a flight that starts at once.
    func task(_ id: String) -> JSONValue {
        [
            "flight_id": .string(id), "task_type": 0, "execute_time": .int(Int(now.milliseconds)),
            "file": fileMember, "rth_altitude": 80, "rth_mode": 1, "out_of_control_action": 0,
            "exit_wayline_when_rc_lost": 1, "wayline_precision_type": 0,
            "flight_safety_advance_check": 1,
        ]
    }

    /// Prepares and launches the wayline behind ``file``; the results of both commands.
    mutating func launch(_ id: String = "flight-1") -> [Int?] {
        let prepared = result("flighttask_prepare", task(id))
        return [prepared, result("flighttask_execute", ["flight_id": .string(id)])]
    }
}

extension Timestamp {
    /// 2026-05-12 07:30 in Shenzhen.
    static let example = Timestamp(milliseconds: 1_778_542_200_000)
}
