// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import FleetCore
import RoostModel
import Synchronization

/// Docks whose aircraft a person calls home by words that are not on disk yet.
///
/// Return home may go ahead of its commit; what is on its way to the broker then must not leave behind it. A
/// class, because the recall notes them and the command lane asks at its last look.
final class RecallsAhead: Sendable {
    private let docks = Mutex<[DockID: Int]>([:])

    /// A recall of these docks waits for its commit.
    func begin(_ ids: [DockID]) {
        docks.withLock { docks in
            for id in ids { docks[id, default: 0] += 1 }
        }
    }

    /// It is on disk, or it failed.
    func end(_ ids: [DockID]) {
        docks.withLock { docks in
            for id in ids {
                let left = (docks[id] ?? 0) - 1
                docks[id] = left > 0 ? left : nil
            }
        }
    }

    /// Whether a recall of the dock waits for its commit, which takes this order back.
    func overtakes(_ command: DockCommand) -> Bool {
        switch command.order {
        case .execute, .takeOff, .relay, .resume, .cancelReturn, .flyTo:
            docks.withLock { $0[command.dock] != nil }
        case .prepare, .undo, .receive, .stopHalf, .returnHome, .returnTo, .pause, .grab, .look,
            .zoom, .photo, .speak, .volume, .voice, .liveControl, .set, .job:
            false
        }
    }
}
