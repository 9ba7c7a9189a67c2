// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CaseCore
import FleetCore
import RoostEngine
import RoostModel
import SiteCore

/// What waits stays within its bounds (ARCHITECTURE § 5.12; FEATURES, invariants 10).
struct Bounded: Checker {
    static let name = "bounded"
    static let promises = ["A12", "I10"]
    /// Messages of one batch: the broker keeps no more for a client (BUILD-NOTES § 5 speaks of
    /// batches; the bound is ours, for a fleet after an outage).
    private static let batchLimit = 20_000
    /// Effects that are not settled, for each dock and each open case.
    private static let openPerSubject = 64
    /// The store is asked after every so many turns: it is slow.
    private static let period = 64
    private var turns = 0

    mutating func see(_ sight: Sight, in scene: Scene) -> String? {
        guard case .turned(let turned) = sight else { return nil }
        if turned.heard.count > Self.batchLimit {
            return "a batch has \(turned.heard.count) messages"
        }
        turns += 1
        guard turns % Self.period == 0, let engine = scene.engine else { return nil }
        do {
            let open = try engine.outbox.open().reduce(0) { $0 + $1.count }
            let subjects = turned.after.fleet.docks.count + turned.after.cases.cases.count
            let limit = Self.openPerSubject * max(1, subjects)
            return open > limit ? "\(open) effects wait, for \(subjects) docks and cases" : nil
        } catch { return "the store does not answer: \(error)" }
    }
}
