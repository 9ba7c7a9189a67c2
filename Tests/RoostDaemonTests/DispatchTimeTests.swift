// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Foundation
import Logging
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Synchronization
import Testing

@testable import RoostDaemon

/// Controller time of a dispatch: from the desk to the broker client, over a store on a real disk.
@Suite("The time from a dispatcher's word to the take-off order", .timeLimit(.minutes(2)))
struct DispatchTimeTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// What was handed to the broker client, and when.
    private final class Broker: Sendable {
        private let launches = Mutex<[ContinuousClock.Instant]>([])

        func take(_ payload: [UInt8]) {
            guard String(decoding: payload, as: UTF8.self).contains("takeoff_to_point") else {
                return
            }
            launches.withLock { $0.append(.now) }
        }

        var times: [ContinuousClock.Instant] { launches.withLock { $0 } }
    }

    @Test("the median of a dispatch from each of fifteen docks is within 100 ms")
    func time() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try Store(path: folder.appending(path: "site.sqlite").path)
        let noon = try #require(Timestamp("2026-05-12T12:00:00+08:00"))
        let clock = SiteClock(start: noon, epoch: SiteClock.monotonic(), speed: 1)
        let engine = try Engine(store, at: noon)
        let loop = EngineLoop(engine, clock: clock, logger: Self.logger)
        let broker = Broker()
        let commands = CommandLane(
            loop: loop,
            publisher: Publisher { _, payload, _ in
                broker.take(payload)
                return .sent
            },
            awaited: AwaitedReplies(),
            links: WaylineLinks(base: "http://127.0.0.1:8471", secret: "key"),
            counters: Counters(),
            logger: Self.logger
        )
        let telemetry = SharedTelemetry()
        let desk = OperatorDesk(
            loop: loop,
            telemetry: telemetry,
            recall: UrgentRecall(
                loop: loop,
                commands: commands,
                later: LateWords(loop),
                logger: Self.logger
            )
        )
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let site = try SiteFiles.load(
            folder: package.appending(path: "config/luohu").path,
            now: noon
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await loop.run() }
            let lane = Task { try await commands.run() }
            defer {
                lane.cancel()
                loop.stop()
            }
            try await loop.submit([.configure(site.configuration)])
            var spent: [Duration] = []
            for dock in site.configuration.fleet.docks {
                spent.append(try await dispatch(dock, site.configuration, desk, loop, broker))
            }
            spent.sort()
            let median = spent[spent.count / 2]
            print("dispatch to broker client: median \(median), slowest \(spent.last ?? .zero)")
            #expect(median <= .milliseconds(100))
        }
    }

    /// Sends one dock's aircraft 300 m away and waits for the order.
    private func dispatch(
        _ dock: DockSite,
        _ configuration: SiteConfiguration,
        _ desk: OperatorDesk,
        _ loop: EngineLoop,
        _ broker: Broker
    ) async throws -> Duration {
        try await loop.submit([.dock(Self.ready(dock.id, at: loop.clock.now()))])
        let here = configuration.grid.plane(dock.position)
        let place = configuration.grid.coordinate(PlanePoint(x: here.x, y: here.y + 300))
        let order = FleetRequest.dispatch(
            place: place,
            grid: configuration.grid.grid(place),
            dock: dock.id
        )
        let person = Person(name: "lin", role: .dispatcher)
        let before = broker.times.count
        let begin = ContinuousClock.now
        let answer = try await desk.post(
            Posting(.request(OperatorRequest(person: person, verb: .fleet(order))))
        )
        let refusal = answer.receipt?.refusal
        #expect(refusal == nil, "\(dock.id): \(refusal?.text.en ?? "") \(refusal?.reasons ?? [])")
        guard refusal == nil else { return .seconds(60) }
        while broker.times.count == before, ContinuousClock.now - begin < .seconds(10) {
            await Task.yield()
        }
        return (broker.times.last ?? .now) - begin
    }

    private static func ready(_ dock: DockID, at now: Timestamp) -> DockReport {
        var said = DockReadings()
        said.mode = 0
        said.cover = 0
        said.isAircraftInDock = true
        said.chargePercent = 90
        said.wind = 2
        said.rainStep = 0
        said.temperature = 25
        said.isEmergencyStopPressed = false
        said.taskStep = 5
        said.hasAlternateLanding = true
        return DockReport(
            dock: dock,
            receivedAt: now,
            deviceTime: now,
            said: .readings(Readings(dock: said))
        )
    }
}
