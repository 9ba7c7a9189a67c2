// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine
import RoostModel

/// One task applies inputs to a site: its journal grows by one turn at a time (ARCHITECTURE § 5.1).
struct OneWriter: Checker {
    static let name = "one writer"
    static let promises = ["A1"]
    /// The store is asked after every so many turns: it is slow.
    private static let period = 16
    private var last = 0
    private var turns = 0

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight, !turned.taken.isEmpty else { return nil }
        defer { last = turned.sequence }
        let places = turned.taken.map(\.receipt.sequence)
        guard let first = places.first, first > last else {
            return "a turn begins at place \(places.first ?? 0), after place \(last)"
        }
        guard zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return "the places of a turn do not rise: \(places)"
        }
        turns += 1
        guard turns % Self.period == 1 else { return nil }
        do {
            let stored = try scene.store.lastSequence()
            return stored == turned.sequence
                ? nil : "the engine is at place \(turned.sequence), the store at \(stored)"
        } catch { return "the store does not answer: \(error)" }
    }
}
