// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto

/// A reason code of MQTT 5 (section 2.4).
///
/// The answers of 3.1.1 are told in the same words.
public struct MQTTReason: Sendable, Hashable, CustomStringConvertible {
    /// The code on the wire; 0x80 and above mean no.
    public let code: UInt8

    /// The reason of this code.
    public init(code: UInt8) {
        self.code = code
    }

    /// User name or password is wrong (0x86).
    public static let badUserOrPassword = MQTTReason(code: 0x86)
    /// The user may not do this (0x87).
    public static let notAuthorized = MQTTReason(code: 0x87)
    /// The broker does not speak this protocol version (0x84).
    public static let unsupportedVersion = MQTTReason(code: 0x84)
    /// Another connection took the session over: two programs use one client id (0x8E).
    public static let sessionTakenOver = MQTTReason(code: 0x8E)

    /// Whether it means no.
    public var isFailure: Bool { code >= 0x80 }

    /// The library's words and the code.
    public var description: String {
        "\(String(cString: mosquitto_reason_string(Int32(code)))) (\(code))"
    }

    /// The reason behind an answer to CONNECT.
    ///
    /// MQTT 3.1.1 (section 3.2.2.3) counts from 1 to 5.
    static func connect(_ answer: Int32) -> MQTTReason {
        switch answer {
        case 1: .unsupportedVersion
        case 2: MQTTReason(code: 0x85)
        case 3: MQTTReason(code: 0x88)
        case 4: .badUserOrPassword
        case 5: .notAuthorized
        default: MQTTReason(code: UInt8(truncatingIfNeeded: answer))
        }
    }
}
