// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// Site time of the simulated docks: the wall's, or one that runs faster.
///
/// Written apart from the daemon's clock on purpose: a fault of one must not hide in the other.
public struct HostClock: Sendable, Equatable {
    private struct Pace: Equatable {
        var startMilliseconds: Int64
        var epochNanoseconds: Int64
        var speed: Double
    }

    private let pace: Pace?

    /// The machine's wall clock.
    public static let wall = HostClock(pace: nil)

    private init(pace: Pace?) { self.pace = pace }

    /// Site time is `start` now and runs `speed` times as fast as the machine's monotonic clock.
    public init(startingAt start: Timestamp, speed: Double) {
        precondition(speed > 0 && speed <= 1000, "a clock runs forward, at most 1000 times as fast")
        pace = Pace(
            startMilliseconds: start.milliseconds,
            epochNanoseconds: Self.monotonicNanoseconds(),
            speed: speed
        )
    }

    /// Reads `START,EPOCH,SPEED` (ARCHITECTURE § 8).
    ///
    /// - Parameter text: RFC 3339 or milliseconds since 1970; seconds of the monotonic clock at which
    ///   site time was START; how much faster than that clock it runs, above 0 and at most 1000.
    /// - Throws: ``SimHostError/option(name:value:allowed:)``.
    public init(parsing text: String) throws(SimHostError) {
        let parts = text.components(separatedBy: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.count == 3 else { throw Self.fault(text, "START,EPOCH,SPEED") }
        let instant = Timestamp(parts[0]) ?? Int64(parts[0]).map(Timestamp.init(milliseconds:))
        guard let start = instant else {
            throw Self.fault(parts[0], "an RFC 3339 instant as START")
        }
        guard let epoch = Double(parts[1]), (0...1e9).contains(epoch) else {
            throw Self.fault(parts[1], "seconds of the monotonic clock as EPOCH")
        }
        guard let speed = Double(parts[2]), speed > 0, speed <= 1000 else {
            throw Self.fault(parts[2], "a SPEED above 0 and at most 1000")
        }
        pace = Pace(
            startMilliseconds: start.milliseconds,
            epochNanoseconds: Int64((epoch * 1e9).rounded()),
            speed: speed
        )
    }

    /// Site time.
    public func now() -> Timestamp {
        guard let pace else { return Timestamp(milliseconds: Self.wallNanoseconds() / 1_000_000) }
        return site(pace, at: Self.monotonicNanoseconds())
    }

    /// Site time at a reading of the machine's monotonic clock; nil: it is the wall's.
    func now(atMonotonicNanoseconds reading: Int64) -> Timestamp? {
        pace.map { site($0, at: reading) }
    }

    /// How long the machine waits until it is that late at the site; zero when it is.
    public func wait(until instant: Timestamp) -> Duration {
        let left = max(0, instant.milliseconds - now().milliseconds)
        return .milliseconds(Double(left) / (pace?.speed ?? 1))
    }

    private func site(_ pace: Pace, at reading: Int64) -> Timestamp {
        let passed = Double(reading - pace.epochNanoseconds) / 1e6 * pace.speed
        return Timestamp(milliseconds: pace.startMilliseconds + Int64(passed.rounded(.down)))
    }

    private static func fault(_ value: String, _ allowed: String) -> SimHostError {
        .option(name: "--clock", value: value, allowed: allowed)
    }

    private static func monotonicNanoseconds() -> Int64 { nanoseconds(CLOCK_MONOTONIC) }

    private static func wallNanoseconds() -> Int64 { nanoseconds(CLOCK_REALTIME) }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var reading = timespec()
        clock_gettime(clock, &reading)
        return Int64(reading.tv_sec) * 1_000_000_000 + Int64(reading.tv_nsec)
    }
}
