// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What a subscriber of facts hears.
public enum FactSignal: Equatable, Sendable {
    /// Facts of one turn, in order.
    case facts([FactRecord])
    /// The subscriber was too slow and missed some: it reads them from the store, behind the last
    /// place it has, and ignores what it then hears twice.
    case missed
}

/// Live facts for every subscriber, each with a bounded buffer.
///
/// A class, because subscribers leave it from any task.
final class FactFeed: Sendable {
    /// Signals that wait for one subscriber at most.
    static let bufferLimit = 256

    private struct Subscriber {
        var continuation: AsyncStream<FactSignal>.Continuation
        var isBehind = false
    }

    private struct Subscribers {
        var next = 0
        var isFinished = false
        /// Walked in no order that anybody can see: subscribers are independent.
        var all: [Int: Subscriber] = [:]
    }

    private let subscribers = Mutex(Subscribers())

    func stream() -> AsyncStream<FactSignal> {
        AsyncStream(bufferingPolicy: .bufferingOldest(Self.bufferLimit)) { continuation in
            let id: Int? = subscribers.withLock { subscribers in
                guard !subscribers.isFinished else { return nil }
                subscribers.next += 1
                subscribers.all[subscribers.next] = Subscriber(continuation: continuation)
                return subscribers.next
            }
            guard let id else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                self?.subscribers.withLock { _ = $0.all.removeValue(forKey: id) }
            }
        }
    }

    func publish(_ facts: [FactRecord]) {
        guard !facts.isEmpty else { return }
        let all = subscribers.withLock { $0.all }
        for (id, subscriber) in all {
            let signal = subscriber.isBehind ? FactSignal.missed : .facts(facts)
            guard case .dropped = subscriber.continuation.yield(signal) else {
                if subscriber.isBehind { setBehind(false, id) }
                continue
            }
            setBehind(true, id)
        }
    }

    func finish() {
        let all = subscribers.withLock { subscribers in
            subscribers.isFinished = true
            defer { subscribers.all = [:] }
            return subscribers.all
        }
        for subscriber in all.values { subscriber.continuation.finish() }
    }

    private func setBehind(_ isBehind: Bool, _ id: Int) {
        subscribers.withLock { $0.all[id]?.isBehind = isBehind }
    }
}
