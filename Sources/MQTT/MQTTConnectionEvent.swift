// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// What happened to the connection, in order.
///
/// The client itself goes on in every case but the last.
public enum MQTTConnectionEvent: Sendable, Equatable {
    /// Connected and every subscription answered. With the session present the broker also sends
    /// what it kept.
    case connected(MQTTVersion, isSessionPresent: Bool)
    /// The broker does not grant a subscription; its messages do not come.
    case subscriptionRefused(filter: String, MQTTReason)
    /// The broker answered the connection with no.
    case refused(MQTTReason)
    /// No broker, or no agreement on TLS, with the library's words.
    case unreachable(String)
    /// The connection ended.
    case lost(String)
    /// A batch was not committed: the connection was dropped so that the broker sends it again.
    case commitFailed
    /// Stopped by `stop`; nothing follows.
    case stopped
}
