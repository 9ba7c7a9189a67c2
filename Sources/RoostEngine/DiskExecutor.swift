// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// Runs tasks that wait for the disk on threads of its own.
///
/// The cooperative pool has one thread a core: readers behind a slow commit would leave none for the timer of a
/// recall (S15). Nor may they be Dispatch's: its queues share their threads with the pool, and where these
/// block it lends one more a second. A class because it owns threads.
public final class DiskExecutor: TaskExecutor {
    /// The one of the process.
    public static let shared = DiskExecutor()

    /// Threads at most; what comes beyond waits for one.
    static let limit = 64
    /// A thread that had nothing to do for so long ends.
    private static let patience = DispatchTimeInterval.seconds(30)

    private struct State {
        /// What no thread has taken yet, in order; the semaphore counts it.
        var jobs: [UnownedJob] = []
        var threads = 0
        /// Threads that are about to take a job.
        var idle = 0
    }

    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    private init() {}

    /// Takes a job; called by the runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isShort = state.withLock { state in
            state.jobs.append(job)
            guard state.jobs.count > state.idle, state.threads < Self.limit else { return false }
            state.threads += 1
            state.idle += 1
            return true
        }
        work.signal()
        guard isShort else { return }
        let thread = Thread { [self] in run() }
        thread.name = "disk"
        thread.start()
    }

    /// What one thread does.
    private func run() {
        while true {
            guard work.wait(timeout: .now() + Self.patience) == .success else {
                if leave() { return }
                continue
            }
            let job = state.withLock { state in
                state.idle -= 1
                return state.jobs.removeFirst()
            }
            job.runSynchronously(on: asUnownedTaskExecutor())
            state.withLock { $0.idle += 1 }
        }
    }

    /// Whether a thread that found nothing to do may end; not where each is needed.
    private func leave() -> Bool {
        state.withLock { state in
            guard state.idle > state.jobs.count else { return false }
            state.idle -= 1
            state.threads -= 1
            return true
        }
    }
}
