// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

/// Why the client could not do what it was asked.
public enum MQTTError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The configuration cannot work; said by `start`.
    case invalidConfiguration(String)
    /// The message cannot be put on the wire.
    case invalidMessage(String)
    /// The broker answered no, with the code of MQTT 5. Under 3.1.1 it cannot say so.
    case refused(MQTTReason)
    /// No connection before the deadline; the message was not sent.
    case notConnected
    /// Connected, but the message could not leave before the deadline: the thread was waiting for a
    /// commit, or the broker for its acknowledgements. Not sent.
    case delayed
    /// The message's own expiry passed before it could leave; not sent.
    case expired
    /// When it could leave, the caller did not want it any more; not sent.
    case withdrawn
    /// Too many messages wait already; not sent.
    case outboxFull
    /// The client was stopped, or never started; not sent.
    case stopped
    /// The caller was cancelled before the message left; not sent.
    case cancelled
    /// Sent, and no acknowledgement before the connection or the time ended: the broker may have
    /// it.
    case unconfirmed
    /// The library or the system refused, with the library's words.
    case system(String)

    /// Whether the message may have reached the broker though the call failed.
    public var mayHaveArrived: Bool { self == .unconfirmed }

    /// What happened, in one line.
    public var description: String {
        switch self {
        case .invalidConfiguration(let fault): "MQTT configuration: \(fault)"
        case .invalidMessage(let fault): "MQTT message: \(fault)"
        case .refused(let reason): "the broker refused: \(reason)"
        case .notConnected: "no connection to the broker; not sent"
        case .delayed: "the connection was busy until the deadline; not sent"
        case .expired: "the message expired before it could leave; not sent"
        case .withdrawn: "no longer wanted when it could leave; not sent"
        case .outboxFull: "too many messages wait for the broker; not sent"
        case .stopped: "the MQTT client is not running; not sent"
        case .cancelled: "cancelled before the message left; not sent"
        case .unconfirmed: "sent, but the broker did not acknowledge; it may have it"
        case .system(let words): "MQTT: \(words)"
        }
    }
}
