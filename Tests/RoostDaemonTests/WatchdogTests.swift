// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Testing

@testable import RoostDaemon

@Suite("What nobody else says", .timeLimit(.minutes(1)))
struct WatchdogTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static func readings(at now: Timestamp) -> DockReport {
        var said = DockReadings()
        said.wind = 3
        return DockReport(
            dock: "D01",
            receivedAt: now,
            deviceTime: now,
            said: .readings(Readings(dock: said))
        )
    }

    @Test("a dock that fell silent is told, and what it says then passes anew")
    func silent() async throws {
        let loop = EngineLoop(
            try Engine(try Store.inMemory(), at: .epoch),
            clock: .wall,
            logger: Self.logger
        )
        let (hearing, telemetry) = (DockHearing(), SharedTelemetry())
        let watchdog = Watchdog(
            loop: loop,
            awaited: AwaitedReplies(),
            hearing: hearing,
            telemetry: telemetry,
            logger: Self.logger
        )
        let site = try DeskTests.exampleSite()
        try await withThrowingTaskGroup { group in
            group.addTask { try await loop.run() }
            defer { loop.stop() }
            try await loop.submit([.configure(site.configuration)])
            let (now, steady) = (loop.clock.now(), loop.clock.steady())
            func passes(after span: TimeSpan) -> Bool {
                telemetry.admit(Self.readings(at: now + span), isWatched: false) != nil
            }
            #expect(passes(after: .zero) && !passes(after: .seconds(1)))
            hearing.note("D01", at: steady - .seconds(29))
            await watchdog.look()
            #expect(loop.site.fleet.docks["D01"]?.link != .silent)
            #expect(!passes(after: .seconds(2)))
            hearing.note("D01", at: steady - .seconds(31))
            await watchdog.look()
            #expect(loop.site.fleet.docks["D01"]?.link == .silent)
            #expect(passes(after: .seconds(3)))
        }
    }
}
