// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// What goes wrong, decided per message or per flight from the seed.
extension SimulatedDock {
    /// Whether something goes wrong now.
    mutating func has(
        _ what: Misbehaviour,
        method: String? = nil,
        at now: Timestamp
    ) -> Bool {
        guard plannedFaults != 0, plannedFaults & what.bit != 0 else { return false }
        for (index, plan) in setup.misbehaviours.enumerated() where plan.what == what {
            switch plan.when {
            case .between(let from, let until):
                if from <= now, now < until { return true }
            case .chance(let share):
                let isNow = what.isPerMessage ? dice.happens(share) : drawnFaults.contains(index)
                if isNow { return true }
            case .onMethod(let name, let times):
                guard name == method, faultUses[index] < times else { continue }
                faultUses[index] += 1
                return true
            case .inFlight(let after, let lasting):
                guard let start = flight?.liftedOffAt else { continue }
                let age = (now - start).wholeSeconds
                if age >= after, age < after + lasting { return true }
            }
        }
        return false
    }

    /// Draws what goes wrong on the flight that begins.
    mutating func drawFaults() {
        drawnFaults = []
        for (index, plan) in setup.misbehaviours.enumerated() where !plan.what.isPerMessage {
            guard case .chance(let share) = plan.when, dice.happens(share) else { continue }
            drawnFaults.append(index)
        }
    }

    /// Most messages that are held back for a burst.
    private static let burstLimit = 600

    /// Publishes telemetry, whole or not.
    mutating func push(
        _ fresh: JSONValue,
        serial: String,
        _ shape: Telemetry,
        at now: Timestamp
    ) {
        if has(.telemetryStops, at: now) { return }
        let data = altered(fresh, shape, at: now)
        var message = message(nil, data, at: now)
        if has(.serialWrong, at: now) { message.gateway = "9ZZZZ00000ZZZZ" }
        let topic = Topic(.osd, serial: serial)
        guard !setup.misbehaviours.isEmpty, isLinked else { return publish(message, on: topic) }
        let output = SimOutput.publish(
            topic: topic.text,
            payload: damaged(message.payload, at: now),
            qos: 0
        )
        if has(.telemetryLate, at: now) {
            guard case .publish(let topic, let payload, let qos) = output else { return }
            let late = TimeSpan.seconds(dice.pick(1...60))
            return after(late, .publish(topic: topic, payload: payload, qos: qos), from: now)
        }
        if heldBack == nil, has(.telemetryReordered, at: now) {
            heldBack = output
            return
        }
        if has(.telemetryBursts, at: now), burst.count < Self.burstLimit {
            burst.append(output)
            return
        }
        outputs += burst
        burst = []
        outputs.append(output)
        if let late = heldBack {
            outputs.append(late)
            heldBack = nil
        }
        if has(.telemetryDoubled, at: now) { outputs.append(output) }
    }

    private mutating func altered(
        _ fresh: JSONValue,
        _ shape: Telemetry,
        at now: Timestamp
    ) -> JSONValue {
        guard !setup.misbehaviours.isEmpty else { return fresh }
        let key = "\(shape)"
        var data = fresh
        if has(.telemetryFrozen, at: now) {
            data = frozen[key] ?? fresh
        } else {
            frozen[key] = fresh
        }
        guard var object = data.object, !object.isEmpty else { return data }
        let name = object.names[dice.pick(0...object.count - 1)]
        if has(.fieldMissing, at: now) { object[name] = nil }
        if has(.fieldOdd, at: now), object[name] != nil {
            object[name] = dice.happens(0.5) ? .null : "NaN"
        }
        if has(.enumUnknown, at: now), object["mode_code"] != nil { object["mode_code"] = 77 }
        if has(.valueAbsurd, at: now), object["latitude"] != nil {
            object["latitude"] = 0
            object["longitude"] = 0
            if object["battery"] != nil { object["battery"] = ["capacity_percent": 200] }
        }
        return .object(object)
    }

    private mutating func damaged(_ payload: [UInt8], at now: Timestamp) -> [UInt8] {
        if has(.payloadHuge, at: now) {
            let padding = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
            return padding + payload
        }
        if has(.payloadTruncated, at: now) {
            return Array(payload.prefix(dice.pick(0...max(0, payload.count - 1))))
        }
        if has(.payloadGarbled, at: now) {
            var garbled = payload
            garbled[dice.pick(1...garbled.count - 1)] = 0xFF
            return garbled
        }
        return payload
    }
}

extension Misbehaviour {
    /// A bit of its own: there are fewer than 64.
    var bit: UInt64 { 1 << UInt64(Self.places[self] ?? 63) }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) }
    )
}
