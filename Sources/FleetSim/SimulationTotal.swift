// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Foundation
import RoostEngine
import RoostModel

/// What all worlds of a run came to.
public struct SimulationTotal: Sendable {
    /// How many worlds there were.
    public private(set) var worlds = 0
    private var sum = WorldSummary()
    private var digests = ""

    /// Nothing yet.
    public init() {}

    /// Adds a world.
    public mutating func add(_ world: WorldSummary) {
        worlds += 1
        sum.simulated = sum.simulated + world.simulated
        sum.messages += world.messages
        sum.bytes += world.bytes
        sum.turns += world.turns
        sum.inputs += world.inputs
        sum.flights += world.flights
        sum.frames += world.frames
        sum.cases += world.cases
        sum.sorties.merge(world.sorties, uniquingKeysWith: +)
        sum.notices.merge(world.notices, uniquingKeysWith: +)
        sum.faults.merge(world.faults, uniquingKeysWith: +)
        digests =
            worlds == 1
            ? world.journal : Vault.digest(of: Data((digests + world.journal).utf8))
    }

    /// The end of a run by so many workers, for people and scripts.
    public func text(in took: Duration, by workers: Int = 1) -> String {
        let seconds = max(0.001, took / .seconds(1))
        let speed = Int(sum.simulated.seconds / seconds)
        let crew = workers == 1 ? "" : " by \(workers) at once"
        let hours = (sum.simulated.seconds / 360).rounded() / 10
        return """
            worlds     \(worlds), every promise held
            simulated  \(hours) h in \((seconds * 10).rounded() / 10) s, \(speed) x real time\(crew)
            messages   \(sum.messages) of \(sum.bytes / 1_000_000) MB
            turns      \(sum.turns) with \(sum.inputs) inputs
            sorties    \(sum.flights) take-offs; \(Self.list(sum.sorties))
            cases      \(sum.cases) of \(sum.frames) frames
            notices    \(Self.list(sum.notices))
            faults     \(Self.list(sum.faults))
            digest     \(digests)
            """
    }

    private static func list(_ counts: [String: Int]) -> String {
        let words = counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}
