// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The pause before the next attempt to connect: doubled each time up to a limit, with jitter, so
/// that many clients do not come back to a broker in the same instant.
struct ReconnectDelay {
    let range: ClosedRange<Duration>
    private var attempts = 0

    init(_ range: ClosedRange<Duration>) {
        self.range = range
    }

    mutating func reset() {
        attempts = 0
    }

    /// The next pause; `luck` is from 0 to below 1, evenly spread.
    mutating func next(luck: Double) -> Duration {
        attempts = min(attempts + 1, 32)
        var ceiling = range.lowerBound
        for _ in 0..<attempts where ceiling < range.upperBound { ceiling = ceiling * 2 }
        ceiling = min(ceiling, range.upperBound)
        return range.lowerBound + (ceiling - range.lowerBound) * luck
    }
}
