// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// One message to or from the broker.
///
/// A message to publish is not retained unless it says so. Whether the broker marked a message as
/// sent before (DUP) is not told: libmosquitto does not hand it on, and DUP says nothing about what
/// this program has seen. Receivers recognise a repetition by the identifiers in the payload.
public struct MQTTMessage: Sendable, Equatable {
    /// How sure the delivery is.
    ///
    /// QoS 2 is not offered: what it adds, identifiers in the payload do.
    public enum QoS: Int32, Sendable, Equatable {
        /// QoS 0: written to the socket, no answer.
        case atMostOnce = 0
        /// QoS 1: acknowledged; may come twice.
        case atLeastOnce = 1
    }

    /// A user property of MQTT 5 (section 3.3.2.3.7): a name and a value; both in order.
    public struct UserProperty: Sendable, Equatable {
        /// The name; may occur more than once.
        public var name: String
        /// The value.
        public var value: String

        /// A property of this name and value.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The topic, without wildcards.
    public var topic: String
    /// The bytes, at most 268,435,455 (MQTT 5, section 2.1.4).
    public var payload: [UInt8]
    /// How sure the delivery is.
    public var qos: QoS
    /// To publish: the broker keeps it.
    ///
    /// Received: it was kept and is not news.
    public var isRetained: Bool
    /// Content type; MQTT 5 only, left out under 3.1.1.
    public var contentType: String?
    /// User properties; MQTT 5 only, left out under 3.1.1.
    public var userProperties: [UserProperty]
    /// How long the broker may still deliver it, from the call of `publish`; MQTT 5 only.
    ///
    /// The time the message waits here is taken off. Whole seconds on the wire, rounded to the
    /// nearest as the broker counts whole seconds; a message with less than half a second left is
    /// not sent. On a received message: what was left when the broker sent it.
    public var expiry: Duration?

    /// A message; by default acknowledged, not retained and without expiry.
    public init(
        topic: String,
        payload: [UInt8],
        qos: QoS = .atLeastOnce,
        isRetained: Bool = false,
        expiry: Duration? = nil
    ) {
        self.topic = topic
        self.payload = payload
        self.qos = qos
        self.isRetained = isRetained
        self.contentType = nil
        self.userProperties = []
        self.expiry = expiry
    }
}
