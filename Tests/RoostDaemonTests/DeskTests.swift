// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import FleetCore
import Foundation
import Logging
import RoostEngine
import RoostHTTP
import RoostModel
import SiteCore
import SiteFiles
import Synchronization
import Testing

@testable import RoostDaemon

@Suite("What people ask for on its way to the engine", .timeLimit(.minutes(1)))
struct DeskTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let lin = Person(name: "lin", role: .dispatcher)

    /// A desk over a real loop of the example district, with what left for the broker.
    private struct Office: Sendable {
        let loop: EngineLoop
        let desk: OperatorDesk
        let telemetry = SharedTelemetry()
        let sent = Sent()

        init(
            _ store: Store,
            patience: Duration,
            commitPatience: Duration = .seconds(60)
        ) throws {
            let engine = try Engine(store, at: .epoch)
            loop = EngineLoop(engine, clock: .wall, logger: DeskTests.logger)
            let sent = sent
            let commands = CommandLane(
                loop: loop,
                publisher: Publisher { topic, _, _, _ in
                    sent.topics.withLock { $0.append(topic) }
                    return .sent
                },
                awaited: AwaitedReplies(),
                links: WaylineLinks(base: "http://127.0.0.1:8471", secret: "key"),
                counters: Counters(),
                logger: DeskTests.logger
            )
            desk = OperatorDesk(
                loop: loop,
                telemetry: telemetry,
                recall: UrgentRecall(
                    loop: loop,
                    commands: commands,
                    later: LateWords(loop),
                    logger: DeskTests.logger,
                    patience: patience,
                    commitPatience: commitPatience
                )
            )
        }
    }

    private final class Sent: Sendable {
        let topics = Mutex<[String]>([])
    }

    /// Makes commits fail for as long as it is told to.
    private final class Fault: Sendable {
        let isFailing = Mutex(false)

        func pass() throws {
            if isFailing.withLock({ $0 }) { throw CocoaError(.fileWriteOutOfSpace) }
        }
    }

    /// Lets a commit wait for as long as it is shut.
    private final class Door: Sendable {
        private let free = DispatchSemaphore(value: 1)

        func shut() { free.wait() }
        func open() { free.signal() }
        func pass() {
            shut()
            open()
        }
    }

    static func exampleSite() throws -> LoadedSite {
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try SiteFiles.load(folder: package.appending(path: "config/luohu").path)
    }

    private static func withOffice(
        _ store: Store,
        patience: Duration = .seconds(60),
        commitPatience: Duration = .seconds(60),
        _ body: @escaping @Sendable (Office) async throws -> Void
    ) async throws {
        let office = try Office(store, patience: patience, commitPatience: commitPatience)
        let site = try exampleSite()
        try await withThrowingTaskGroup { group in
            group.addTask { try await office.loop.run() }
            do {
                try await office.loop.submit([.configure(site.configuration)])
                try await body(office)
            } catch {
                office.loop.stop()
                throw error
            }
            office.loop.stop()
            try await group.waitForAll()
        }
    }

    private static func readings(wind: Double, at now: Timestamp) -> DockReport {
        var said = DockReadings()
        said.wind = MetresPerSecond(wind)
        return DockReport(
            dock: "D01",
            receivedAt: now,
            deviceTime: now,
            said: .readings(Readings(dock: said))
        )
    }

    @Test("a call is preceded by the latest readings that the gate held back, in its own turn")
    func call() async throws {
        try await Self.withOffice(try Store.inMemory()) { office in
            let now = office.loop.clock.now()
            let first = Self.readings(wind: 3, at: now)
            let second = Self.readings(wind: 3.1, at: now + .seconds(1))
            _ = office.telemetry.admit(first, isWatched: false)
            #expect(office.telemetry.admit(second, isWatched: false) == nil)
            let grid = GridPoint(eastMillimetres: 0, northMillimetres: 0)
            let place = Coordinate(latitude: 22.55, longitude: 114.12)
            let verb = FleetRequest.dispatch(place: place, grid: grid, dock: "D01")
            let before = office.loop.sequence
            _ = try await office.desk.post(
                Posting(.request(OperatorRequest(person: Self.lin, verb: .fleet(verb))))
            )
            #expect(office.loop.site.fleet.docks["D01"]?.dock.wind == 3.1)
            #expect(office.loop.sequence > before + 1)
        }
    }

    @Test("a recall whose commit fails goes out all the same, and the person is told so (S15)")
    func recall() async throws {
        let fault = Fault()
        let store = try Store.inMemory()
        store.setFault { _ in try fault.pass() }
        try await Self.withOffice(store) { office in
            fault.isFailing.withLock { $0 = true }
            let verb = OperatorVerb.fleet(.recall(dock: nil))
            await #expect(throws: ReturnPublished.self) {
                _ = try await office.desk.post(
                    Posting(.request(OperatorRequest(person: Self.lin, verb: verb)))
                )
            }
            let topics = office.sent.topics.withLock { $0 }
            // No dock has said yet that its aircraft is in it: all fifteen are told.
            #expect(topics.count == 15)
            #expect(topics.allSatisfy { $0.hasSuffix("/services") })
            fault.isFailing.withLock { $0 = false }
        }
    }

    @Test("a recall whose commit hangs goes out, and the person is told while it hangs (S15)")
    func hangs() async throws {
        let store = try Store.inMemory()
        let door = Door()
        store.setFault { _ in door.pass() }
        try await Self.withOffice(
            store,
            patience: .milliseconds(1),
            commitPatience: .milliseconds(2)
        ) { office in
            door.shut()
            let verb = OperatorVerb.fleet(.recall(dock: "D01"))
            await #expect(throws: ReturnPublished.self) {
                _ = try await office.desk.post(
                    Posting(.request(OperatorRequest(person: Self.lin, verb: verb)))
                )
            }
            #expect(office.sent.topics.withLock { $0.count } == 1)
            // What waits for the broker meanwhile does not leave behind the way home, at this dock.
            let commands = office.desk.recall.commands
            func objection(_ dock: DockID, _ order: Order) -> String? {
                commands.objection(to: DockCommand(dock: dock, order: order), of: EffectID(9))?.en
            }
            let recalled = "it was recalled"
            #expect(objection("D01", .execute(SortieID(1))) == recalled)
            #expect(objection("D01", .cancelReturn) == recalled)
            #expect(objection("D02", .cancelReturn) != recalled)
            #expect(objection("D01", .returnHome) == nil)
            door.open()
            // It was on its way all the same.
            try await office.loop.submit([.tick])
            #expect(objection("D01", .cancelReturn) != recalled)
            #expect(try office.loop.outbox.open(in: .flight, limit: 10).count == 1)
        }
    }

    @Test("a recall that is committed at once is not published twice")
    func prompt() async throws {
        try await Self.withOffice(try Store.inMemory()) { office in
            let verb = OperatorVerb.fleet(.recall(dock: "D01"))
            _ = try await office.desk.post(
                Posting(.request(OperatorRequest(person: Self.lin, verb: verb)))
            )
            #expect(office.sent.topics.withLock { $0 }.isEmpty)
            #expect(try office.loop.outbox.open(in: .flight, limit: 10).count == 1)
        }
    }
}
