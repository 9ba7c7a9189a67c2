// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel
import Synchronization

/// Commands that were sent and not yet answered, and those whose answer is overdue.
///
/// A class because the reader of replies, the command lane and the watchdog share it; bounded by the open
/// commands, one per dock and a few urgent ones.
final class AwaitedReplies: Sendable {
    struct Entry: Sendable {
        var effect: EffectID
        var dock: DockID
        var retry: Retry
        /// By the clock that nobody steps.
        var dueAt: Timestamp
        var expiresAt: Timestamp
    }

    /// How long a late answer is still told to the core.
    private static let lateWindow = TimeSpan.minutes(10)

    private struct State {
        var open: [CommandAnswer.Key: Entry] = [:]
        var late: [CommandAnswer.Key: (effect: EffectID, until: Timestamp)] = [:]
        /// Taken by answers that are not on disk yet.
        var taken: [(key: CommandAnswer.Key, entry: Entry)] = []
        var takenLate: [(key: CommandAnswer.Key, late: (effect: EffectID, until: Timestamp))] = []
    }

    private let state = Mutex(State())

    func add(_ key: CommandAnswer.Key, _ entry: Entry) {
        state.withLock { $0.open[key] = entry }
    }

    /// What an answer belongs to.
    enum Match {
        /// A command that waits for it.
        case open(EffectID)
        /// A command that was given up: its outcome is unknown to the core.
        case late(EffectID)
        /// A second answer, or one to a command of nobody.
        case none
    }

    func take(_ key: CommandAnswer.Key) -> Match {
        state.withLock { state in
            if let entry = state.open.removeValue(forKey: key) {
                state.taken.append((key, entry))
                return .open(entry.effect)
            }
            if let late = state.late.removeValue(forKey: key) {
                state.takenLate.append((key, late))
                return .late(late.effect)
            }
            return .none
        }
    }

    /// The answers that were taken are on disk, or not: then the broker sends them again, and they must find
    /// their commands.
    func settle(isCommitted: Bool) {
        state.withLock { state in
            if !isCommitted {
                for (key, entry) in state.taken { state.open[key] = entry }
                for (key, late) in state.takenLate { state.late[key] = late }
            }
            state.taken = []
            state.takenLate = []
        }
    }

    /// Forgets a command that surely did not leave.
    func remove(_ key: CommandAnswer.Key) {
        state.withLock { _ = $0.open.removeValue(forKey: key) }
    }

    /// Takes out the commands whose answer is overdue; their late answers are still recognised.
    func overdue(at now: Timestamp) -> [Entry] {
        state.withLock { state in
            let keys = state.open.filter { $0.value.dueAt <= now }.map(\.key)
            state.late = state.late.filter { $0.value.until > now }
            return keys.compactMap { key in
                guard let entry = state.open.removeValue(forKey: key) else { return nil }
                state.late[key] = (entry.effect, now + Self.lateWindow)
                return entry
            }.sorted { $0.effect < $1.effect }
        }
    }
}
