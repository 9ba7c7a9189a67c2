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
    mutating func push(_ fresh: TelemetryText, _ shape: Telemetry, at now: Timestamp) {
        if has(.telemetryStops, at: now) { return }
        let data = altered(fresh.closed(), shape, at: now)
        let ids = (newID(at: now), newID(at: now))
        var text = TelemetryText()
        text.add("tid", word: ids.0)
        text.add("bid", word: ids.1)
        text.add("timestamp", Int(clock(now).milliseconds))
        text.add("data", json: data)
        text.add("gateway", word: has(.serialWrong, at: now) ? "9ZZZZ00000ZZZZ" : site.serial)
        let topic = shape == .aircraft ? Topic(.osd, serial: airframe.serial).text : dockTopic
        guard isLinked else { return }
        let payload = text.closed()
        guard !setup.misbehaviours.isEmpty else {
            return outputs.append(.publish(topic: topic, payload: payload, qos: 0))
        }
        let output = SimOutput.publish(topic: topic, payload: damaged(payload, at: now), qos: 0)
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

    /// The telemetry as it is told; read as JSON only when one of its members is wrong.
    private mutating func altered(
        _ fresh: [UInt8],
        _ shape: Telemetry,
        at now: Timestamp
    ) -> [UInt8] {
        guard !setup.misbehaviours.isEmpty else { return fresh }
        var data = fresh
        if has(.telemetryFrozen, at: now) {
            data = frozen[shape] ?? fresh
        } else {
            frozen[shape] = fresh
        }
        let drawn = dice.next()
        let isMissing = has(.fieldMissing, at: now)
        let isOdd = has(.fieldOdd, at: now)
        let isUnknown = has(.enumUnknown, at: now)
        let isAbsurd = has(.valueAbsurd, at: now)
        let isNew = has(.membersAdded, at: now)
        guard isMissing || isOdd || isUnknown || isAbsurd || isNew,
            var object = try? JSONReader().read(data).object, !object.isEmpty
        else { return data }
        let name = object.names[Int(drawn % UInt64(object.count))]
        if isMissing { object[name] = nil }
        if isOdd, object[name] != nil { object[name] = dice.happens(0.5) ? .null : "NaN" }
        if isUnknown, object["mode_code"] != nil { object["mode_code"] = 77 }
        if isNew {
            for number in 1...5 { object["new_\(number)"] = ["value": .int(number), "list": []] }
        }
        if isAbsurd, object["latitude"] != nil {
            object["latitude"] = 0
            object["longitude"] = 0
            if object["battery"] != nil { object["battery"] = ["capacity_percent": 200] }
        }
        return JSONWriter().bytes(.object(object))
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
