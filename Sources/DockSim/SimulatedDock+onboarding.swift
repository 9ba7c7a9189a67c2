// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// The introduction after each connect (PROTOCOL § 6): configuration, binding, topology. What is not
// answered is asked again; what is refused, 30 s later from the beginning.
extension SimulatedDock {
    private static let introduction = [
        "config", "airport_bind_status", "airport_organization_get", "airport_organization_bind",
        "update_topo",
    ]

    mutating func introduce(at now: Timestamp) {
        isOnboard = false
        cancel(.introduceAgain)
        // The introduction of the old session is void; everything else is still owed.
        let old = unanswered.filter { Self.introduction.contains($0.message.method ?? "") }
        unanswered.removeAll { Self.introduction.contains($0.message.method ?? "") }
        for question in old { cancel(.resend(tid: question.message.tid ?? "")) }
        ask("config", ["config_type": "json", "config_scope": "product"], at: now)
    }

    /// A question was answered.
    mutating func told(_ question: Message, _ answer: Message, at now: Timestamp) {
        switch question.method {
        case "config": configured(answer, at: now)
        case "airport_bind_status": bindStatus(answer, at: now)
        case "airport_organization_get": organization(answer, at: now)
        case "airport_organization_bind": bound(answer, at: now)
        case "flighttask_resource_get": launchAddress(answer, at: now)
        case "flight_areas_get": areasTold(answer, at: now)
        case "offline_map_get":
            noLonger(awaited: question.method ?? "", at: now)
        case "storage_config_get": storageTold(answer, at: now)
        case "flighttask_progress_get": otherTold(answer, at: now)
        default: break
        }
    }

    /// Directly in the data; without an application the dock cannot go on.
    private mutating func configured(_ answer: Message, at now: Timestamp) {
        guard answer.dataObject["app_id"]?.lenientString != nil else {
            return introduceLater("no application in the configuration", at: now)
        }
        let devices: JSONValue = [
            ["sn": .string(site.serial)], ["sn": .string(site.aircraft.serial)],
        ]
        ask("airport_bind_status", ["devices": devices], at: now)
    }

    private mutating func bindStatus(_ answer: Message, at now: Timestamp) {
        guard answer.result ?? 0 == 0 else { return introduceLater("no binding state", at: now) }
        let list = answer.output?["bind_status"]?.array ?? []
        let serials = [site.serial, site.aircraft.serial]
        let isBound = serials.allSatisfy { serial in
            list.contains { entry in
                entry["sn"]?.string == serial
                    && entry["is_device_bind_organization"]?.lenientBool == true
            }
        }
        if isBound { return topology(at: now) }
        ask(
            "airport_organization_get",
            [
                "device_binding_code": .string(setup.bindingCode),
                "organization_id": .string(setup.organization),
            ],
            at: now
        )
    }

    private mutating func organization(_ answer: Message, at now: Timestamp) {
        guard answer.result == 0, answer.output?["organization_name"]?.string != nil else {
            return introduceLater("the binding code was refused", at: now)
        }
        let dock = binding(site.serial, site.envelope.modelKey, site.name.en)
        let aircraft = binding(
            site.aircraft.serial,
            site.aircraft.envelope.modelKey,
            site.aircraft.id.text
        )
        ask("airport_organization_bind", ["bind_devices": [dock, aircraft]], at: now)
    }

    private func binding(_ serial: String, _ model: String, _ callsign: String) -> JSONValue {
        [
            "device_binding_code": .string(setup.bindingCode),
            "organization_id": .string(setup.organization),
            "device_callsign": .string(callsign),
            "sn": .string(serial),
            "device_model_key": .string(model),
        ]
    }

    private mutating func bound(_ answer: Message, at now: Timestamp) {
        let faults = (answer.output?["err_infos"]?.array ?? []).filter {
            $0["err_code"]?.lenientInt != 0
        }
        guard answer.result == 0, faults.isEmpty else {
            return introduceLater("binding was refused", at: now)
        }
        topology(at: now)
    }

    private mutating func introduceLater(_ reason: String, at now: Timestamp) {
        log("introduction broke off: \(reason)")
        after(.seconds(30), .introduceAgain, from: now)
    }

    /// Says who is linked: the aircraft while it is on.
    mutating func topology(at now: Timestamp) {
        let key = Self.numbers(site.envelope.modelKey)
        var data: JSONValue = [
            "domain": .string(String(key.domain)), "type": .int(key.type),
            "sub_type": .int(key.variant), "device_secret": "secret", "nonce": "nonce",
            "thing_version": "1.1.2",
        ]
        var devices: [JSONValue] = []
        if isAircraftOn {
            let key = Self.numbers(site.aircraft.envelope.modelKey)
            devices.append([
                "sn": .string(airframe.serial), "domain": .string(String(key.domain)),
                "type": .int(key.type), "sub_type": .int(key.variant), "index": "A",
                "device_secret": "secret", "nonce": "nonce", "thing_version": "1.1.2",
            ])
        }
        data["sub_devices"] = .array(devices)
        let message = message("update_topo", data, at: now)
        let topic = Topic(.status, serial: site.serial)
        // A newer topology makes an older one moot.
        for old in unanswered where old.topic.kind == .status {
            cancel(.resend(tid: old.message.tid ?? ""))
        }
        unanswered.removeAll { $0.topic.kind == .status }
        publish(message, on: topic)
        keep(message, on: topic, at: now)
        if !isOnboard { beginTelemetry(at: now) }
    }

    mutating func topologyTaken(at now: Timestamp) {
        if isAircraftOn {
            state(["firmware_version": "14.03.0003"], ofAircraft: true, at: now)
            isTakenOver = has(.takenOver, at: now)
            sayControl(at: now)
            tellSpeaker(at: now)
        }
    }

    /// Says who holds the aircraft when that changed (F51).
    mutating func tellControl(at now: Timestamp) {
        guard has(.takenOver, at: now) != isTakenOver else { return }
        isTakenOver.toggle()
        sayControl(at: now)
    }

    /// The dock itself is controller A, a person's is B (PROTOCOL § 12).
    private mutating func sayControl(at now: Timestamp) {
        state(["control_source": isTakenOver ? "B" : "A"], ofAircraft: true, at: now)
    }

    private mutating func beginTelemetry(at now: Timestamp) {
        isOnboard = true
        state(["firmware_version": "14.03.0003"], ofAircraft: false, at: now)
        tellLink(at: now)
        errands.removeAll { errand in
            if case .telemetry = errand.chore { return true }
            return errand.chore == .health
        }
        after(.milliseconds(200), .telemetry(.surroundings), from: now)
        after(.milliseconds(700), .telemetry(.supply), from: now)
        after(.milliseconds(1000), .telemetry(.work), from: now)
        after(.milliseconds(1500), .health, from: now)
        if isAircraftOn { after(.milliseconds(1200), .telemetry(.aircraft), from: now) }
    }

    /// The numbers of a model key such as `3-3-0`.
    static func numbers(_ key: String) -> (domain: Int, type: Int, variant: Int) {
        let parts = key.split(separator: "-").map { Int($0) ?? 0 } + [0, 0, 0]
        return (parts[0], parts[1], parts[2])
    }
}
