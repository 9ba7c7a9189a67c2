// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Worlds of one kind, several at a time, and what they came to: told in the order of their seeds, so that it
/// is the same however many fly at once.
public struct Simulation {
    private let flights: WorldFlights
    /// What the worlds so far came to.
    public private(set) var total = SimulationTotal()

    /// Worlds with seeds that follow each other.
    ///
    /// - Parameters:
    ///   - options: what each world is made of.
    ///   - seed: the first one's.
    ///   - count: how many.
    ///   - workers: how many fly at once, each on a thread of its own; at least 1.
    public init(_ options: WorldOptions, seed: UInt64, count: Int, workers: Int = 1) {
        flights = WorldFlights(options, seed: seed, count: count, workers: workers)
    }

    /// Waits for the next world; nil: all are flown.
    ///
    /// - Throws: the first promise that did not hold, of the worlds in their order.
    public mutating func next() throws(WorldFailure) -> WorldSummary? {
        guard let summary = try flights.next() else { return nil }
        total.add(summary)
        return summary
    }
}
