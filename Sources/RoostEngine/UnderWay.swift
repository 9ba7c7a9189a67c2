// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import RoostModel
import SiteCore
import Synchronization

/// What performers of this process know of effects and the store does not: which of those that may be tried
/// twice are being performed, and notices that were just asked for, which need not be read again.
///
/// A class, because the loop and the performers share it. A process that dies takes it along: then the
/// effects are queued, and are tried again under their ids.
final class UnderWay: Sendable {
    /// Notices that are kept for a reader; more are read from the store.
    static let freshLimit = 1000

    private struct State {
        /// Tries, this one included.
        var attempts: [EffectID: Int] = [:]
        var fresh: [EffectID: PendingEffect] = [:]
    }

    private let state = Mutex(State())

    /// What is being performed, with its tries.
    var all: [EffectID: Int] { state.withLock { $0.attempts } }

    /// Begins to perform effects that a lane found due, that are not being performed yet and did not run out.
    ///
    /// The time is read under the lock, as in ``Outbox/begin(_:at:)``.
    func begin(
        _ effects: [PendingEffect],
        at now: @autoclosure () -> Timestamp
    ) -> [PendingEffect] {
        state.withLock { state in
            let now = now()
            return effects.compactMap { pending in
                guard state.attempts[pending.effect.id] == nil, pending.effect.expiresAt > now
                else { return nil }
                var pending = pending
                pending.attempt += 1
                state.attempts[pending.effect.id] = pending.attempt
                return pending
            }
        }
    }

    /// Whatever becomes of an effect is on disk.
    func end(_ id: EffectID) { state.withLock { _ = $0.attempts.removeValue(forKey: id) } }

    /// Keeps what a turn asked for until it is looked for.
    func add(_ effects: [PendingEffect]) {
        guard !effects.isEmpty else { return }
        state.withLock { state in
            for pending in effects.prefix(Self.freshLimit - state.fresh.count) {
                state.fresh[pending.effect.id] = pending
            }
        }
    }

    /// What was asked for since the last call.
    func takeFresh() -> [EffectID: PendingEffect] {
        state.withLock { state in
            defer { state.fresh = [:] }
            return state.fresh
        }
    }
}
