// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc

/// Properties of one MQTT 5 packet, in the library's memory.
///
/// Free it once.
struct PropertyList {
    private(set) var head: OpaquePointer?

    init() {}

    /// The properties of a message to publish or of a will.
    init(_ message: MQTTMessage, expirySeconds: UInt32?) throws(MQTTError) {
        do throws(MQTTError) {
            if let expirySeconds {
                try add(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, expirySeconds)
            }
            if let type = message.contentType {
                try check(
                    mosquitto_property_add_string(&head, Self.id(MQTT_PROP_CONTENT_TYPE), type)
                )
            }
            for pair in message.userProperties {
                let id = Self.id(MQTT_PROP_USER_PROPERTY)
                try check(
                    mosquitto_property_add_string_pair(&head, id, pair.name, pair.value)
                )
            }
        } catch {
            free()
            throw error
        }
    }

    mutating func add(_ property: mqtt5_property, _ value: UInt32) throws(MQTTError) {
        try check(mosquitto_property_add_int32(&head, Self.id(property), value))
    }

    mutating func free() {
        mosquitto_property_free_all(&head)
        head = nil
    }

    static func id(_ property: mqtt5_property) -> Int32 {
        Int32(property.rawValue)
    }

    private func check(_ code: Int32) throws(MQTTError) {
        guard code == Handle.success else { throw .invalidMessage(Handle.words(code)) }
    }
}

extension MQTTMessage {
    /// Takes over what the library read of a message's properties.
    mutating func take(_ properties: OpaquePointer) {
        var seconds: UInt32 = 0
        let expiry = PropertyList.id(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL)
        if mosquitto_property_read_int32(properties, expiry, &seconds, false) != nil {
            self.expiry = .seconds(Int64(seconds))
        }
        var text: UnsafeMutablePointer<CChar>?
        let type = PropertyList.id(MQTT_PROP_CONTENT_TYPE)
        if mosquitto_property_read_string(properties, type, &text, false) != nil {
            contentType = Self.take(text)
        }
        let user = PropertyList.id(MQTT_PROP_USER_PROPERTY)
        var next: OpaquePointer? = properties
        while let here = next {
            next = mosquitto_property_next(here)
            guard mosquitto_property_identifier(here) == user else { continue }
            var name: UnsafeMutablePointer<CChar>?
            var value: UnsafeMutablePointer<CChar>?
            _ = mosquitto_property_read_string_pair(here, user, &name, &value, false)
            userProperties.append(UserProperty(name: Self.take(name), value: Self.take(value)))
        }
    }

    /// The library's strings are ours to free.
    private static func take(_ text: UnsafeMutablePointer<CChar>?) -> String {
        guard let text else { return "" }
        defer { Glibc.free(text) }
        return String(cString: text)
    }
}
