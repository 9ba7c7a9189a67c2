// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A value that one side sets once and the other waits for.
///
/// A class because both sides hold it.
final class Promise<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var waiter: CheckedContinuation<Value, Never>?
    }

    private let state = Mutex(State())

    /// The first value counts; returns whether this was it.
    @discardableResult
    func settle(_ value: Value) -> Bool {
        var waiter: CheckedContinuation<Value, Never>?
        let isFirst = state.withLock { state in
            guard state.value == nil else { return false }
            state.value = value
            waiter = state.waiter
            state.waiter = nil
            return true
        }
        waiter?.resume(returning: value)
        return isFirst
    }

    var isSettled: Bool { state.withLock { $0.value != nil } }

    /// The value, as soon as it is there.
    ///
    /// One caller at most.
    func value() async -> Value {
        await withCheckedContinuation { (continuation: CheckedContinuation<Value, Never>) in
            let value: Value? = state.withLock { state in
                if state.value == nil { state.waiter = continuation }
                return state.value
            }
            if let value { continuation.resume(returning: value) }
        }
    }

    /// The value, or after `limit` what `late` then settles it with, or `cancelled` at once.
    func value(
        within limit: Duration,
        late: @escaping @Sendable () -> Void,
        cancelled: @escaping @Sendable () -> Void
    ) async -> Value {
        await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    // A sleep that was cancelled is one that is not needed any more.
                    guard (try? await Task.sleep(for: limit)) != nil else { return }
                    late()
                }
                let value = await value()
                group.cancelAll()
                return value
            }
        } onCancel: {
            cancelled()
        }
    }
}
