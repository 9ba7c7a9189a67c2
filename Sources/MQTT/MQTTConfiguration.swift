// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// How one connection reaches its broker, and its limits.
public struct MQTTConfiguration: Sendable {
    /// TLS to the broker: at least version 1.2, the broker's certificate checked against its host.
    public struct TLS: Sendable, Equatable {
        /// Path of the certificates (PEM) that may sign the broker's.
        public var caFile: String
        /// Path of the client's certificate (PEM), if the broker asks for one.
        public var certificateFile: String?
        /// Path of the key (PEM, not encrypted) of `certificateFile`.
        public var keyFile: String?

        /// TLS with a private authority and, both or neither, a client certificate and its key.
        public init(caFile: String, certificateFile: String? = nil, keyFile: String? = nil) {
            self.caFile = caFile
            self.certificateFile = certificateFile
            self.keyFile = keyFile
        }
    }

    /// Which protocol to speak.
    public enum VersionChoice: Sendable, Equatable {
        /// MQTT 5; 3.1.1 from the moment a broker answers that it does not know 5.
        case automatic
        /// Only this one.
        case only(MQTTVersion)
    }

    /// Host name or address, or with port 0 the path of a unix socket.
    public var host: String
    /// TCP port, or 0 for a unix socket.
    public var port: Int
    /// The name of the session at the broker.
    ///
    /// Two connections of one name throw each other out.
    public var clientID: String
    /// User name, if the broker asks for one.
    public var user: String?
    /// Password of `user`.
    ///
    /// Never printed.
    public var password: String?
    /// TLS, or nil for none.
    public var tls: TLS?
    /// Which protocol to speak.
    public var version = VersionChoice.automatic
    /// Forget the broker's session at each connection.
    ///
    /// A client without subscriptions always does.
    public var isCleanStart = false
    /// How long the broker keeps the session, and what it could not deliver, without a connection.
    ///
    /// MQTT 5; under 3.1.1 the broker decides. A day: longer than any outage that is not an
    /// incident.
    public var sessionExpiry = Duration.seconds(86_400)
    /// Longest silence before a ping; the broker gives up after 1.5 times this (MQTT 5, 3.1.2.10).
    ///
    /// While a batch is not settled nothing is written, no ping either: a commit must be faster. At
    /// least 5 s (libmosquitto), whole seconds.
    public var keepAlive = Duration.seconds(30)
    /// Most QoS 1 messages that the broker sends before one is acknowledged, 1 to 65,535.
    ///
    /// Its own `max_inflight_messages` (mosquitto: 20) should be as high.
    public var receiveMaximum = 256
    /// Most messages of one batch.
    ///
    /// TLS may add what one record holds.
    public var batchLimit = 256
    /// What the broker publishes if the connection ends without a clean stop.
    public var will: MQTTMessage?
    /// Received messages that may wait.
    ///
    /// When full, the oldest sheddable one goes for each that comes; with none left nothing more is
    /// read, and the broker waits.
    public var inboxLimit = 4_096
    /// A topic that ends so may be shed: the next report is two seconds away.
    public var sheddableSuffixes = ["/osd"]
    /// Messages that may wait to be published; more are refused.
    public var outboxLimit = 1_024
    /// Shortest and longest pause before the next attempt; doubled each time, with jitter.
    public var reconnectDelay = Duration.seconds(1)...Duration.seconds(30)
    /// Longest wait for the broker's answer to a connection.
    public var connectTimeout = Duration.seconds(10)

    /// A broker and a session; everything else has a default.
    public init(host: String, port: Int, clientID: String) {
        self.host = host
        self.port = port
        self.clientID = clientID
    }
}

extension MQTTConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// Broker and session, without credentials.
    public var description: String {
        "\(tls == nil ? "mqtt" : "mqtts")://\(host):\(port) as \(clientID)"
    }

    /// The same: a debugger's log is a log.
    public var debugDescription: String { description }
}

extension MQTTConfiguration {
    /// Refuses what libmosquitto would refuse later, silently or with a number.
    func check(_ subscriptions: [MQTTSubscription]) throws(MQTTError) {
        try check(!host.isEmpty && !host.utf8.contains(0), "host is empty")
        try check((0...65_535).contains(port), "port \(port) is not 0 to 65535")
        try check(!clientID.isEmpty && !clientID.utf8.contains(0), "client id is empty")
        try check(user != nil || password == nil, "a password without a user")
        try check((1...65_535).contains(receiveMaximum), "receive maximum is not 1 to 65535")
        try check(batchLimit > 0 && inboxLimit > 0 && outboxLimit > 0, "a limit is below 1")
        try check((5...65_535).contains(keepAlive.wholeSeconds), "keep alive is not 5 to 65535 s")
        try check(sessionExpiry >= .zero, "session expiry is negative")
        try check(reconnectDelay.lowerBound > .zero, "reconnect delay is not positive")
        try check(
            (tls?.certificateFile == nil) == (tls?.keyFile == nil),
            "a client certificate needs its key, and the key its certificate"
        )
        for subscription in subscriptions {
            let filter = subscription.filter
            try check(Topic.isFilter(filter), "\"\(filter)\" is no topic filter")
        }
        if let will { try will.check() }
    }

    private func check(_ holds: Bool, _ fault: String) throws(MQTTError) {
        guard holds else { throw .invalidConfiguration(fault) }
    }
}
