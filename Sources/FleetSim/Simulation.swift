// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Worlds of one kind, one after the other, and what they came to.
public struct Simulation {
    private let options: WorldOptions
    private let seed: UInt64
    private let count: Int
    /// What the worlds so far came to.
    public private(set) var total = SimulationTotal()

    /// Worlds with seeds that follow each other.
    public init(_ options: WorldOptions, seed: UInt64, count: Int) {
        self.options = options
        self.seed = seed
        self.count = count
    }

    /// Flies the next world; nil: all are flown.
    ///
    /// - Throws: the first promise that did not hold.
    public mutating func next() throws(WorldFailure) -> WorldSummary? {
        guard total.worlds < count else { return nil }
        var world = try World(seed: seed &+ UInt64(total.worlds), options: options)
        let summary = try world.run()
        total.add(summary)
        return summary
    }
}
