// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import Testing
@testable import RoostEngine

@Suite("The site's clock")
struct ClockTests {
    @Test("a simulated clock is start + speed × (monotonic − epoch)")
    func arithmetic() throws {
        let clock = try SiteClock("2026-05-12T12:00:00Z,1000.5,30")
        #expect(clock.isSimulated)
        #expect(clock.speed == 30)
        #expect(clock.now(atMonotonic: .seconds(1000.5)) == .noon)
        #expect(clock.now(atMonotonic: .seconds(1001.5)) == .noon + .seconds(30))
        #expect(clock.now(atMonotonic: .seconds(1000)) == .noon - .seconds(15))
        #expect(clock == (try SiteClock("\(Timestamp.noon.milliseconds),1000.5,30")))
    }

    @Test("two readers of one text agree, and waiting is shortened by the speed")
    func agreement() throws {
        let epoch = SiteClock.monotonic() / .seconds(1)
        let one = try SiteClock("2026-05-12T12:00:00Z,\(epoch),10")
        let two = try SiteClock("2026-05-12T12:00:00Z,\(epoch),10")
        let first = one.now()
        let span = (two.now() - first).milliseconds
        #expect((0..<20_000).contains(span))
        #expect(one.wait(until: one.now() + .seconds(100)) <= .seconds(10))
        #expect(one.wait(until: one.now() + .seconds(100)) > .seconds(5))
        #expect(one.wait(until: .noon - .hours(1)) == .zero)
    }

    @Test(
        "a malformed text is refused by name",
        arguments: [
            ("", "--clock"), ("1,2", "--clock"), ("1,2,3,4", "--clock"), ("noon,2,3", "START"),
            ("1,x,3", "EPOCH"), ("1,nan,3", "EPOCH"), ("1,2,0", "SPEED"), ("1,2,-1", "SPEED"),
            ("1,2,1001", "SPEED"), ("1,2,inf", "SPEED"),
        ]
    )
    func malformed(text: String, name: String) {
        let fault = #expect(throws: SiteClock.Fault.self) { try SiteClock(text) }
        #expect(fault?.description.contains(name) == true)
    }

    @Test("the wall clock agrees with itself")
    func wall() {
        let one = SiteClock.wall.now()
        #expect(one > Timestamp("2024-01-01T00:00:00Z") ?? .never)
        #expect(!SiteClock.wall.isSimulated)
        #expect(SiteClock.wall.wait(until: one + .seconds(10)) <= .seconds(10))
    }

    @Test("a jump against the monotonic clock of more than 2 s is a step, slew is none")
    func steps() {
        var watch = ClockWatch()
        func look(_ wall: Int, _ monotonic: Int) -> TimeSpan? {
            watch.step(wall: .noon + .milliseconds(wall), monotonic: .milliseconds(monotonic))
        }
        #expect(look(0, 0) == nil)
        #expect(look(1000, 1000) == nil)
        #expect(look(4000, 2000) == nil)
        #expect(look(7001, 3000) == .milliseconds(2001))
        #expect(look(8001, 4000) == nil)
        #expect(look(4000, 5000) == .milliseconds(-5001))
    }
}

@Suite("Backoff")
struct BackoffTests {
    @Test(
        "waits grow threefold to an hour, within a fifth",
        arguments: zip(1...9, [5, 15, 45, 135, 405, 1215, 3600, 3600, 3600])
    )
    func ladder(retry: Int, seconds: Int) {
        for number in 0..<200 {
            let wait = Backoff.delay(retry: retry, of: "ntc_\(number)")
            #expect((Double(seconds) * 0.8...Double(seconds) * 1.2).contains(wait.seconds))
        }
    }

    @Test("the spread is a hash of id and retry, and it does spread")
    func spread() {
        #expect(Backoff.delay(retry: 4, of: "a") == Backoff.delay(retry: 4, of: "a"))
        let waits = (0..<200).map { Backoff.delay(retry: 4, of: "ntc_\($0)").milliseconds }
        #expect((waits.min() ?? 0) < 113_000)
        #expect((waits.max() ?? 0) > 157_000)
    }

    @Test("what the receiver asks for is a lower bound, at most an hour")
    func retryAfter() {
        #expect(Backoff.delay(retry: 1, of: "a", atLeast: .seconds(60)) == .seconds(60))
        #expect(Backoff.delay(retry: 1, of: "a", atLeast: .hours(5)) == .hours(1))
        #expect(Backoff.delay(retry: 4, of: "a", atLeast: .seconds(1)).seconds >= 108)
    }
}
