// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import Logging
import MQTT
import Notify
import RoostModel
import ServiceLifecycle
import SiteFiles
import Synchronization
import Testing

@testable import RoostDaemon
@testable import RoostEngine
@testable import SiteCore

@Suite("The lane of notices", .timeLimit(.minutes(1)))
struct NoticeSenderTests {
    private static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A site in which a dock's word is a receiver's name, to which it sends two notices.
    private static let apply: Apply = { site, input, now in
        var outcome = site.apply(input, at: now)
        guard case .dock(let report) = input, case .other(let name) = report.said else {
            return outcome
        }
        for number in 1...2 {
            let delivery = Delivery(notice: .sample(number), receiver: ReceiverID(name))
            let effect = site.issuer.effect(
                Action.deliver(delivery),
                at: now,
                lifetime: .hours(24),
                retry: .untilExpiry
            )
            outcome.effects.append(effect)
        }
        return outcome
    }

    private static func says(_ name: String, at now: Timestamp) -> Input {
        .dock(
            DockReport(
                dock: "D01",
                receivedAt: now,
                deviceTime: nil,
                said: .other(method: name)
            )
        )
    }

    @Test("a notice that waits for its receiver's pace does not hold up the end of the process")
    func stopped() async throws {
        let engine = try Engine(.inMemory(), at: .epoch, apply: Self.apply)
        let loop = EngineLoop(engine, clock: .wall, logger: Self.quiet)
        let folder = try ShellTests.folder()
        let channels = NoticeChannels(
            site: "test",
            secrets: Secrets(folder),
            counters: Counters(),
            logger: Self.quiet,
            publish: { _ throws(MQTTError) in .accepted },
            link: { _, _ in nil },
            photo: { _, _ in nil }
        )
        let counters = Counters()
        let sender = NoticeSender(
            loop: loop,
            channels: channels,
            counters: counters,
            pace: ReceiverPace(),
            logger: Self.quiet
        )
        var configuration = try DeskTests.exampleSite().configuration
        var receiver = Receiver(id: "slow", kind: .log)
        receiver.pace = .init(burst: 1, perMinute: 1)
        configuration.cases.receivers = [receiver]
        let group = ServiceGroup(
            configuration: .init(services: [loop, sender], logger: Self.quiet)
        )
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await loop.submit([.configure(configuration)])
            try await loop.submit([Self.says("slow", at: loop.clock.now())])
            // The second waits for a minute.
            while try loop.outbox.open(in: .notice, limit: 9).count > 1 { await Task.yield() }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(counters.all["deliveries{outcome=\"delivered\"}"] == 1)
    }
}
