// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// The protocol spoken with the broker.
public enum MQTTVersion: String, Sendable, Equatable {
    /// MQTT 5: expiry, reason codes, user properties.
    case v5
    /// MQTT 3.1.1: a denied publish is acknowledged all the same, and nothing expires.
    case v311
}
