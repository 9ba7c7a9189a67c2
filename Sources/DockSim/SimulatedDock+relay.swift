// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
public import RoostModel

// A flight between two docks (PROTOCOL § 12): the dock that is left flies the aircraft until it is over the
// other, which then has it.
extension SimulatedDock {
    /// Between two questions after the other dock's progress.
    private static let halfPeriod = TimeSpan.seconds(2)
    /// How far the other dock may be.
    private static let reach = 15_000.0

    /// The aircraft that stands here or flies from here.
    var airframe: DockSite.Aircraft { guest ?? site.aircraft }

    /// Says its part of the radio link and its RTK source, when it has them.
    mutating func tellLink(at now: Timestamp) {
        guard let source = setup.correction else { return }
        let info: JSONValue = [
            "mount_point": .string(source.mount), "port": .string(source.port),
            "host": .string(source.host), "rtcm_device_type": 1, "source_type": 3,
        ]
        state(["rtcm_info": info], ofAircraft: false, at: now)
        let key = (0..<28).map { JSONValue.int(($0 * 7 + Int(setup.seed % 200)) % 256) }
        let center: JSONValue = [
            "sdr_id": .int(Self.radio(airframe.serial)), "sn": .string(airframe.serial),
        ]
        let leaf: JSONValue = [
            "sdr_id": .int(Self.radio(site.serial)), "sn": .string(site.serial),
            "control_source_index": 1,
        ]
        let topo: JSONValue = [
            "secret_code": .array(key), "center_node": center, "leaf_nodes": [leaf],
        ]
        state(["wireless_link_topo": topo], ofAircraft: false, at: now)
    }

