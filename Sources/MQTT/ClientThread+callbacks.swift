// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import CMosquitto
import Glibc
import Logging

/// What the library tells, always inside one of our own calls of it and so on our own thread.
extension ClientThread {
    func setCallbacks(of handle: Handle) {
        let pointer = handle.pointer
        mosquitto_log_callback_set(pointer) { _, owner, level, text in
            guard level == MOSQ_LOG_ERR || level == MOSQ_LOG_WARNING, let text else { return }
            ClientThread.at(owner)?.link.complaint = String(cString: text)
        }
        mosquitto_connect_v5_callback_set(pointer) { _, owner, answer, flags, _ in
            ClientThread.at(owner)?.answered(answer, isSessionPresent: flags & 1 != 0)
        }
        mosquitto_disconnect_v5_callback_set(pointer) { _, owner, code, _ in
            ClientThread.at(owner)?.disconnected(code)
        }
        mosquitto_subscribe_v5_callback_set(pointer) { _, owner, number, count, granted, _ in
            let first = count > 0 ? granted?.pointee : nil
            ClientThread.at(owner)?.subscribed(number, granted: first ?? 0x80)
        }
        mosquitto_publish_v5_callback_set(pointer) { _, owner, number, code, _ in
            ClientThread.at(owner)?.published(number, MQTTReason(code: UInt8(clamping: code)))
            // The library takes a stale EAGAIN of ours for its own, and would stop reading TLS.
            errno = 0
        }
        mosquitto_message_v5_callback_set(pointer) { _, owner, message, properties in
            if let message { ClientThread.at(owner)?.arrived(message.pointee, properties) }
            errno = 0
        }
    }

    private static func at(_ owner: UnsafeMutableRawPointer?) -> ClientThread? {
        // The thread outlives the handle: it destroys it itself.
        owner.map { Unmanaged<ClientThread>.fromOpaque($0).takeUnretainedValue() }
    }

    /// CONNACK.
    private func answered(_ answer: Int32, isSessionPresent: Bool) {
        guard let handle else { return }
        guard answer == 0 else {
            link.refusal = .connect(answer)
            return
        }
        mosquitto_log_callback_set(handle.pointer, nil)
        link.isOpen = true
        link.isSessionPresent = isSessionPresent
        if !isSessionPresent { inbox.restore(held.map(\.settledByUs)) }
        held = []
        if mustSubscribe {
            do throws(MQTTError) {
                for subscription in subscriptions {
                    link.subscribing[try handle.subscribe(subscription)] = subscription
                }
            } catch {
                link.end(.lost("\(error)"))
            }
        }
        if link.subscribing.isEmpty { becomeReady() }
    }

    /// SUBACK.
    ///
    /// Under 3.1.1 a refusal is 0x80, under 5 the reason.
    private func subscribed(_ number: Int32, granted: Int32) {
        guard let subscription = link.subscribing.removeValue(forKey: number) else { return }
        let reason = MQTTReason(code: UInt8(clamping: granted))
        if reason.isFailure {
            logger.error(
                "the broker refused a subscription",
                metadata: ["filter": "\(subscription.filter)", "reason": "\(reason)"]
            )
            exchange.tell(.subscriptionRefused(filter: subscription.filter, reason))
        }
        if link.subscribing.isEmpty { becomeReady() }
    }

    /// PUBACK, or QoS 0 written.
    private func published(_ number: Int32, _ reason: MQTTReason) {
        guard let posting = link.sent.removeValue(forKey: number) else { return }
        guard !reason.isFailure else {
            exchange.count { $0.publishesRefused += 1 }
            posting.promise.settle(.failure(.refused(reason)))
            return
        }
        exchange.count { $0.published += 1 }
        // 0x10, MQTT 5 section 3.4.2.1.
        posting.promise.settle(.success(reason.code == 0x10 ? .nobodySubscribed : .accepted))
    }

    /// DISCONNECT of the broker, with its reason (MQTT 5), or the end of the socket.
    private func disconnected(_ code: Int32) {
        guard code >= 0x80, link.isOpen else { return }
        link.end(.lost("\(MQTTReason(code: UInt8(clamping: code)))"))
    }

    private func arrived(_ message: mosquitto_message, _ properties: OpaquePointer?) {
        received += 1
        let bytes = UnsafeRawBufferPointer(start: message.payload, count: Int(message.payloadlen))
        var copy = MQTTMessage(
            topic: message.topic.map { String(cString: $0) } ?? "",
            payload: Array(bytes),
            qos: message.qos == 0 ? .atMostOnce : .atLeastOnce,
            isRetained: message.retain
        )
        if let properties { copy.take(properties) }
        let shed = inbox.append(copy)
        exchange.count { counters in
            counters.received += 1
            counters.shed += UInt64(shed)
            counters.inboxDepth = inbox.count
        }
    }
}
