// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import RoostModel

/// Commands that were sent and not yet answered, as the daemon's shell remembers them: in memory only.
struct AwaitedTable {
    struct Entry {
        var effect: EffectID
        var command: DockCommand
        var outgoing: Outgoing
        var retry: Retry
        var dueAt: Timestamp
        var expiresAt: Timestamp
    }

    /// What an answer belongs to.
    enum Match {
        /// A command that waits for it.
        case open(EffectID)
        /// A command that was given up.
        case late(EffectID)
        /// A second answer, or one to nobody's command.
        case none
    }

    // Looked up by key only, never walked in order.
    private var open: [CommandAnswer.Key: Entry] = [:]
    private var late: [CommandAnswer.Key: EffectID] = [:]

    mutating func add(_ key: CommandAnswer.Key, _ entry: Entry) { open[key] = entry }

    mutating func remove(_ key: CommandAnswer.Key) { open[key] = nil }

    mutating func take(_ key: CommandAnswer.Key) -> Match {
        if let entry = open.removeValue(forKey: key) { return .open(entry.effect) }
        if let effect = late.removeValue(forKey: key) { return .late(effect) }
        return .none
    }

    /// Takes out the commands whose answer is overdue, by their effects.
    mutating func overdue(at now: Timestamp) -> [Entry] {
        let found = open.filter { $0.value.dueAt <= now }
        for (key, entry) in found {
            open[key] = nil
            late[key] = entry.effect
        }
        return found.values.sorted { $0.effect < $1.effect }
    }
}
