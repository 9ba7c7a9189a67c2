// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

public import RoostModel

/// One message of ours, ready for the broker.
///
/// Never published with retain (PROTOCOL § 4).
public struct Outgoing: Hashable, Sendable, CustomStringConvertible {
    /// Where to.
    public let topic: Topic
    /// What.
    public let message: Message

    /// A message for a topic.
    public init(topic: Topic, message: Message) {
        self.topic = topic
        self.message = message
    }

    /// The payload.
    public var payload: [UInt8] { message.payload }

    /// What an answer to it is matched by; nil when it has neither `tid` nor number.
    public var key: CommandAnswer.Key? {
        let tid = message.tid ?? message.seq.map { CommandAnswer.Key.tid(ofSequence: $0) }
        return tid.map {
            CommandAnswer.Key(serial: topic.serial, method: message.method, tid: $0)
        }
    }

    /// How long to wait for the answer before the outcome is unknown.
    ///
    /// 30 s, because an answer after 20 s was seen, and 60 s for what powers an aircraft, formats or
    /// restarts (PROTOCOL § 4).
    public var patience: TimeSpan {
        switch message.method {
        case "drone_open", "drone_format", "device_format", "device_reboot": .seconds(60)
        default: .seconds(30)
        }
    }

    /// Whether the same message, with the same `tid`, may be sent again after an unknown outcome.
    ///
    /// Only what PROTOCOL § 4 calls safe is: switches, return home, and setting a property.
    public var isRepeatable: Bool {
        guard let method = message.method else { return topic.kind == .propertySet }
        return method.hasSuffix("_switch")
            || ["return_home", "return_specific_home", "live_stop_push"].contains(method)
            || !topic.kind.isCommand
    }

    /// Topic, method and `tid`; the data may hold secrets and stays out of logs.
    public var description: String {
        "\(topic) \(message.method ?? "-") tid=\(message.tid ?? "-")"
    }
}
