// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MQTT
import Synchronization
import Testing

@testable import RoostDaemon

@Suite("What is said of the broker's connections", .timeLimit(.minutes(1)))
struct BrokerHealthTests {
    private final class Told: Sendable {
        let last = Mutex(false)
    }

    @Test("the last word is how it stands, however two connections come and go at once (S24)")
    func order() {
        let told = Told()
        let health = BrokerHealth(connections: 2) { isUp in
            // Whoever found that one is missing is passed by who found both.
            if !isUp { sched_yield() }
            told.last.withLock { $0 = isUp }
        }
        let names = ["docks", "commands"]
        let events: [MQTTConnectionEvent] = [
            .connected(.v5, isSessionPresent: true), .lost("test"),
        ]
        for round in 0..<20_000 {
            let event = events[round % 2]
            DispatchQueue.concurrentPerform(iterations: 2) { health.note(names[$0], event) }
            let isRight = told.last.withLock { $0 } == health.isComplete
            #expect(isRight, "after round \(round)")
            guard isRight else { break }
        }
    }
}
