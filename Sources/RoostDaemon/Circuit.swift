// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// Leaves a receiver in peace that does not answer: after ten failures in a row one probe a minute
/// (PIPELINE § 8).
struct Circuit: Equatable {
    /// Failures in a row that open it.
    static let limit = 10
    /// From probe to probe.
    static let pause = TimeSpan.minutes(1)

    private var failures = 0
    private var nextProbe = Timestamp.epoch

    /// Whether it is open.
    var isOpen: Bool { failures >= Self.limit }

    /// Asks for a try; nil: now, else when there may be one.
    mutating func enter(at now: Timestamp) -> Timestamp? {
        guard isOpen else { return nil }
        guard now >= nextProbe else { return nextProbe }
        nextProbe = now + Self.pause
        return nil
    }

    /// A person wants a try: one may be made now.
    mutating func allowProbe() { nextProbe = .epoch }

    /// A try ended: `isAlive` when the receiver answered, be it with a no.
    mutating func note(isAlive: Bool, at now: Timestamp) {
        guard isAlive else {
            failures += 1
            if failures == Self.limit { nextProbe = now + Self.pause }
            return
        }
        failures = 0
    }
}
