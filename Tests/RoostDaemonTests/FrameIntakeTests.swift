// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Foundation
import Frames
import Logging
import RoostAPI
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite("Frames on their way to the engine", .timeLimit(.minutes(1)))
struct FrameIntakeTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private struct Desk: Sendable {
        let loop: EngineLoop
        let intake: FrameIntake
        let history = PoseHistory()
        let counters = Counters()

        init(_ store: Store) throws {
            loop = EngineLoop(try Engine(store, at: .epoch), clock: .wall, logger: logger)
            let adapters = [
                FrameAdapter(
                    topic: "frigate/events",
                    format: "frigate",
                    cameras: [
                        .init(
                            name: "frigate/yard",
                            aircraft: "A01",
                            lens: "wide",
                            size: [1920, 1080]
                        )
                    ]
                ),
                FrameAdapter(topic: nil, format: "coco", labels: ["3": "car"]),
            ]
            intake = FrameIntake(
                loop: loop,
                adapters: adapters,
                poses: PoseJoin(history: history),
                counters: counters,
                logger: logger
            )
        }

        /// The counters of frames: what was received, and the sum of what became of it.
        var balance: (received: Int, sum: Int) {
            let all = counters.all
            let parts = ["accepted", "duplicate", "quarantined", "shed"]
            return (
                all["frames_received"] ?? 0, parts.reduce(0) { $0 + (all["frames_\($1)"] ?? 0) }
            )
        }

