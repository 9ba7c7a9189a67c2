// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// A topic filter to subscribe to, `+` and `#` allowed, and the highest QoS to deliver with.
public struct MQTTSubscription: Sendable, Equatable {
    /// The topic filter.
    public var filter: String
    /// Messages published with a higher QoS are delivered with this one.
    public var qos: MQTTMessage.QoS

    /// A subscription; by default acknowledged.
    public init(_ filter: String, qos: MQTTMessage.QoS = .atLeastOnce) {
        self.filter = filter
        self.qos = qos
    }
}
