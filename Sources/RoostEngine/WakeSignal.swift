// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Wakes one waiting task; a signal that comes while nobody waits is kept, more than one count as
/// one.
///
/// A class, because a continuation has one owner.
final class WakeSignal: Sendable {
    private enum Phase {
        case idle
        case raised
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let phase = Mutex(Phase.idle)

    func raise() {
        let waiting: CheckedContinuation<Void, Never>? = phase.withLock { phase in
            if case .waiting(let continuation) = phase {
                phase = .idle
                return continuation
            }
            phase = .raised
            return nil
        }
        waiting?.resume()
    }

    /// Returns at the next signal, after `longest`, or when the task is cancelled.
    func wait(longest: Duration) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                // A cancelled sleep means that the signal came first.
                if (try? await Task.sleep(for: longest)) != nil { self.raise() }
            }
            await wait()
            group.cancelAll()
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isRaised = phase.withLock { phase in
                    if case .raised = phase {
                        phase = .idle
                        return true
                    }
                    phase = .waiting(continuation)
                    return false
                }
                if isRaised { continuation.resume() }
            }
        } onCancel: {
            raise()
        }
    }
}
