// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
public import RoostModel

/// The clock of a site: the wall's, or a simulated one that every process of the machine agrees on.
public struct SiteClock: Sendable, Equatable {
    /// What a `--clock` text can have wrong.
    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        /// Not three fields between commas.
        case malformed(String)
        /// A field is no instant or number, or is out of its range.
        case badField(name: String, value: String, allowed: String)

        /// What is wrong and what is allowed.
        public var description: String {
            switch self {
            case .malformed(let text):
                "--clock is \(text), must be START,EPOCH,SPEED; nothing was started"
            case .badField(let name, let value, let allowed):
                "\(name) of --clock is \(value), must be \(allowed); nothing was started"
            }
        }
    }

    private enum Kind: Equatable, Sendable {
        case wall
        case simulated(start: Timestamp, epoch: Duration, speed: Double)
    }

    private let kind: Kind

    /// The machine's wall clock.
    public static let wall = SiteClock(kind: .wall)

    private init(kind: Kind) { self.kind = kind }

    /// Site time is `start` + `speed` × (the machine's monotonic clock − `epoch`) (ARCHITECTURE §
    /// 8).
    ///
    /// Speed above 0 and at most 1000.
    public init(start: Timestamp, epoch: Duration, speed: Double) {
        precondition(speed > 0 && speed <= 1000, "a clock runs forward, at most 1000 times as fast")
        kind = .simulated(start: start, epoch: epoch, speed: speed)
    }

    /// Reads `START,EPOCH,SPEED`: RFC 3339 or milliseconds, seconds of the monotonic clock, a
    /// factor.
    ///
    /// Throws when a field is missing, malformed or out of its range.
    public init(_ text: String) throws(Fault) {
        let fields = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 3 else { throw .malformed(text) }
        guard
            let start = Timestamp(fields[0]) ?? Int64(fields[0]).map(Timestamp.init(milliseconds:))
        else {
            throw .badField(name: "START", value: fields[0], allowed: "RFC 3339 or milliseconds")
        }
        guard let epoch = Double(fields[1]), epoch.isFinite, abs(epoch) < 1e12 else {
            throw .badField(name: "EPOCH", value: fields[1], allowed: "seconds")
        }
        guard let speed = Double(fields[2]), speed > 0, speed <= 1000 else {
            throw .badField(name: "SPEED", value: fields[2], allowed: "above 0 and at most 1000")
        }
        self.init(start: start, epoch: .seconds(epoch), speed: speed)
    }

    /// Whether it is a simulated clock.
    public var isSimulated: Bool {
        switch kind {
        case .wall: false
        case .simulated: true
        }
    }

    /// How much faster than the machine's clocks it runs; 1 for the wall.
    public var speed: Double {
        switch kind {
        case .wall: 1
        case .simulated(_, _, let speed): speed
        }
    }

    /// The instant now.
    public func now() -> Timestamp {
        switch kind {
        case .wall: Timestamp(milliseconds: Self.read(CLOCK_REALTIME) / 1_000_000)
        case .simulated: now(atMonotonic: Self.monotonic())
        }
    }

    /// An instant that no step of the wall clock moves (S26): for patience, never for what is shown,
    /// stored or sent.
    public func steady() -> Timestamp {
        switch kind {
        case .wall: Timestamp(milliseconds: Self.read(CLOCK_MONOTONIC) / 1_000_000)
        case .simulated: now()
        }
    }

    /// The instant at a reading of the machine's monotonic clock; of the wall clock: now.
    public func now(atMonotonic reading: Duration) -> Timestamp {
        switch kind {
        case .wall: return now()
        case .simulated(let start, let epoch, let speed):
            let passed = (reading - epoch) / .milliseconds(1) * speed
            return start + TimeSpan(milliseconds: Int64(passed.rounded(.down)))
        }
    }

    /// How long the machine must wait until `instant`; zero when it is past.
    public func wait(until instant: Timestamp) -> Duration {
        let left = max(0, (instant - now()).milliseconds)
        return .milliseconds(left) / speed
    }

    /// Sleeps until `instant`, by the monotonic clock; throws when the task is cancelled.
    public func sleep(until instant: Timestamp) async throws(CancellationError) {
        do { try await Task.sleep(for: wait(until: instant)) } catch { throw CancellationError() }
    }

    /// The machine's monotonic clock (`CLOCK_MONOTONIC`).
    public static func monotonic() -> Duration { .nanoseconds(read(CLOCK_MONOTONIC)) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
