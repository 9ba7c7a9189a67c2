// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import Logging
import MQTT
import RoostModel

/// The cloud's side over a real broker: answers everything, prepares and launches one flight.
struct TinyCloud {
    /// What was heard, for the test to judge.
    struct Story {
        /// Questions for the configuration, each counted once.
        var introductions = 0
        var telemetry = 0
        var statuses: [String] = []
        var frames: [JSONValue] = []
        var replies: [Int] = []
    }

    private let hears: MQTTClient
    private let says: MQTTClient
    private let file: JSONValue
    private(set) var story = Story()
    private var isLaunching = false
    private var known: Set<String> = []

    init(port: Int, fileURL: String, fingerprint: String) async throws {
        let logger = Logger(label: "cloud") { _ in SwiftLogNoOpLogHandler() }
        file = ["url": .string(fileURL), "fingerprint": .string(fingerprint)]
        func client(_ id: String, _ filters: [String]) throws -> MQTTClient {
            var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: id)
            configuration.isCleanStart = true
            configuration.reconnectDelay = .milliseconds(50)...Duration.milliseconds(200)
            let client = try MQTTClient(
                configuration,
                subscriptions: filters.map { MQTTSubscription($0) },
                logger: logger
            )
            try client.start()
            return client
        }
        let filters = TopicKind.allCases.filter(\.isFromDevice).map(\.filter)
        hears = try client("cloud-hears", filters + ["roost/v1/frames/+"])
        says = try client("cloud-says", [])
        let isHearing = await hears.connected(within: .seconds(5))
        let isSaying = await says.connected(within: .seconds(5))
        guard isHearing, isSaying else { throw MQTTError.notConnected }
    }

    func stop() async {
        await hears.stop(grace: .zero)
        await says.stop(grace: .zero)
    }

    /// Listens and answers until the story is as the test wants it; false when it is not in time.
    mutating func listen(
        within limit: Duration,
        until isDone: (Story) -> Bool
    ) async throws -> Bool {
        let hears = hears
        let bell = Task {
            try await Task.sleep(for: limit)
            await hears.stop(grace: .zero)
        }
        defer { bell.cancel() }
        for await batch in hears.batches {
            for message in batch.messages { try await take(message) }
            batch.committed()
            if isDone(story) { return true }
        }
        return isDone(story)
    }

    private mutating func take(_ message: MQTTMessage) async throws {
        if message.topic.hasPrefix("roost/") {
            story.frames.append(try JSONReader().read(message.payload))
            return
        }
        let topic = try Topic(parsing: message.topic)
        let heard = try Message(payload: message.payload)
        switch topic.kind {
        case .osd: story.telemetry += 1
        case .servicesReply:
            story.replies.append(heard.result ?? -1)
            if heard.method == "flighttask_prepare", heard.result == 0 {
                try await command("flighttask_execute", ["flight_id": "flight-1"], topic.serial)
            }
        case .status, .requests, .events, .state:
            note(heard)
            try await reply(to: heard, on: topic)
        default: break
        }
    }

    /// Notes what the test asks about.
    private mutating func note(_ heard: Message) {
        if heard.method == "config", known.insert(heard.tid ?? "").inserted {
            story.introductions += 1
        }
        // At 60 times the speed an answer is easily late, and the message comes again.
        guard heard.method == "flighttask_progress", known.insert(heard.tid ?? "").inserted,
            let word = heard.data?["output"]?["status"]?.string, story.statuses.last != word
        else { return }
        story.statuses.append(word)
    }

    private mutating func reply(to heard: Message, on topic: Topic) async throws {
        guard let down = topic.reply,
            topic.kind == .requests || topic.kind == .status || heard.needsReply
        else { return }
        let reply = Message(
            method: heard.method,
            tid: heard.tid,
            bid: heard.bid,
            timestamp: heard.timestamp,
            data: answer(to: heard)
        )
        try await says.publish(MQTTMessage(topic: down.text, payload: reply.payload))
        guard topic.kind == .status, !isLaunching else { return }
        isLaunching = true
        let task: JSONValue = [
            "flight_id": "flight-1", "task_type": 0,
            "execute_time": .int(Int(heard.timestamp?.milliseconds ?? 0)), "file": file,
            "rth_altitude": 80, "rth_mode": 1, "out_of_control_action": 0,
            "exit_wayline_when_rc_lost": 1, "wayline_precision_type": 0,
            "flight_safety_advance_check": 1,
        ]
        try await command("flighttask_prepare", task, topic.serial)
    }

    private func command(_ method: String, _ data: JSONValue, _ serial: String) async throws {
        let message = Message(
            method: method,
            tid: "tid-\(method)",
            bid: "bid-\(method)",
            timestamp: Example.morning,
            data: data
        )
        let topic = Topic(.services, serial: serial).text
        try await says.publish(MQTTMessage(topic: topic, payload: message.payload))
    }

    private func answer(to heard: Message) -> JSONValue {
        switch heard.method {
        case "config":
            return ["app_id": "1", "app_key": "k", "app_license": "l", "ntp_server_host": "ntp"]
        case "airport_bind_status":
            let states = (heard.data?["devices"]?.array ?? []).map { device -> JSONValue in
                ["sn": device["sn"] ?? .null, "is_device_bind_organization": true]
            }
            return ["result": 0, "output": ["bind_status": .array(states)]]
        case "flighttask_resource_get": return ["result": 0, "output": ["file": file]]
        case "storage_config_get": return ["result": 0, "output": ["bucket": "media"]]
        default: return ["result": 0]
        }
    }
}
