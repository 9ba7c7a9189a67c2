// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import DockSim
import Foundation
import JSONText
import Logging
import Testing

@testable import SimHost

@Suite("Simulated docks over a real broker", .serialized, .enabled(if: Broker.isInstalled))
struct FleetHostTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test("a dock introduces itself, fetches a wayline, flies it, sends frames and docks")
    func flight() async throws {
        let example = try Example()
        defer { example.remove() }
        let broker = try Broker()
        defer { broker.stop() }
        let wayline = try WaylineKMZ.write(Example.wayline)
        let server = WebServer(file: wayline)
        try await server.start(socket: example.root.appending(path: "roost.sock").path)
        var cloud = try await TinyCloud(
            port: broker.port,
            fileURL: "http://127.0.0.1:\(server.port)/r04.kmz",
            fingerprint: WaylineKMZ.fingerprint(wayline)
        )
        try example.tell(port: broker.port)
        let host = FleetHost(example.fleet(speed: 60), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.run() }
            let isDocked = try await cloud.listen(within: .seconds(15)) { story in
                story.statuses.last == "ok"
            }
            #expect(isDocked, "\(cloud.story.statuses)")
            group.cancelAll()
        }
        await cloud.stop()
        #expect(cloud.story.statuses == ["sent", "in_progress", "ok"])
        #expect(cloud.story.replies == [0, 0])
        #expect(cloud.story.telemetry > 50)
        // A frame with a picture comes after its picture was kept.
        let seen = cloud.story.frames.filter { $0["images"]?.array?.isEmpty == false }
        #expect(!seen.isEmpty)
        for frame in seen {
            let digest = frame["images"]?.array?.first?["sha256"]?.string ?? "?"
            #expect(server.kept[digest] != nil)
        }
        #expect(host.tally.counts.downloads >= 1)
        #expect(host.tally.counts.framesLost == 0)
        try await server.stop()
    }

    @Test("a dock that restarts in flight comes back after a minute and tells how the flight ended")
    func restarting() async throws {
        let example = try Example()
        defer { example.remove() }
        let broker = try Broker()
        defer { broker.stop() }
        let wayline = try WaylineKMZ.write(Example.wayline)
        let server = WebServer(file: wayline)
        try await server.start(socket: example.root.appending(path: "roost.sock").path)
        var cloud = try await TinyCloud(
            port: broker.port,
            fileURL: "http://127.0.0.1:\(server.port)/r04.kmz",
            fingerprint: WaylineKMZ.fingerprint(wayline)
        )
        try example.tell(port: broker.port)
        var fleet = example.fleet(speed: 60)
        fleet.setups[0].misbehaviours = [
            MisbehaviourPlan(.dockReboots, .inFlight(after: 20, lasting: 3))
        ]
        let host = FleetHost(fleet, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.run() }
            let isDocked = try await cloud.listen(within: .seconds(12)) { story in
                story.statuses.last == "ok"
            }
            #expect(isDocked, "\(cloud.story.statuses)")
            group.cancelAll()
        }
        await cloud.stop()
        #expect(cloud.story.introductions == 2)
        try await server.stop()
    }

    @Test("docks follow the broker to another port and introduce themselves again")
    func moving() async throws {
        let example = try Example()
        defer { example.remove() }
        let host = FleetHost(example.fleet(speed: 1), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.run() }
            // No address yet: it waits. Then two brokers, one after the other.
            for _ in 0..<2 {
                let broker = try Broker()
                defer { broker.stop() }
                var cloud = try await TinyCloud(
                    port: broker.port,
                    fileURL: "http://127.0.0.1:1/none",
                    fingerprint: "none"
                )
                try example.tell(port: broker.port)
                let isHeard = try await cloud.listen(within: .seconds(10)) { story in
                    story.introductions > 0 && story.telemetry > 0
                }
                #expect(isHeard)
                // The file cannot be fetched, and the dock says so or has not tried.
                #expect(!cloud.story.replies.contains(0))
                await cloud.stop()
            }
            group.cancelAll()
        }
        #expect(host.tally.counts.downloads == 0)
    }
}
