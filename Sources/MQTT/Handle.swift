// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc

/// The library's handle, set up for one connection and used once.
///
/// A new one for each connection, because the library sends by itself what an old one had not had
/// acknowledged: a command that was answered `unconfirmed`, and is out of date by now.
struct Handle {
    static let success = Int32(MOSQ_ERR_SUCCESS.rawValue)
    /// Messages sent and not yet acknowledged.
    ///
    /// The default limit of mosquitto itself is 20, which it tells under MQTT 5; under 3.1.1 it
    /// queues.
    static let sendMaximum: Int32 = 100

    let pointer: OpaquePointer

    /// A handle that is not connected; `owner` is the context of its callbacks.
    init(
        _ configuration: MQTTConfiguration,
        version: MQTTVersion,
        isCleanStart: Bool,
        owner: UnsafeMutableRawPointer?
    ) throws(MQTTError) {
        _ = Self.library
        guard let pointer = mosquitto_new(configuration.clientID, isCleanStart, owner) else {
            throw .system("no handle, error \(errno)")
        }
        self.pointer = pointer
        do throws(MQTTError) {
            try setUp(configuration, version)
        } catch {
            destroy()
            throw error
        }
    }

    func destroy() {
        mosquitto_destroy(pointer)
    }

    /// The library's words for one of its codes.
    static func words(_ code: Int32) -> String {
        code == Int32(MOSQ_ERR_ERRNO.rawValue)
            ? String(cString: strerror(errno)) : String(cString: mosquitto_strerror(code))
    }

    /// Begins the connection.
    ///
    /// Blocks for the name look-up and TCP's own time-out at worst.
    func connect(
        _ configuration: MQTTConfiguration,
        _ version: MQTTVersion
    ) throws(MQTTError) {
        var properties = PropertyList()
        defer { properties.free() }
        if version == .v5, configuration.sessionExpiry > .zero {
            let seconds = UInt32(clamping: configuration.sessionExpiry.wholeSeconds)
            try properties.add(MQTT_PROP_SESSION_EXPIRY_INTERVAL, seconds)
        }
        let code = mosquitto_connect_bind_v5(
            pointer,
            configuration.host,
            Int32(configuration.port),
            Int32(configuration.keepAlive.wholeSeconds),
            nil,
            properties.head
        )
        guard code == Self.success else { throw .system(Self.words(code)) }
    }

    /// Queues a message; returns its number.
    func publish(
        _ message: MQTTMessage,
        _ version: MQTTVersion,
        expirySeconds: UInt32?
    ) throws(MQTTError) -> Int32 {
        var properties = PropertyList()
        if version == .v5 { properties = try PropertyList(message, expirySeconds: expirySeconds) }
        defer { properties.free() }
        var number: Int32 = 0
        let code = mosquitto_publish_v5(
            pointer,
            &number,
            message.topic,
            Int32(message.payload.count),
            message.payload,
            message.qos.rawValue,
            message.isRetained,
            properties.head
        )
        guard code == Self.success else { throw .system(Self.words(code)) }
        return number
    }

    /// Queues a subscription; returns its number.
    ///
    /// Retained messages come for a new one only.
    func subscribe(_ subscription: MQTTSubscription) throws(MQTTError) -> Int32 {
        var number: Int32 = 0
        let code = mosquitto_subscribe_v5(
            pointer,
            &number,
            subscription.filter,
            subscription.qos.rawValue,
            Int32(MQTT_SUB_OPT_SEND_RETAIN_NEW.rawValue),
            nil
        )
        guard code == Self.success else { throw .system(Self.words(code)) }
        return number
    }

    /// Once for the process; the result of a second call would be the same.
    private static let library = mosquitto_lib_init()

    private func setUp(
        _ configuration: MQTTConfiguration,
        _ version: MQTTVersion
    ) throws(MQTTError) {
        let number = version == .v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311
        // Threaded: packets are queued, and written only when our thread says so.
        try check(mosquitto_threaded_set(pointer, true), "threads")
        try set(MOSQ_OPT_PROTOCOL_VERSION, Int32(number), "protocol version")
        try set(MOSQ_OPT_RECEIVE_MAXIMUM, Int32(configuration.receiveMaximum), "receive maximum")
        try set(MOSQ_OPT_SEND_MAXIMUM, Self.sendMaximum, "send maximum")
        try set(MOSQ_OPT_TCP_NODELAY, 1, "no delay")
        if let user = configuration.user {
            let code = mosquitto_username_pw_set(pointer, user, configuration.password)
            try check(code, "user or password")
        }
        if let tls = configuration.tls {
            let (certificate, key) = (tls.certificateFile, tls.keyFile)
            let code = mosquitto_tls_set(pointer, tls.caFile, nil, certificate, key, nil)
            try check(code, "a certificate or key file cannot be read")
        }
        guard let will = configuration.will else { return }
        var properties = PropertyList()
        if version == .v5 {
            let seconds = will.expiry.map { UInt32(clamping: max(1, $0.wholeSeconds)) }
            properties = try PropertyList(will, expirySeconds: seconds)
        }
        let code = mosquitto_will_set_v5(
            pointer,
            will.topic,
            Int32(will.payload.count),
            will.payload,
            will.qos.rawValue,
            will.isRetained,
            properties.head
        )
        // On success the list is the library's.
        if code != Self.success { properties.free() }
        try check(code, "will")
    }

    private func set(_ option: mosq_opt_t, _ value: Int32, _ what: String) throws(MQTTError) {
        try check(mosquitto_int_option(pointer, option, value), what)
    }

    private func check(_ code: Int32, _ what: String) throws(MQTTError) {
        guard code == Self.success else {
            throw .invalidConfiguration("\(what): \(Self.words(code))")
        }
    }
}
