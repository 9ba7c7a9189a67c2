// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

extension SimulatedDock {
    /// Waits between one sending and the next: 2, 4, 8, then always 8 s (FIELD-NOTES).
    static func wait(after attempts: Int) -> TimeSpan {
        attempts == 1 ? .seconds(2) : attempts == 2 ? .seconds(4) : .seconds(8)
    }

    /// Most messages that are kept for an answer; over it the oldest goes.
    private static let unansweredLimit = 256

    /// The dock's own clock.
    mutating func clock(_ now: Timestamp) -> Timestamp {
        guard !setup.misbehaviours.isEmpty else { return now + setup.clockSkew }
        if has(.clockAhead, at: now) { return now + setup.clockSkew + .hours(1) }
        if has(.clockBehind, at: now) { return now + setup.clockSkew - .hours(1) }
        if has(.clockLost, at: now) { return Timestamp.epoch + (now - bootedAt) }
        if has(.clockBackwards, at: now) {
            return now + setup.clockSkew - .seconds(dice.pick(1...30))
        }
        return now + setup.clockSkew
    }

    /// A fresh id.
    mutating func newID(at now: Timestamp) -> String {
        messageCount += 1
        return WireID(at: now, siteKey: setup.seed, kind: 1, counter: messageCount).description
    }

    /// A message of the dock's.
    mutating func message(
        _ method: String?,
        bid: String? = nil,
        _ data: JSONValue,
        at now: Timestamp
    ) -> Message {
        let tid = newID(at: now)
        var message = Message(
            method: method,
            tid: tid,
            bid: bid ?? newID(at: now),
            timestamp: clock(now),
            data: data
        )
        message.gateway = site.serial
        return message
    }

    /// Publishes an event; one that wants an answer is sent again until it has one.
    mutating func event(
        _ method: String,
        bid: String? = nil,
        _ data: JSONValue,
        wantsReply: Bool = false,
        at now: Timestamp
    ) {
        var message = message(method, bid: bid, data, at: now)
        message.needsReply = wantsReply
        let topic = Topic(.events, serial: site.serial)
        publish(message, on: topic)
        if wantsReply { keep(message, on: topic, at: now) }
    }

    /// Asks; the question is sent again until it is answered.
    mutating func ask(_ method: String, _ data: JSONValue, at now: Timestamp) {
        let message = message(method, data, at: now)
        let topic = Topic(.requests, serial: site.serial)
        publish(message, on: topic)
        keep(message, on: topic, at: now)
    }

    /// Publishes a property of the dock or of its aircraft on change.
    mutating func state(_ data: JSONValue, ofAircraft: Bool, at now: Timestamp) {
        var message = message(nil, data, at: now)
        let serial = ofAircraft ? airframe.serial : site.serial
        let topic = Topic(.state, serial: serial)
        // Aircraft want an answer to each, though no document says so (FIELD-NOTES).
        if ofAircraft { message.needsReply = true }
        publish(message, on: topic)
        if ofAircraft { keep(message, on: topic, limit: 5, at: now) }
    }

    /// Keeps a message until it is answered.
    mutating func keep(
        _ message: Message,
        on topic: Topic,
        limit: Int? = nil,
        at now: Timestamp
    ) {
        guard let tid = message.tid else { return }
        unanswered.append(Unanswered(topic: topic, message: message, limit: limit))
        if unanswered.count > Self.unansweredLimit { unanswered.removeFirst() }
        after(Self.wait(after: 1), .resend(tid: tid), from: now)
    }

    mutating func resend(_ tid: String, at now: Timestamp) {
        guard let index = unanswered.firstIndex(where: { $0.message.tid == tid }) else { return }
        if isLinked {
            unanswered[index].attempts += 1
            publish(unanswered[index].message, on: unanswered[index].topic)
        }
        let attempts = unanswered[index].attempts
        if let limit = unanswered[index].limit, attempts >= limit {
            unanswered.remove(at: index)
            return
        }
        after(Self.wait(after: attempts), .resend(tid: tid), from: now)
    }

    /// An answer came; one that is not 0 to an event invites the event again (PROTOCOL § 4).
    mutating func answered(_ message: Message, at now: Timestamp) {
        guard let index = unanswered.firstIndex(where: { $0.message.tid == message.tid }) else {
            return
        }
        let question = unanswered[index]
        if question.topic.kind == .events, message.result ?? 0 != 0 { return }
        unanswered.remove(at: index)
        cancel(.resend(tid: message.tid ?? ""))
        switch question.topic.kind {
        case .requests: told(question.message, message, at: now)
        case .status: topologyTaken(at: now)
        case .events, .state, .osd, .services, .servicesReply, .eventsReply, .requestsReply,
            .statusReply, .stateReply, .propertySet, .propertySetReply, .drcDown, .drcUp:
            break
        }
    }

    /// Publishes at once: telemetry at QoS 0, what wants to arrive at 1.
    mutating func publish(_ message: Message, on topic: Topic) {
        guard isLinked else { return }
        let qos = topic.kind == .osd || topic.kind == .drcUp ? 0 : 1
        outputs.append(.publish(topic: topic.text, payload: message.payload, qos: qos))
    }
}

/// A number rounded to so many decimals.
func decimals(_ value: Double, _ places: Int) -> JSONValue {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e15
        ? .int(Int(rounded)) : .finite(rounded)
}