    /// A number in the radio link, from a serial number.
    private static func radio(_ serial: String) -> Int {
        serial.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_000_000_007 }
    }

    /// Accepts its half: the dock that is left launches, the other gets ready to take the aircraft.
    mutating func executeHalf(_ id: String, _ both: JSONValue, at now: Timestamp) -> Answer {
        let docks = both["dock_infos"]?.array ?? []
        let own = docks.first { $0["sn"]?.lenientString == site.serial }
        let other = docks.first { $0["sn"]?.lenientString != site.serial }
        let leaves = both["wireless_link_topo"]?["leaf_nodes"]?.array ?? []
        guard docks.count == 2, let kind = own?["dock_type"]?.string, let other,
            let serial = other["sn"]?.lenientString,
            let latitude = other["latitude"]?.lenientDouble,
            let longitude = other["longitude"]?.lenientDouble,
            both["wireless_link_topo"]?["secret_code"]?.array?.count == 28,
            Set(leaves.compactMap { $0["control_source_index"]?.lenientInt }) == [1, 2]
        else { return .result(314001) }
        let place = grid.plane(Coordinate(latitude: latitude, longitude: longitude))
        guard place.distance(to: PlanePoint(x: 0, y: 0)) <= Self.reach else {
            return .result(338005)
        }
        let isLanding = kind == "landing"
        let refusal = isLanding ? landingRefusal(at: now) : launchRefusal(at: now)
        if let refusal { return .result(refusal) }
        guard let index = prepared.firstIndex(where: { $0.id == id }) else {
            return .result(319009)
        }
        let task = prepared.remove(at: index)
        var flight = flight(of: task, at: now)
        half = Half(other: serial, flight: flight)
        after(Self.halfPeriod, .half, from: now)
        if isLanding {
            tellHalf("sent", at: now)
            return .result(0)
        }
        flight.landing = Flight.Landing(serial: serial, place: place)
        begin(flight, asking: setup.asksForWayline, method: "flighttask_execute", at: now)
        return .result(0)
    }

    /// Why no aircraft can be taken now.
    private mutating func landingRefusal(at now: Timestamp) -> Int? {
        if flight != nil || half != nil { return 315004 }
        if has(.emergencyStop, at: now) { return 316026 }
        if isDebugging || has(.upgrades, at: now) { return 514146 }
        return isAircraftInDock ? 514159 : nil
    }

    /// Asks how the other half goes and, while the aircraft is not in this dock's hands, says how this does.
    mutating func halfWent(at now: Timestamp) {
        guard let half else { return }
        after(Self.halfPeriod, .half, from: now)
        let method = "flighttask_progress_get"
        if !unanswered.contains(where: { $0.message.method == method }) {
            ask(
                method,
                ["target_sn": .string(half.other), "flight_id": .string(half.flight.id)],
                at: now
            )
        }
        if flight == nil { tellHalf("in_progress", at: now) }
    }

    /// How the other half goes: what ended there ends here, unless the aircraft is in this dock's hands.
    mutating func otherTold(_ answer: Message, at now: Timestamp) {
        guard let half, flight == nil, answer.result == 0, let output = answer.output,
            output["flight_id"]?.lenientString == half.flight.id,
            let status = output["status"]?.string
        else { return }
        let open = ["sent", "in_progress", "paused"]
        if !open.contains(status) { endHalf(status, at: now) }
    }

    /// Ends this half, unless the aircraft is in this dock's hands: that it brings down first.
    mutating func stopHalf(_ data: JSONObject, at now: Timestamp) -> Answer {
        let id = data["flight_id"]?.lenientString
        guard half?.flight.id == id || flight?.id == id else { return .result(319009) }
        if flight == nil {
            endHalf(data["reason"]?.lenientInt == 0 ? "ok" : "canceled", at: now)
        }
        return .result(0)
    }

    private mutating func endHalf(_ status: String, at now: Timestamp) {
        tellHalf(status, at: now)
        half = nil
        cancel(.half)
    }

    private mutating func tellHalf(_ status: String, at now: Timestamp) {
        guard let half else { return }
        event(
            "flighttask_progress",
            bid: half.flight.id,
            progressData(half.flight, status, 0, percent(of: half.flight), step: 3),
            wantsReply: status != "in_progress",
            at: now
        )
    }

    /// Home is that dock from now on, and the aircraft turns for it.
    mutating func returnTo(_ data: JSONObject, at now: Timestamp) -> Answer {
        guard let flight, flight.phase.isAirborne else { return .result(321259) }
        guard flight.phase != .landing else { return .result(321258) }
        let serial = data["home_dock_sn"]?.lenientString
        guard serial == site.serial || serial == flight.landing?.serial else {
            return .result(314001)
        }
        if serial == site.serial { self.flight?.landing = nil }
        breakOff(Flight.Outcome(status: "failed", result: 322283), reason: 1283, at: now)
        goHome(at: now)
        return .result(0)
    }

    /// Over the other dock: the aircraft is in its hands from here, and this dock is empty.
    mutating func handOver(at now: Timestamp) {
        guard var flight, let landing = flight.landing else { return }
        flight.landing = nil
        outputs.append(
            .handOver(
                HandOver(
                    to: landing.serial,
                    aircraft: airframe,
                    battery: battery,
                    flight: flight,
                    height: site.groundHeight.value + aircraft.height
                )
            )
        )
        half?.flight = flight
        half?.flight.phase = .landing
        self.flight = nil
        cancel(.progress)
        aircraft = SimulatedAircraft()
        guest = nil
        hasAircraft = false
        isAircraftOn = false
        cancel(.telemetry(.aircraft))
        if isOnboard { topology(at: now) }
    }

    /// Takes an aircraft that is overhead; one that nobody announced lands all the same.
    public mutating func take(_ new: HandOver, at now: Timestamp) -> [SimOutput] {
        run(until: now)
        guard flight == nil, !hasAircraft else { return take() }
        guest = new.aircraft.serial == site.aircraft.serial ? nil : new.aircraft
        hasAircraft = true
        battery = new.battery
        isAircraftOn = true
        flight = new.flight
        half = nil
        cancel(.half)
        cancel(.powerOff)
        aircraft = SimulatedAircraft()
        aircraft.fly([.vertical(to: max(1, new.height - site.groundHeight.value), 0)])
        _ = aircraft.advance(seconds: 0)
        cancel(.step)
        after(.seconds(1), .step, from: now)
        after(.seconds(2), .progress, from: now)
        if isOnboard {
            topology(at: now)
            // Another aircraft is the centre of its radio link.
            tellLink(at: now)
            after(.seconds(1), .telemetry(.aircraft), from: now)
        }
        comeDown(at: now)
        return take()
    }
}
