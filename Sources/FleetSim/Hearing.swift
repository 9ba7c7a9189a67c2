// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel

/// When each dock was last heard of, for the word that nobody else says: silence (PROTOCOL § 7).
struct Hearing {
    /// Fifteen missed reports at 0.5 Hz.
    static let patience = TimeSpan.seconds(30)

    private var heardAt: [DockID: Timestamp] = [:]
    private var silent: Set<DockID> = []

    mutating func note(_ dock: DockID, at now: Timestamp) {
        heardAt[dock] = now
        silent.remove(dock)
    }

    /// Docks that have just become silent, with the instant since when.
    mutating func newlySilent(at now: Timestamp) -> [(dock: DockID, since: Timestamp)] {
        let found = heardAt.filter { now - $0.value > Self.patience && !silent.contains($0.key) }
            .sorted { $0.key < $1.key }
        for (dock, _) in found { silent.insert(dock) }
        return found.map { ($0.key, $0.value) }
    }
}
