// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import SiteCore
import Synchronization

/// Wakes the performers of lanes; many signals before a performer looks count as one.
///
/// A class, because performers leave it from any task.
final class LaneBell: Sendable {
    private struct Listeners {
        var next = 0
        /// How often each lane was rung.
        var rings: [Lane: Int] = [:]
        var isFinished = false
        var all: [Int: (lane: Lane, continuation: AsyncStream<Void>.Continuation)] = [:]
    }

    private let listeners = Mutex(Listeners())

    /// A stream that begins with one signal, so that a performer looks once at its start.
    func stream(of lane: Lane) -> AsyncStream<Void> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { add($0, of: lane) }
    }

    /// Rings on a stream from now on; begins with one signal.
    func add(_ continuation: AsyncStream<Void>.Continuation, of lane: Lane) {
        let id: Int? = listeners.withLock { listeners in
            guard !listeners.isFinished else { return nil }
            listeners.next += 1
            listeners.all[listeners.next] = (lane, continuation)
            return listeners.next
        }
        guard let id else { return continuation.finish() }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { _ = $0.all.removeValue(forKey: id) }
        }
        continuation.yield()
    }

    func ring(_ lanes: Set<Lane>) {
        guard !lanes.isEmpty else { return }
        let all = listeners.withLock { listeners in
            for lane in lanes { listeners.rings[lane, default: 0] += 1 }
            return listeners.all
        }
        for listener in all.values where lanes.contains(listener.lane) {
            listener.continuation.yield()
        }
    }

    /// How often a lane was rung.
    func rings(of lane: Lane) -> Int { listeners.withLock { $0.rings[lane, default: 0] } }

    func finish() {
        let all = listeners.withLock { listeners in
            listeners.isFinished = true
            defer { listeners.all = [:] }
            return listeners.all
        }
        for listener in all.values { listener.continuation.finish() }
    }
}
