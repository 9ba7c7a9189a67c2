// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import Logging
import RoostEngine
import RoostModel
import SiteCore
import SiteFiles
import Synchronization
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
        try await Self.withWatchdog { watchdog, passes in
            let (hearing, steady) = (watchdog.hearing, watchdog.loop.clock.steady())
            #expect(passes(.zero) && !passes(.seconds(1)))
            hearing.note("D01", at: steady - .seconds(29))
            await watchdog.look()
            #expect(watchdog.loop.site.fleet.docks["D01"]?.link != .silent)
            #expect(!passes(.seconds(2)))
            hearing.note("D01", at: steady - .seconds(31))
            await watchdog.look()
            #expect(watchdog.loop.site.fleet.docks["D01"]?.link == .silent)
            #expect(passes(.seconds(3)))
        }
    }

    @Test("one that speaks while its silence is on its way to the store is heard again at once")
    func meanwhile() async throws {
        try await Self.withWatchdog { watchdog, passes in
            #expect(passes(.zero))
            let steady = watchdog.loop.clock.steady()
            watchdog.hearing.note("D01", at: steady - .seconds(31))
            // In the commit that tells of the silence.
            watchdog.loop.store.setFault { _ in _ = passes(.seconds(31)) }
            await watchdog.look()
            watchdog.loop.store.setFault(nil)
            #expect(passes(.seconds(32)))
        }
    }

    /// A watchdog over a loop of the example district, and whether what the first dock says after a while
    /// passes the gate.
    private static func withWatchdog(
        over store: Store? = nil,
        _ body: (Watchdog, @escaping @Sendable (TimeSpan) -> Bool) async throws -> Void
    ) async throws {
        let loop = EngineLoop(
            try Engine(try store ?? Store.inMemory(), at: .epoch),
            clock: .wall,
            logger: Self.logger
        )
        let telemetry = SharedTelemetry()
        let watchdog = Watchdog(
            loop: loop,
            awaited: AwaitedReplies(),
            hearing: DockHearing(),
            telemetry: telemetry,
            logger: Self.logger
        )
        let site = try DeskTests.exampleSite()
        try await withThrowingTaskGroup { group in
            group.addTask { try await loop.run() }
            defer { loop.stop() }
            try await loop.submit([.configure(site.configuration)])
            let now = loop.clock.now()
            try await body(watchdog) { span in
                telemetry.admit(Self.readings(at: now + span), isWatched: false) != nil
            }
        }
    }

    @Test("while the store takes nothing no dock falls silent: what it says comes again (S27)")
    func deaf() async throws {
        let fault = Mutex(false)
        let store = try Store.inMemory()
        store.setFault { _ in
            if fault.withLock({ $0 }) { throw StoreError.full }
        }
        try await Self.withWatchdog(over: store) { watchdog, _ in
            let (loop, hearing) = (watchdog.loop, watchdog.hearing)
            try await loop.submit([.dock(Self.readings(at: loop.clock.now()))])
            #expect(loop.site.fleet.docks["D01"]?.link == .online)
            fault.withLock { $0 = true }
            await #expect(throws: EngineError.self) { try await loop.submit([.tick]) }
            // It spoke on, and the broker keeps what it said.
            hearing.note("D01", at: loop.clock.steady() - .seconds(31))
            await watchdog.look()
            fault.withLock { $0 = false }
            while loop.isStoreFailing { _ = try? await loop.submit([.tick]) }
            await watchdog.look()
            #expect(loop.site.fleet.docks["D01"]?.link == .online)
            // A dock that says nothing after that either is silent.
            #expect(hearing.newlySilent(at: loop.clock.steady() + .seconds(29)).isEmpty)
            let late = hearing.newlySilent(at: loop.clock.steady() + .seconds(31))
            #expect(late.map(\.dock) == ["D01"])
        }
    }
}
