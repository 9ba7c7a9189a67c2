// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc
import Logging

/// One turn: wait, read, take the answer to the batch, hand over the next one, write.
extension ClientThread {
    /// Messages whose acknowledgement waits in the library, or would, for a commit.
    ///
    /// Nothing may be written while there are any, as the library writes all or nothing. The broker
    /// sends no more of them than the receive-maximum, so that a flood cannot put off writing for
    /// ever.
    var owedCount: Int {
        let isCurrent = commit?.connection == link.number
        return inbox.owedCount + (isCurrent ? batch.count(where: \.isOwed) : 0)
    }

    /// Before the broker's answer there is nothing to acknowledge, and CONNECT must leave.
    private var mayWrite: Bool { !link.isOpen || owedCount == 0 }

    func turn() {
        guard let handle else { return link.end(.unreachable("no handle")) }
        let socket = mosquitto_socket(handle.pointer)
        guard socket >= 0 else { return fail("the library closed the socket") }
        let wanted = wantedEvents(handle)
        let ready = Poll.wait(socket, for: wanted, waker: exchange.waker, limit: patience)
        let isBroken = ready & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
        // Also on a mere tick: TLS may hold bytes that poll cannot see.
        if wanted & Int16(POLLIN) != 0, ready != Int16(POLLOUT) {
            read(handle, socket)
        } else if isBroken {
            fail("the broker closed the connection")
        }
        // A handshake that the broker gave up stays silent in the library.
        if !link.isOpen, isBroken || ready & rdhup != 0 { fail("the broker closed the connection") }
        settle()
        handOver()
        write(handle)
        checkTime()
    }

    func fail(_ words: String) {
        link.fail(words, mayFallBack: mayFallBack)
    }

    private var rdhup: Int16 { 0x2000 }

    private func wantedEvents(_ handle: Handle) -> Int16 {
        // At a stop only what is still to be confirmed is waited for.
        let isReading = exchange.stopAt == nil ? inbox.hasRoom : !link.sent.isEmpty
        var events: Int16 = link.isOpen ? 0 : rdhup
        if isReading || !link.isOpen { events |= Int16(POLLIN) }
        if mayWrite, mosquitto_want_write(handle.pointer) { events |= Int16(POLLOUT) }
        return events
    }

    private var patience: Duration {
        guard let stopAt = exchange.stopAt else { return .seconds(1) }
        return min(.seconds(1), stopAt - .now)
    }

    /// Reads until nothing is readable, a batch is full or the inbox is.
    private func read(_ handle: Handle, _ socket: Int32) {
        let (start, wasOpen) = (received, link.isOpen)
        var rounds = 0
        repeat {
            let code = mosquitto_loop_read(handle.pointer, 1)
            guard code == Handle.success else { return fail(Handle.words(code)) }
            guard mosquitto_socket(handle.pointer) >= 0 else {
                return fail("the broker ended the connection")
            }
            rounds += 1
            // SUBSCRIBE leaves before the first message asks for a commit.
        } while link.isOpen == wasOpen && rounds < configuration.batchLimit * 4
            && received - start < configuration.batchLimit && inbox.hasRoom
            && Poll.wait(socket, for: Int16(POLLIN), waker: nil, limit: .zero) == Int16(POLLIN)
    }

    /// Takes the consumer's answer, if it came.
    func settle() {
        guard let commit, let outcome = commit.outcome else { return }
        let entries = batch
        self.commit = nil
        batch = []
        switch outcome {
        case .committed:
            exchange.count { $0.batchesCommitted += 1 }
            forgetTrouble()
        case .failed:
            exchange.count { $0.batchesFailed += 1 }
            if commit.connection == link.number, link.isOpen {
                link.end(.commitFailed)
                link.isOpen = false
            }
            giveBack(entries)
        }
    }

    /// What was not committed: the broker sends it again, or we hand it over again.
    private func giveBack(_ entries: [Inbox.Entry]) {
        guard link.isOpen else {
            held += entries.filter(\.isOwed)
            return inbox.restore(entries.filter { !$0.isOwed })
        }
        let isForgotten = !link.isSessionPresent
        inbox.restore(isForgotten ? entries.map(\.settledByUs) : entries.filter { !$0.isOwed })
    }

    /// One batch at a time.
    func handOver() {
        // After a failure in order: nothing that came later goes before what comes again.
        guard link.ending != .commitFailed, commit == nil, !inbox.isEmpty else { return }
        batch = inbox.take(configuration.batchLimit)
        exchange.count { $0.inboxDepth = inbox.count }
        guard !subscriptions.isEmpty else {
            batch = []
            return
        }
        let commit = Commit(connection: link.number, waker: exchange.waker)
        self.commit = commit
        // Without a reader the batch is let go here, and so answered with failure.
        if !exchange.hand(MQTTBatch(batch.map(\.message), commit: commit)) {
            logger.error("nobody reads the batches any more")
        }
    }

    private func write(_ handle: Handle) {
        guard link.ending == nil, mayWrite else { return }
        if link.isOpen { publish(handle) }
        if mosquitto_want_write(handle.pointer) {
            let code = mosquitto_loop_write(handle.pointer, 1)
            guard code == Handle.success else { return fail(Handle.words(code)) }
        }
        let code = mosquitto_loop_misc(handle.pointer)
        guard code == Handle.success else { return fail(Handle.words(code)) }
    }

    /// Queues what the callers want published, as much as the window holds.
    private func publish(_ handle: Handle) {
        let room = Int(Handle.sendMaximum) - link.sent.count
        guard room > 0 else { return }
        for posting in exchange.takePostings(room) {
            // It may have waited for this connection, and the world has not.
            guard posting.isWanted() else {
                posting.giveUp(.withdrawn)
                continue
            }
            do throws(MQTTError) {
                let seconds = try posting.expirySeconds(at: .now)
                guard posting.markSent() else { continue }
                let number = try handle.publish(
                    posting.message,
                    link.version,
                    expirySeconds: seconds
                )
                link.sent[number] = posting
            } catch {
                posting.promise.settle(.failure(error))
            }
        }
    }

    /// Time-outs that nothing else notices.
    private func checkTime() {
        let now = ContinuousClock.now
        if !link.isOpen, now - link.startedAt > configuration.connectTimeout {
            fail("no answer within \(configuration.connectTimeout)")
        }
        guard let stopAt = exchange.stopAt else { return }
        let isIdle =
            commit == nil && inbox.isEmpty && link.sent.isEmpty && !exchange.hasPostings
            && owedCount == 0
        if isIdle || now >= stopAt || !link.isOpen { link.end(.stopped) }
    }
}
