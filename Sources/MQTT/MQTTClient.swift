// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Glibc
public import Logging

/// One connection to a broker, by libmosquitto, whose acknowledgement means *committed*.
///
/// A thread of its own owns the library's handle. It reads what is there, hands it over as one
/// ``MQTTBatch``, waits for the answer and only then writes the acknowledgements; the library's own
/// loops acknowledge too early. One batch is outstanding at a time; while it is, the thread reads
/// on into a bounded inbox, but **writes nothing**, because the library would write the
/// acknowledgements of uncommitted messages as well. Three things follow:
///
/// - A message published on a connection that also subscribes waits for the commit, several if more
///   came meanwhile (at most the receive-maximum of messages). What must leave at once, as a return
///   home, goes through a second client without subscriptions: it never waits for a commit.
/// - Never wait for a `publish` on the same client before answering its batch.
/// - A commit must take less than the keep alive, or the broker drops the connection (nothing is
///   lost: the batch comes again).
///
/// A client without subscriptions starts clean, needs no reader of ``batches`` and throws away what
/// a broker may send it.
///
/// A class: it owns the thread, and with it handle and socket. Let go, it stops at once.
public final class MQTTClient: Sendable {
    private let configuration: MQTTConfiguration
    private let subscriptions: [MQTTSubscription]
    private let logger: Logger
    private let exchange: Exchange

    /// The batches, for one reader.
    ///
    /// Ends when the client has stopped.
    public var batches: AsyncStream<MQTTBatch> { exchange.batches }

    /// What happened to the connection, for one reader; the newest 64 are kept.
    public var events: AsyncStream<MQTTConnectionEvent> { exchange.events }

    /// Counts until now.
    public var counters: MQTTCounters { exchange.counters }

    /// A client that does nothing before ``start()``.
    ///
    /// - Throws: `MQTTError.system` without a file descriptor to be had.
    public init(
        _ configuration: MQTTConfiguration,
        subscriptions: [MQTTSubscription] = [],
        logger: Logger
    ) throws(MQTTError) {
        self.configuration = configuration
        self.subscriptions = subscriptions
        self.logger = logger
        exchange = try Exchange(outboxLimit: configuration.outboxLimit)
    }

    deinit {
        exchange.stop(by: .now, waiter: nil)
    }

    /// Starts the thread and returns; the connection is made, and made again, by the thread.
    ///
    /// A broker that is not there or refuses is no error here but an event, and tried again.
    /// - Throws: `MQTTError.invalidConfiguration` with what cannot work, unreadable certificate
    ///   files too; `.stopped` at the second call; `.system` without a thread to be had.
    public func start() throws(MQTTError) {
        try configuration.check(subscriptions)
        let trial = try Handle(configuration, version: .v5, isCleanStart: true, owner: nil)
        trial.destroy()
        guard exchange.begin() else { throw .stopped }
        let (configuration, subscriptions, logger) = (configuration, subscriptions, logger)
        let exchange = exchange
        do throws(MQTTError) {
            try OwnThread.start {
                ClientThread(configuration, subscriptions, exchange, logger).run()
            }
        } catch {
            exchange.finish()
            throw error
        }
    }

    /// Publishes, and returns when the broker has the message (QoS 1) or it was written (QoS 0).
    ///
    /// Never sent twice by itself: whether to try again after `.unconfirmed` is the caller's to
    /// decide.
    /// - Parameters:
    ///   - message: What to publish.
    ///   - limit: Longest wait for connection, place and acknowledgement together.
    ///   - isWanted: The last look, when the message could leave: false withdraws it. Called from the client's
    ///     own thread, which must not be kept waiting.
    /// - Returns: Whether somebody is subscribed, if the broker said.
    /// - Throws: `MQTTError`; `mayHaveArrived` tells whether the broker may have it.
    @discardableResult
    public func publish(
        _ message: MQTTMessage,
        within limit: Duration = .seconds(10),
        isWanted: @escaping @Sendable () -> Bool = { true }
    ) async throws(MQTTError) -> PublishReceipt {
        try message.check()
        let posting = Posting(message, isWanted: isWanted)
        let exchange = exchange
        exchange.post(posting)
        let answer = await posting.promise.value(
            within: limit,
            late: { exchange.expire(posting) },
            cancelled: { posting.giveUp(.cancelled) }
        )
        return try answer.get()
    }

    /// Waits until the broker has accepted connection and subscriptions.
    ///
    /// - Returns: False after `limit`, when cancelled, or once the client is stopped.
    public func connected(within limit: Duration) async -> Bool {
        let promise = Promise<Bool>()
        exchange.awaitConnection(promise)
        return await promise.value(
            within: limit,
            late: { promise.settle(false) },
            cancelled: { promise.settle(false) }
        )
    }

    /// Ends the client.
    ///
    /// Afterwards it cannot be started again.
    ///
    /// New messages are refused at once. What was read is still handed over, and what was published
    /// still confirmed, for `grace` at most; if then everything read was committed the session is
    /// left with DISCONNECT (no will), otherwise the socket is dropped unacknowledged, the will is
    /// sent and the broker keeps what was not committed.
    /// - Parameter grace: Longest wait; zero ends at once.
    public func stop(grace: Duration = .seconds(2)) async {
        let deadline = ContinuousClock.now + grace
        await withCheckedContinuation { continuation in
            exchange.stop(by: deadline, waiter: continuation)
        }
    }
}
