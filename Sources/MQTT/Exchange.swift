// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What the callers and the client's thread share.
///
/// A class because both hold it; all of its state is behind one lock, held for a few instructions
/// and never over a call of the library.
final class Exchange: Sendable {
    enum Phase: Sendable {
        /// Not started.
        case idle
        /// The thread is in a call that cannot be interrupted (name look-up, TCP connect).
        case connecting
        /// The thread is in its own loop.
        case running
        /// Nothing will happen any more.
        case finished
    }

    private struct State {
        var phase = Phase.idle
        var outbox: [Posting] = []
        var counters = MQTTCounters()
        var stopAt: ContinuousClock.Instant?
        var stopWaiters: [CheckedContinuation<Void, Never>] = []
        var connectionWaiters: [Promise<Bool>] = []
    }

    let waker: Waker
    let batches: AsyncStream<MQTTBatch>
    let events: AsyncStream<MQTTConnectionEvent>
    private let batchSink: AsyncStream<MQTTBatch>.Continuation
    private let eventSink: AsyncStream<MQTTConnectionEvent>.Continuation
    private let outboxLimit: Int
    private let state = Mutex(State())

    init(outboxLimit: Int) throws(MQTTError) {
        self.outboxLimit = outboxLimit
        waker = try Waker()
        // At most one batch is outstanding, so one place is enough.
        (batches, batchSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1))
        (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
    }

    // For the callers.

    var counters: MQTTCounters { state.withLock { $0.counters } }

    /// Whether the caller may start the thread: true once.
    func begin() -> Bool {
        state.withLock { state in
            guard state.phase == .idle else { return false }
            state.phase = .running
            return true
        }
    }

    func post(_ posting: Posting) {
        let fault: MQTTError? = state.withLock { state in
            guard state.phase == .running || state.phase == .connecting, state.stopAt == nil
            else { return .stopped }
            if state.outbox.count >= outboxLimit {
                state.outbox.removeAll { $0.promise.isSettled }
            }
            guard state.outbox.count < outboxLimit else { return .outboxFull }
            state.outbox.append(posting)
            return nil
        }
        if let fault { posting.giveUp(fault) } else { waker.wake() }
    }

    /// Settles a posting that took too long.
    func expire(_ posting: Posting) {
        posting.giveUp(counters.isConnected ? .delayed : .notConnected)
    }

    /// Settles the promise with true once connected, with false once stopped.
    func awaitConnection(_ promise: Promise<Bool>) {
        let answer: Bool? = state.withLock { state in
            if state.counters.isConnected { return true }
            if state.phase == .finished { return false }
            state.connectionWaiters.removeAll(where: \.isSettled)
            state.connectionWaiters.append(promise)
            return nil
        }
        if let answer { promise.settle(answer) }
    }

    /// Asks the thread to end before `deadline`; resumes the waiter when it has.
    func stop(by deadline: ContinuousClock.Instant, waiter: CheckedContinuation<Void, Never>?) {
        let mustFinish = state.withLock { state in
            switch state.phase {
            case .idle, .connecting, .finished:
                // No thread, or one that has nothing to end and notices by itself.
                return true
            case .running:
                state.stopAt = min(state.stopAt ?? deadline, deadline)
                if let waiter { state.stopWaiters.append(waiter) }
                return false
            }
        }
        waker.wake()
        guard mustFinish else { return }
        finish()
        waiter?.resume()
    }

    // For the thread.

    var stopAt: ContinuousClock.Instant? { state.withLock { $0.stopAt } }
    var isFinished: Bool { state.withLock { $0.phase == .finished } }
    var hasPostings: Bool { state.withLock { !$0.outbox.isEmpty } }

    func count(_ change: (inout MQTTCounters) -> Void) {
        state.withLock { change(&$0.counters) }
    }

    /// Moves between connecting and running; false if the client was stopped meanwhile.
    ///
    /// Who is to stop begins no connection: it could not be interrupted, and the stop would wait for it.
    func enter(_ phase: Phase) -> Bool {
        state.withLock { state in
            guard state.phase != .finished, phase != .connecting || state.stopAt == nil else {
                return false
            }
            state.phase = phase
            return true
        }
    }

    func takePostings(_ limit: Int) -> [Posting] {
        state.withLock { state in
            let taken = Array(state.outbox.prefix(limit))
            state.outbox.removeFirst(taken.count)
            return taken
        }
    }

    func setConnected(_ isConnected: Bool) {
        let waiters = state.withLock { state in
            state.counters.isConnected = isConnected
            defer { if isConnected { state.connectionWaiters = [] } }
            return isConnected ? state.connectionWaiters : []
        }
        for waiter in waiters { waiter.settle(true) }
    }

    /// Whether somebody may read it.
    func hand(_ batch: MQTTBatch) -> Bool {
        switch batchSink.yield(batch) {
        case .enqueued: true
        case .dropped, .terminated: false
        @unknown default: false
        }
    }

    func tell(_ event: MQTTConnectionEvent) {
        eventSink.yield(event)
    }

    /// The end: everybody who waits is told.
    ///
    /// Any number of times.
    func finish() {
        let (postings, connections, stops) = state.withLock { state in
            defer {
                state.outbox = []
                state.connectionWaiters = []
                state.stopWaiters = []
            }
            state.phase = .finished
            state.counters.isConnected = false
            return (state.outbox, state.connectionWaiters, state.stopWaiters)
        }
        for posting in postings { posting.giveUp(.stopped) }
        for promise in connections { promise.settle(false) }
        eventSink.yield(.stopped)
        eventSink.finish()
        batchSink.finish()
        for waiter in stops { waiter.resume() }
    }
}