        func take(
            _ text: String,
            topic: String = "/v1/frames",
            headers: [String: String] = [:]
        ) async throws -> FramesAnswer {
            var delivery = FrameDelivery(
                bytes: Array(text.utf8),
                transport: "mqtt",
                topic: topic,
                contentType: nil,
                sender: "edge"
            )
            delivery.headers = headers
            return try await intake.take(delivery)
        }
    }

    private static func withDesk(
        _ store: Store,
        _ body: @escaping @Sendable (Desk) async throws -> Void
    ) async throws {
        let desk = try Desk(store)
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let site = try SiteFiles.load(folder: package.appending(path: "config/luohu").path)
        try await withThrowingTaskGroup { group in
            group.addTask { try await desk.loop.run() }
            do {
                try await desk.loop.submit([.configure(site.configuration)])
                try await body(desk)
            } catch {
                desk.loop.stop()
                throw error
            }
            desk.loop.stop()
            try await group.waitForAll()
        }
    }

    private static func event(at time: Timestamp, id: String = "1.0-a") -> String {
        let seconds = Double(time.milliseconds) / 1000
        return #"{"type":"update","after":{"id":"\#(id)","camera":"yard","frame_time":\#(seconds),"#
            + #""label":"car","score":0.9,"box":[900,500,1020,580],"false_positive":false}}"#
    }

    private static func osd(_ dock: DockSite, at time: Timestamp) -> DockReport {
        var readings = AircraftReadings()
        readings.position = dock.position
        readings.elevation = 60
        readings.gimbalPitch = -90
        readings.gimbalYaw = 0
        readings.speed = 0
        readings.isFixed = true
        return DockReport(
            dock: dock.id,
            receivedAt: time,
            deviceTime: time,
            said: .readings(Readings(aircraft: readings))
        )
    }

    @Test("a frame of a bound topic is placed by telemetry that comes after it, then journaled")
    func joined() async throws {
        try await Self.withDesk(try Store.inMemory()) { desk in
            let dock = try #require(desk.loop.site.configuration?.fleet.docks.first)
            let now = desk.loop.clock.now()
            desk.history.note(Self.osd(dock, at: now))
            async let answer = desk.take(
                Self.event(at: now + .milliseconds(500)),
                topic: "frigate/events"
            )
            // The sample behind the frame comes while the frame waits.
            desk.history.note(Self.osd(dock, at: now + .seconds(2)))
            #expect(try await answer == FramesAnswer(accepted: 1))
            #expect(desk.counters.all["detections_unlocated"] == nil)
        }
    }

    @Test("without telemetry it is kept, counted and not placed")
    func alone() async throws {
        try await Self.withDesk(try Store.inMemory()) { desk in
            let event = Self.event(at: desk.loop.clock.now())
            let answer = try await desk.take(event, topic: "frigate/events")
            #expect(answer == FramesAnswer(accepted: 1))
            #expect(desk.counters.all["detections_unlocated"] == 1)
        }
    }

    @Test("whatever comes, received is what became of it; faces leave nothing behind")
    func balance() async throws {
        let store = try Store.inMemory()
        try await Self.withDesk(store) { desk in
            let now = desk.loop.clock.now()
            let event = Self.event(at: now)
            var answers = [try await desk.take(event, topic: "frigate/events")]
            answers.append(try await desk.take(event, topic: "frigate/events"))
            let other = event.replacing(#""score":0.9"#, with: #""score":0.8"#)
            answers.append(try await desk.take(other, topic: "frigate/events"))
            for text in [
                "{", "[]", #"{"schema":"roost.frame/2"}"#, String(repeating: "x", count: 5 << 20),
            ] {
                answers.append(try await desk.take(text))
            }
            let face = #"{"type":"face","id":"1","name":"somebody"}"#
            answers.append(try await desk.take(face, topic: "frigate/events"))
            let coco = #"[{"image_id":1,"category_id":3,"bbox":[1,1,9,9],"score":0.9}]"#
            let headers = [
                "x-roost-format": "coco", "x-roost-source": "batch", "x-roost-size": "100x100",
                "x-roost-captured-at": now.description,
            ]
            answers.append(try await desk.take(coco, headers: headers))
            answers.append(try await desk.take(coco, headers: ["x-roost-format": "none"]))
            let words = answers.map { answer in
                answer.accepted == 1
                    ? "accepted"
                    : answer.duplicate == 1 ? "duplicate" : answer.quarantined[0].reason
            }
            #expect(
                words == [
                    "accepted", "duplicate", "conflict", "syntax", "schema", "schema", "too_large",
                    "face", "accepted", "format",
                ]
            )
            #expect(desk.balance.received == 10 && desk.balance.sum == 10)
            let kept = try store.quarantine.entries()
            #expect(!kept.contains { $0.reason == "face" })
            #expect(
                kept.map(\.reason).sorted() == [
                    "conflict", "format", "schema", "schema", "syntax", "too_large",
                ]
            )
        }
    }

    @Test("a detection that is wrong is left out of its frame, and named in the answer")
    func leftOut() async throws {
        let store = try Store.inMemory()
        try await Self.withDesk(store) { desk in
            let frame =
                #"{"schema":"roost.frame/1","source":"edge","frame_id":"1","captured_at":""#
                + desk.loop.clock.now().description
                + #"","detections":[{"label":"car","confidence":0.9,"box":[0.1,0.1,0.2,0.2]},"#
                + #"{"label":"car","confidence":0.9,"box":[0.1,0.1,0,0.2]}]}"#
            let answer = try await desk.take(frame)
            #expect(answer.accepted == 1 && answer.quarantined.isEmpty)
            #expect(answer.leftOut?.map(\.detection) == [1])
            #expect(answer.leftOut?.map(\.reason) == ["box_empty"])
            #expect(answer.leftOut?.first?.detail.contains("detections[1].box") == true)
            #expect(try store.quarantine.entries().isEmpty)
        }
    }

    @Test("a frame of which nothing could be read is not taken: put right it is no repetition")
    func corrected() async throws {
        let store = try Store.inMemory()
        try await Self.withDesk(store) { desk in
            // A camera that no adapter knows the size of.
            let event = Self.event(at: desk.loop.clock.now()).replacing("yard", with: "gate")
            let format = ["x-roost-format": "frigate"]
            let first = try await desk.take(event, headers: format)
            #expect(first.accepted == 0 && first.quarantined.map(\.reason) == ["no_size"])
            let sized = format.merging(["x-roost-size": "1920x1080"]) { $1 }
            let second = try await desk.take(event, headers: sized)
            let third = try await desk.take(event, headers: sized)
            #expect(second == FramesAnswer(accepted: 1) && third == FramesAnswer(duplicate: 1))
            #expect(try store.quarantine.entries().map(\.reason) == ["no_size"])
            #expect(desk.balance.received == 3 && desk.balance.sum == 3)
        }
    }

    @Test("a frame of which a part was taken is in conflict with one that says more, by name")
    func saysMore() async throws {
        try await Self.withDesk(try Store.inMemory()) { desk in
            let list =
                #"{"schema":"roost.frame/1","source":"edge","frame_id":"2","captured_at":""#
                + desk.loop.clock.now().description
                + #"","detections":[{"label":"car","confidence":0.9,"box":[0.1,0.1,0.2,0.2]},"#
            let half = list + #"{"label":"car","confidence":1.4,"box":[0.1,0.1,0.2,0.2]}]}"#
            let whole = list + #"{"label":"car","confidence":0.4,"box":[0.1,0.1,0.2,0.2]}]}"#
            let first = try await desk.take(half)
            let again = try await desk.take(half)
            let other = try await desk.take(whole)
            #expect(first.accepted == 1 && again.duplicate == 1)
            #expect(other.quarantined.map(\.reason) == ["conflict"])
        }
    }

    @Test("a message tried again is refused again without having come once more")
    func retried() async throws {
        let store = try Store.inMemory()
        try await Self.withDesk(store) { desk in
            _ = try await desk.take("[]}")
            let entry = try #require(try store.quarantine.entries().first)
            #expect(entry.detail?.isEmpty == false && entry.sender == "edge")
            var delivery = FrameDelivery(
                bytes: Array(entry.head),
                transport: entry.transport,
                address: entry.topic,
                sender: "li"
            )
            delivery.isRetry = true
            #expect(try await desk.intake.take(delivery).quarantined.count == 1)
            #expect(try store.quarantine.entries() == [entry])
        }
    }

    @Test("a message in quarantine comes again as it came, with what stood beside it")
    func again() async throws {
        let store = try Store.inMemory()
        try await Self.withDesk(store) { desk in
            let coco = #"[{"image_id":1,"category_id":3,"bbox":[1,1,9,9],"score":0.9}]"#
            let headers = ["x-roost-format": "coco", "x-roost-source": "batch"]
            _ = try await desk.take(coco, headers: headers)
            let entry = try #require(try store.quarantine.entries().first)
            #expect(entry.reason == "no_photo" && entry.isWhole)
            let delivery = FrameDelivery(
                bytes: Array(entry.head),
                transport: entry.transport,
                address: entry.topic,
                sender: "li"
            )
            #expect(delivery.topic == "/v1/frames" && delivery.headers == headers)
            #expect(String(decoding: delivery.bytes, as: UTF8.self) == coco)
        }
    }
}
