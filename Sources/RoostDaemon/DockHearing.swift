// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostHTTP
import RoostModel
import Synchronization

/// When each dock was last heard of by the clock that nobody steps, for the word that nobody else says: silence (PROTOCOL § 7).
///
/// A class because the reader of messages and the watchdog share it.
final class DockHearing: Sendable {
    /// Fifteen missed reports at 0.5 Hz (PROTOCOL § 7: offline after 30 s).
    static let patience = TimeSpan.seconds(30)

    private struct State {
        var heardAt: [DockID: Timestamp] = [:]
        var silent: Set<DockID> = []
        /// Until then nobody could be heard.
        var deafUntil: Timestamp?
    }

    private let state = Mutex(State())

    func note(_ dock: DockID, at now: Timestamp) {
        state.withLock { state in
            state.heardAt[dock] = now
            state.silent.remove(dock)
        }
    }

    /// Nobody can be heard: a dock that speaks has its patience from now.
    func noteDeaf(at now: Timestamp) { state.withLock { $0.deafUntil = now } }

    /// Who speaks and who fell silent; `steady` is the clock that nobody steps, `now` the site's.
    func hearing(at steady: Timestamp, now: Timestamp) -> Outage.Hearing {
        state.withLock { state in
            var hearing = Outage.Hearing()
            for (dock, at) in state.heardAt {
                if steady - at > Self.patience {
                    hearing.silent[dock] = now - (steady - at)
                } else {
                    hearing.speaking.insert(dock)
                }
            }
            return hearing
        }
    }

    /// Docks that have just become silent, with the instant since when.
    func newlySilent(at now: Timestamp) -> [(dock: DockID, since: Timestamp)] {
        state.withLock { state in
            if let deaf = state.deafUntil, now - deaf <= Self.patience { return [] }
            let found = state.heardAt
                .filter { now - $0.value > Self.patience && !state.silent.contains($0.key) }
                .sorted { $0.key < $1.key }
            for (dock, _) in found { state.silent.insert(dock) }
            return found.map { ($0.key, $0.value) }
        }
    }
}
