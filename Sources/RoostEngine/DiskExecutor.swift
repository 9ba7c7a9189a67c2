// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs tasks that wait for the disk on threads of their own.
///
/// The cooperative pool has one thread a core: two readers behind a slow commit would leave none for the
/// timer of a recall (S15). A class because it owns a queue.
public final class DiskExecutor: TaskExecutor {
    /// The one of the process.
    public static let shared = DiskExecutor()

    private let queue = DispatchQueue(label: "roost.disk", attributes: .concurrent)

    private init() {}

    /// Takes a job; called by the runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
