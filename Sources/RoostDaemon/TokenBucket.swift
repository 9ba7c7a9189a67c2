// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// How many messages a receiver takes: so many at once, and one more each so often (RECEIVERS, table).
struct TokenBucket: Equatable {
    /// At once.
    let burst: Double
    /// Milliseconds from empty to one more.
    let interval: Double
    private var tokens: Double
    private var filledAt: Timestamp

    init(burst: Int, milliseconds interval: Double, at now: Timestamp) {
        self.burst = Double(burst)
        self.interval = interval
        tokens = Double(burst)
        filledAt = now
    }

    /// Takes one; nil: it was there, else when there will be one.
    mutating func take(at now: Timestamp) -> Timestamp? {
        let passed = max(0, Double((now - filledAt).milliseconds))
        tokens = min(burst, tokens + passed / interval)
        filledAt = now
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        let lacking = (1 - tokens) * interval
        return now + TimeSpan(milliseconds: Int64(lacking.rounded(.up)))
    }

    /// Gives one back that was not used.
    mutating func giveBack() { tokens = min(burst, tokens + 1) }
}
