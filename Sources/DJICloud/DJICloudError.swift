// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import JSONText

/// Why a message is not decoded, or a command not encoded.
///
/// A message that is not decoded is quarantined and counted by ``reason``; it never stops a dock.
public enum DJICloudError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The payload is no JSON.
    case notJSON(JSONError)
    /// The payload is longer than the limit in bytes.
    case tooLarge(limit: Int)
    /// An object without `tid`, `bid`, `method` or `data`: bare data without its envelope.
    case noEnvelope
    /// A member that must be there is absent; the path starts with `$`.
    case missing(path: String)
    /// A member has a type that no lenient reading covers; the path starts with `$`.
    case wrongType(path: String, expected: String)
    /// The topic is none of the protocol's.
    case unknownTopic(String)
    /// The topic is one on which we speak, not a device.
    case notFromDevice(TopicKind)
    /// No dock and no aircraft of the site has this serial number.
    case unknownSerial(String)
    /// A retained message: old by nature, and a command would run again at each reconnect.
    case retained
    /// A field of a command lies outside the documented range.
    case outOfRange(field: String, value: String, allowed: String)
    /// The dock's model has no such command, or the site lacks what it needs.
    case unsupported(String)

    /// A stable word to count by.
    public var reason: String {
        switch self {
        case .notJSON: "not_json"
        case .tooLarge: "too_large"
        case .noEnvelope: "no_envelope"
        case .missing: "missing"
        case .wrongType: "wrong_type"
        case .unknownTopic: "unknown_topic"
        case .notFromDevice: "not_from_device"
        case .unknownSerial: "unknown_serial"
        case .retained: "retained"
        case .outOfRange: "out_of_range"
        case .unsupported: "unsupported"
        }
    }

    /// A sentence for a log, without the content of the message.
    public var description: String {
        switch self {
        case .notJSON(let error): "not JSON: \(error)"
        case .tooLarge(let limit): "longer than \(limit) bytes"
        case .noEnvelope: "data without an envelope (tid, bid, method, data)"
        case .missing(let path): "\(path) is absent"
        case .wrongType(let path, let expected): "\(path) must be \(expected)"
        case .unknownTopic(let text): "\(text.prefix(120)) is no topic of the protocol"
        case .notFromDevice(let kind): "a device never speaks on \(kind.rawValue)"
        case .unknownSerial(let serial): "no dock or aircraft has the serial number \(serial)"
        case .retained: "retained message dropped"
        case .outOfRange(let field, let value, let allowed):
            "\(field) is \(value), must be \(allowed)"
        case .unsupported(let what): what
        }
    }
}
