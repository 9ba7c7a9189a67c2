// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Logging
import MQTT
import Synchronization

/// One connection to the daemon's broker that follows it when it moves to another port.
///
/// A class: it owns the client in use. Messages of an earlier connection are not sent on a later one.
final class BrokerLink: Sendable {
    /// What the link tells its user, in order.
    enum News: Sendable {
        case connected
        case lost
        case batch(MQTTBatch)
    }

    /// Who connects, and what it hears.
    struct Login: Sendable {
        var user: String
        /// Name of the secret with the password.
        var secret: String
        var clientID: String
        var subscriptions: [MQTTSubscription] = []
    }

    private struct State {
        var client: MQTTClient?
        var connection = 0
        var pause: Duration?
        var refusedTopics: Set<String> = []
        var lastComplaint = ""
    }

    let login: Login
    private let folder: DaemonFolder
    private let logger: Logger
    private let state = Mutex(State())

    init(_ login: Login, folder: DaemonFolder, logger: Logger) {
        self.login = login
        self.folder = folder
        self.logger = logger
    }

    /// Counts beginnings and ends of connections; a message is bound to what is now.
    var connection: Int { state.withLock { $0.connection } }

    /// Keeps the connection until the task is cancelled.
    func run(_ tell: @escaping @Sendable (News) -> Void) async {
        while !Task.isCancelled {
            if let pause = state.withLock({ $0.pause.take() }) { try? await Task.sleep(for: pause) }
            if let address = folder.broker(), let password = folder.secret(login.secret) {
                await serve(address, password, tell)
            } else {
                complain("no broker address or no secret \(login.secret) yet")
            }
            // Also the pace at which a configuration that cannot work is tried again.
            try? await Task.sleep(for: .milliseconds(250))
        }
    }

    /// Closes the connection and makes another after a while.
    func pause(_ span: Duration) async {
        let client = state.withLock { state in
            state.pause = span
            return state.client
        }
        await client?.stop(grace: .zero)
    }

    /// Publishes on the connection that the message is for; otherwise says no.
    func publish(_ message: MQTTMessage, on connection: Int) async -> Bool {
        let client = state.withLock { $0.connection == connection ? $0.client : nil }
        guard let client else { return false }
        do throws(MQTTError) {
            try await client.publish(message, within: .seconds(10))
            return true
        } catch {
            if case .refused = error { refused(message.topic, error) }
            return false
        }
    }

    private func serve(
        _ address: BrokerAddress,
        _ password: String,
        _ tell: @escaping @Sendable (News) -> Void
    ) async {
        let client: MQTTClient
        do throws(MQTTError) {
            client = try MQTTClient(
                configuration(address, password),
                subscriptions: login.subscriptions,
                logger: logger
            )
            try client.start()
        } catch {
            return complain(error.description)
        }
        state.withLock { $0.client = client }
        await withDiscardingTaskGroup { group in
            group.addTask { for await batch in client.batches { tell(.batch(batch)) } }
            group.addTask { await self.watch(address, password, client) }
            for await event in client.events { take(event, tell) }
            group.cancelAll()
            await client.stop(grace: .milliseconds(300))
        }
        state.withLock { $0.client = nil }
        end(tell)
    }

    /// What was meant for the connection that ended is not sent on the next.
    private func end(_ tell: @Sendable (News) -> Void) {
        state.withLock { $0.connection += 1 }
        tell(.lost)
    }

    private func take(_ event: MQTTConnectionEvent, _ tell: @Sendable (News) -> Void) {
        switch event {
        case .connected:
            state.withLock { state in
                state.connection += 1
                state.lastComplaint = ""
            }
            logger.debug("connected")
            tell(.connected)
        case .lost(let reason):
            complain("connection lost: \(reason)")
            end(tell)
        case .commitFailed: end(tell)
        case .refused(let reason): complain("the broker refused \(login.user): \(reason)")
        case .unreachable(let reason): complain("no broker: \(reason)")
        case .subscriptionRefused(let filter, let reason):
            logger.warning("subscription \(filter) refused: \(reason)")
        case .stopped: break
        }
    }

    /// A daemon that was started again may have another port and other passwords.
    private func watch(_ address: BrokerAddress, _ password: String, _ client: MQTTClient) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .seconds(1)) } catch { return }
            guard let now = folder.broker(), let secret = folder.secret(login.secret) else {
                continue
            }
            if now != address || secret != password { return await client.stop(grace: .zero) }
        }
    }

    private func configuration(_ address: BrokerAddress, _ password: String) -> MQTTConfiguration {
        // Docks that are simulated here need no certificate: they come by the daemon's own socket.
        var configuration = MQTTConfiguration(
            host: address.socket ?? address.host,
            port: address.socket == nil ? address.port : 0,
            clientID: login.clientID
        )
        configuration.user = login.user
        configuration.password = password
        configuration.tls = address.authority.map { MQTTConfiguration.TLS(caFile: $0) }
        // A command from before a restart is for nobody any more.
        configuration.isCleanStart = true
        configuration.reconnectDelay = .milliseconds(300)...Duration.seconds(3)
        return configuration
    }

    /// Says what is wrong once, not at each attempt.
    private func complain(_ words: String) {
        let isNew = state.withLock { state in
            defer { state.lastComplaint = words }
            return state.lastComplaint != words
        }
        if isNew { logger.warning("\(words)") }
    }

    private func refused(_ topic: String, _ error: MQTTError) {
        let isNew = state.withLock { state in
            guard state.refusedTopics.count < 64 else { return false }
            return state.refusedTopics.insert(topic).inserted
        }
        if isNew { logger.warning("\(topic): \(error)") }
    }
}
