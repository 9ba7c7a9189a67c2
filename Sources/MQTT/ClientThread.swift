// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc
import Logging

/// What the client's own thread does: connect, then turn after turn, and connect again.
///
/// A class because the library's callbacks reach it by its address. It is made on the thread, used
/// by nothing else and so needs no lock: the callbacks run inside the library calls made here.
final class ClientThread {
    let configuration: MQTTConfiguration
    let subscriptions: [MQTTSubscription]
    let exchange: Exchange
    let logger: Logger
    var inbox: Inbox
    var link = Link(number: 0, version: .v5)
    /// The handle of the link, if there is one.
    var handle: Handle?
    /// The batch that was handed over, and what is in it.
    var commit: Commit?
    var batch: [Inbox.Entry] = []
    /// Read on a connection that ended before they were handed over.
    ///
    /// If the broker kept the session they come again, otherwise they go back into the inbox.
    var held: [Inbox.Entry] = []
    var received = 0
    private var version: MQTTVersion
    private var delay: ReconnectDelay
    /// Attempts in a row that found no broker.
    private var missed = 0
    private var hasEverConnected = false

    init(
        _ configuration: MQTTConfiguration,
        _ subscriptions: [MQTTSubscription],
        _ exchange: Exchange,
        _ logger: Logger
    ) {
        self.configuration = configuration
        self.subscriptions = subscriptions
        self.exchange = exchange
        self.logger = logger
        inbox = Inbox(
            limit: configuration.inboxLimit,
            sheddableSuffixes: configuration.sheddableSuffixes
        )
        version = configuration.version == .only(.v311) ? .v311 : .v5
        delay = ReconnectDelay(configuration.reconnectDelay)
    }

    /// Returns when the client is stopped.
    func run() {
        while exchange.enter(.connecting) {
            open()
            // Stopped while the call above blocked: nobody waits for us any more.
            guard exchange.enter(.running) else {
                close()
                return
            }
            while link.ending == nil { turn() }
            let ending = link.ending ?? .stopped
            close()
            report(ending)
            if ending == .stopped { break }
            if ending == .mustFallBack { version = .v311 } else { pause() }
        }
        exchange.finish()
    }

    /// The broker accepted connection and subscriptions.
    func becomeReady() {
        hasEverConnected = true
        // Who was told that there is none is told that there is one.
        let level: Logger.Level = missed > 1 ? .notice : .info
        let session: Logger.Metadata = ["session": "\(link.isSessionPresent)"]
        logger.log(level: level, "connected to the broker", metadata: session)
        missed = 0
        exchange.setConnected(true)
        exchange.tell(.connected(link.version, isSessionPresent: link.isSessionPresent))
    }

    /// The first time always: an earlier program may have left other subscriptions in the session.
    var mustSubscribe: Bool { !hasEverConnected || !link.isSessionPresent }

    var mayFallBack: Bool { configuration.version == .automatic }

    /// A batch was committed, or a connection lasted: the next trouble is a new one.
    func forgetTrouble() {
        delay.reset()
    }

    private func open() {
        link = Link(number: link.number + 1, version: version)
        if link.number > 1 { exchange.count { $0.reconnects += 1 } }
        do throws(MQTTError) {
            let handle = try Handle(
                configuration,
                version: version,
                isCleanStart: configuration.isCleanStart || subscriptions.isEmpty,
                owner: Unmanaged.passUnretained(self).toOpaque()
            )
            self.handle = handle
            setCallbacks(of: handle)
            try handle.connect(configuration, version)
        } catch {
            link.fail("\(error)", mayFallBack: false)
        }
    }

    /// Ends the connection.
    ///
    /// Nothing is written any more, except at a clean stop.
    private func close() {
        exchange.setConnected(false)
        if let handle {
            if link.ending == .stopped, link.isOpen, owedCount == 0 {
                leave(handle)
            } else {
                // The queued acknowledgements must not leave with the library's own clean-up.
                let socket = mosquitto_socket(handle.pointer)
                if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
            }
            handle.destroy()
        }
        handle = nil
        for posting in link.sent.values { posting.giveUp(.unconfirmed) }
        link.sent = [:]
        if link.isOpen,
            ContinuousClock.now - link.startedAt > configuration.reconnectDelay.upperBound
        {
            forgetTrouble()
        }
        link.isOpen = false
        held += inbox.removeOwed()
    }

    /// Writes what is queued, and DISCONNECT, waits until the broker hangs up; a second at most.
    ///
    /// A broker that meets the next connection of this session first forgets what it has not yet
    /// read of this one: acknowledgements were lost so (seen with mosquitto 2.0.11).
    private func leave(_ handle: Handle) {
        let deadline = ContinuousClock.now + .seconds(1)
        // The library closes its socket as soon as DISCONNECT is written; ours stays open.
        let copy = dup(mosquitto_socket(handle.pointer))
        guard copy >= 0 else { return }
        defer { Glibc.close(copy) }
        mosquitto_disconnect_v5(handle.pointer, 0, nil)
        while mosquitto_socket(handle.pointer) >= 0 {
            guard mosquitto_loop_write(handle.pointer, 1) == Handle.success else { return }
            let left = deadline - .now
            guard left > .zero else { return }
            guard mosquitto_want_write(handle.pointer) else { break }
            _ = Poll.wait(copy, for: Int16(POLLOUT), waker: nil, limit: left)
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while Poll.wait(copy, for: Int16(POLLIN), waker: nil, limit: deadline - .now) != 0 {
            guard recv(copy, &bytes, bytes.count, 0) > 0 else { return }
        }
    }

    private func report(_ ending: Link.Ending) {
        switch ending {
        case .mustFallBack:
            logger.notice("the broker does not know MQTT 5: falling back to 3.1.1")
        case .refused(let reason):
            logger.error("the broker refused the connection", metadata: ["reason": "\(reason)"])
            exchange.tell(.refused(reason))
        case .unreachable(let words):
            missed += 1
            // A broker that starts beside us is not there at once; one that stays away is told of once.
            let level: Logger.Level = missed == 2 ? .warning : .debug
            let reason: Logger.Metadata = ["reason": "\(words)"]
            logger.log(level: level, "no connection to the broker", metadata: reason)
            exchange.tell(.unreachable(words))
        case .lost(let words):
            logger.warning("connection to the broker lost", metadata: ["reason": "\(words)"])
            exchange.tell(.lost(words))
        case .commitFailed:
            logger.error("a batch was not committed: dropped the connection unacknowledged")
            exchange.tell(.commitFailed)
        case .stopped:
            logger.debug("stopped")
        }
    }

    /// Waits before the next attempt.
    ///
    /// Answers to a batch, and handing over what is left, go on.
    private func pause() {
        let end = ContinuousClock.now + delay.next(luck: Double.random(in: 0..<1))
        while exchange.stopAt == nil {
            let left = end - ContinuousClock.now
            guard left > .zero else { return }
            _ = Poll.wait(-1, for: 0, waker: exchange.waker, limit: left)
            settle()
            handOver()
        }
    }
}
