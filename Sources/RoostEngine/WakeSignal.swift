// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Wakes the one thread that waits; a signal that comes while nobody waits is kept, more than one count as
/// one.
///
/// A class, because it owns a semaphore of the system: a waiting thread is awake in some ten microseconds,
/// a waiting task, with the timer beside it, takes ten times as long and two more threads.
final class WakeSignal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let isRaised = Atomic(false)
    private let isCalled = Atomic(false)

    /// Wakes who waits; a call asks for work to be done, another signal only for a look at how long to wait.
    func raise(isCall: Bool = true) {
        if isCall { isCalled.store(true, ordering: .releasing) }
        guard !isRaised.exchange(true, ordering: .acquiringAndReleasing) else { return }
        semaphore.signal()
    }

    /// Whether somebody called since this was last asked.
    func takeCall() -> Bool { isCalled.exchange(false, ordering: .acquiringAndReleasing) }

    /// Returns at the next signal or after `longest`; blocks its thread meanwhile.
    func wait(longest: Duration) {
        let (seconds, attoseconds) = longest.components
        let nanoseconds = Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
        guard semaphore.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success else {
            return
        }
        // Before the caller looks for work: what is put there from now on raises it anew.
        isRaised.store(false, ordering: .releasing)
    }
}
