// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing

@testable import SimHost

@Suite("The clock of simulated docks")
struct ClockTests {
    @Test("site time is START + SPEED x (monotonic - EPOCH)")
    func formula() throws {
        let clock = try HostClock(parsing: "2026-05-12T07:30:00+08:00,1000.5,30")
        let start = try #require(Timestamp("2026-05-11T23:30:00Z"))
        #expect(clock.now(atMonotonicNanoseconds: 1_000_500_000_000) == start)
        #expect(clock.now(atMonotonicNanoseconds: 1_001_500_000_000) == start + .seconds(30))
        #expect(clock.now(atMonotonicNanoseconds: 1_000_500_001_000) == start)
        #expect(clock.now(atMonotonicNanoseconds: 1_000_400_000_000) == start - .seconds(3))
        #expect(HostClock.wall.now(atMonotonicNanoseconds: 0) == nil)
    }

    @Test("a wait is shorter by the speed, and none for the past")
    func wait() {
        let clock = HostClock(startingAt: Example.morning, speed: 60)
        #expect(clock.wait(until: Example.morning + .minutes(60)) <= .seconds(60))
        #expect(clock.wait(until: Example.morning + .minutes(60)) > .seconds(50))
        #expect(clock.wait(until: Example.morning - .seconds(1)) == .zero)
    }

    @Test(
        "what is no clock is refused",
        arguments: [
            "", "now,0,1", "2026-05-12T07:30:00Z,0", "2026-05-12T07:30:00Z,x,1",
            "2026-05-12T07:30:00Z,0,0", "2026-05-12T07:30:00Z,0,-2", "2026-05-12T07:30:00Z,0,1001",
            "2026-05-12T07:30:00Z,0,nan", "2026-05-12T07:30:00Z,-1,1", "2026-05-12,0,1,1",
        ]
    )
    func malformed(text: String) {
        #expect(throws: SimHostError.self) { try HostClock(parsing: text) }
    }
}
