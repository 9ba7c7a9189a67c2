// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import MQTT
import Synchronization
import Testing

@testable import RoostDaemon

@Suite("How the broker's connections stand", .timeLimit(.minutes(1)))
struct BrokerHealthTests {
    /// What was told last, and how often.
    private final class Told: Sendable {
        let words = Mutex<(last: Bool?, count: Int)>((nil, 0))
    }

    @Test("all must be up, and what says nothing of that is not told")
    func all() {
        let told = Told()
        let health = BrokerHealth(connections: 2) { isUp in
            told.words.withLock { $0 = (isUp, $0.count + 1) }
        }
        health.note("docks", .connected(.v5, isSessionPresent: false))
        #expect(told.words.withLock { $0.last } == false)
        health.note("commands", .connected(.v5, isSessionPresent: false))
        #expect(told.words.withLock { $0.last } == true)
        health.note("docks", .commitFailed)
        #expect(told.words.withLock { $0.count } == 2)
        health.note("docks", .lost("a cable"))
        #expect(told.words.withLock { $0.last } == false)
    }

    @Test("what is told last is how they stand, when both change at once")
    func atOnce() {
        for _ in 0..<200 {
            let told = Told()
            let health = BrokerHealth(connections: 2) { isUp in
                // Good news travels slowly.
                if isUp { for _ in 0..<100 { sched_yield() } }
                told.words.withLock { $0 = (isUp, $0.count + 1) }
            }
            health.note("docks", .connected(.v5, isSessionPresent: true))
            DispatchQueue.concurrentPerform(iterations: 2) { index in
                if index == 0 {
                    health.note("commands", .connected(.v5, isSessionPresent: false))
                } else {
                    health.note("docks", .lost("a cable"))
                }
            }
            #expect(!health.isComplete)
            #expect(told.words.withLock { $0.last } == false)
        }
    }
}
