// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostEngine

/// The same journal gives the same state, facts and effects; the chain of turns holds
/// (ARCHITECTURE § 5.3).
struct SameReplay: Checker {
    static let name = "same replay"
    static let promises = ["A3", "S36", "I7"]

    func see(_ sight: Sight, in scene: Scene) -> String? { nil }

    func end(_ end: World.End) -> String? {
        do {
            let replay = try Replay.run(end.engine.store, fromBeginning: true)
            guard replay.report.isClean else {
                return "turn \(replay.report.firstDiverged ?? 0) replays to other facts or effects"
            }
            guard replay.digest == end.digest else {
                return "the journal replays to \(replay.digest), the state was \(end.digest)"
            }
            _ = try AuditChain.verify(end.engine.store)
            return nil
        } catch { return "\(error)" }
    }
}
