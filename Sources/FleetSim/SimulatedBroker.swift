// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// The broker between roost and its docks: what it keeps while one side is away.
struct SimulatedBroker {
    /// Whether roost's connection stands.
    var isUp = true
    /// Whether it takes everything and passes nothing on.
    var isPaused = false
    /// What it keeps for roost while it is away.
    var kept: [Incoming] = []
    /// What roost handed to a broker that is paused.
    var withheld: [Departing] = []
    /// The latest that were acknowledged, for a storm of redelivery.
    private(set) var recent: [Incoming] = []
    private static let recentLimit = 64

    /// Whether a message of a dock goes through to roost.
    var isOpen: Bool { isUp && !isPaused }

    mutating func remember(_ message: Incoming) {
        guard message.qos > 0 else { return }
        if recent.count >= Self.recentLimit { recent.removeFirst(Self.recentLimit / 2) }
        recent.append(message)
    }
}
