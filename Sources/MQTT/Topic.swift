// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto

/// What MQTT allows as a topic (MQTT 5, section 4.7), asked of the library.
enum Topic {
    /// Whether a message may be published there.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.utf8.contains(0)
            && mosquitto_pub_topic_check(text) == Int32(MOSQ_ERR_SUCCESS.rawValue)
    }

    /// Whether it may be subscribed to.
    static func isFilter(_ text: String) -> Bool {
        !text.isEmpty && !text.utf8.contains(0)
            && mosquitto_sub_topic_check(text) == Int32(MOSQ_ERR_SUCCESS.rawValue)
    }
}

extension MQTTMessage {
    /// Longest payload (MQTT 5, section 2.1.4, and `MQTT_MAX_PAYLOAD` of libmosquitto).
    static let longestPayload = 268_435_455

    /// Longest string of a property (MQTT 5, section 1.5.4).
    static let longestString = 65_535

    func check() throws(MQTTError) {
        guard Topic.isName(topic) else {
            throw .invalidMessage("\"\(topic)\" is no topic to publish to")
        }
        guard payload.count <= Self.longestPayload else {
            throw .invalidMessage("\(payload.count) bytes are more than MQTT carries")
        }
        let texts = userProperties.flatMap { [$0.name, $0.value] } + [contentType ?? ""]
        guard texts.allSatisfy({ $0.utf8.count <= Self.longestString && !$0.utf8.contains(0) })
        else { throw .invalidMessage("a property is too long or holds a zero byte") }
    }
}

extension Duration {
    /// Whole seconds, rounded down.
    var wholeSeconds: Int64 { components.seconds }

    /// Milliseconds, rounded up, within what `poll` takes.
    var pollMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        guard self < .seconds(1_000_000) else { return 1_000_000_000 }
        let (seconds, attoseconds) = components
        return Int32(seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
