// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// Commands to an aircraft in the air, with the state clashes that real docks report.
extension SimulatedDock {
    mutating func pause(at now: Timestamp) -> Answer {
        guard let phase = flight?.phase else { return .result(321260) }
        guard phase == .outbound || phase == .route else {
            return .result(phase == .returning || phase == .landing ? 319046 : 321260)
        }
        flight?.pausedFrom = phase
        flight?.phase = .paused
        aircraft.isPaused = true
        tell("paused", wantsReply: true, at: now)
        return .result(0)
    }

    mutating func resume(at now: Timestamp) -> Answer {
        guard let flight, flight.phase == .paused else {
            return .result(flight == nil ? 319044 : 319042)
        }
        self.flight?.phase = flight.pausedFrom
        aircraft.isPaused = false
        tell("in_progress", wantsReply: true, at: now)
        return .result(0)
    }

    /// May come twice; while a task still prepares it is refused, as all commands are (319025).
    mutating func returnHome(at now: Timestamp) -> Answer {
        guard let flight else { return .result(321259) }
        guard flight.phase.isAirborne else {
            return .result(flight.phase == .recovering ? 321258 : 319025)
        }
        let done: JSONValue = ["status": "in_progress"]
        guard flight.phase != .returning, flight.phase != .landing else {
            return .result(0, done)
        }
        breakOff(Flight.Outcome(status: "failed", result: 322283), reason: 1283, at: now)
        goHome(at: now)
        return .result(0, done)
    }

    /// Leaves the aircraft hovering, its wayline gone (PROTOCOL § 9).
    mutating func cancelReturn(at now: Timestamp) -> Answer {
        guard flight?.phase == .returning else { return .result(319043) }
        aircraft.fly([])
        flight?.phase = .hovering
        return .result(0)
    }

    mutating func takeOff(_ data: JSONObject, at now: Timestamp) -> Answer {
        if let refusal = launchRefusal(at: now) { return .result(refusal) }
        guard let id = data["flight_id"]?.lenientString,
            let latitude = data["target_latitude"]?.lenientDouble,
            let longitude = data["target_longitude"]?.lenientDouble,
            let height = data["target_height"]?.lenientDouble,
            let security = data["security_takeoff_height"]?.lenientDouble,
            let home = data["rth_altitude"]?.lenientDouble,
            let speed = data["max_speed"]?.lenientDouble, (1...15).contains(speed)
        else { return .result(314001) }
        let place = Coordinate(latitude: latitude, longitude: longitude)
        guard place.isPlausible else { return .result(314001) }
        // A commander height left out counts as 2 m (DOCK3 § 6); the higher one is climbed to.
        let commander = data["commander_flight_height"]?.lenientDouble ?? 2
        begin(
            Flight(
                id: id,
                trackID: newID(at: now),
                path: .point(
                    grid.plane(place),
                    height: max(20, height - site.groundHeight.value),
                    speed: speed,
                    security: max(security, commander)
                ),
                returnHeight: home,
                transitSpeed: speed
            ),
            asking: false,
            method: "takeoff_to_point",
            at: now
        )
        return .result(0)
    }

    /// Goes to another point from where it hovers or is paused.
    mutating func flyTo(_ data: JSONObject, at now: Timestamp) -> Answer {
        guard let flight, flight.phase.isAirborne else { return .result(325012) }
        let isFree =
            flight.phase == .hovering || flight.phase == .paused || flight.phase == .commanded
        guard isFree else { return .result(319016) }
        guard let point = data["points"]?[0], let latitude = point["latitude"]?.lenientDouble,
            let longitude = point["longitude"]?.lenientDouble,
            let height = point["height"]?.lenientDouble, let id = data["fly_to_id"]?.lenientString
        else { return .result(314001) }
        let place = grid.plane(Coordinate(latitude: latitude, longitude: longitude))
        let speed = min(15, max(1, data["max_speed"]?.lenientDouble ?? 10))
        // Below 20 m it climbs to 20 m first (PROTOCOL § 13).
        let target = max(20, height - site.groundHeight.value)
        let climb = max(1, abs(target - aircraft.height) / 4)
        // Off its route the wayline is over; where, is told at its end.
        breakOff(Flight.Outcome(status: "partially_done", result: 0), reason: 0, at: now)
        self.flight?.flyToID = id
        self.flight?.phase = .commanded
        aircraft.fly([
            .vertical(to: target, climb),
            .go(to: place, aircraft.place.distance(to: place) / speed, .arrived),
        ])
        tellFlyTo("wayline_progress", wantsReply: false, at: now)
        return .result(0)
    }

    mutating func stopFlyTo(at now: Timestamp) -> Answer {
        guard flight?.phase == .commanded else { return .result(321259) }
        aircraft.fly([])
        tellFlyTo("wayline_cancel", wantsReply: true, at: now)
        flight?.flyToID = nil
        flight?.phase = .hovering
        return .result(0)
    }

    /// The right to the payload, for this flight; orders to the camera need it (PROTOCOL § 14).
    mutating func grabPayload() -> Answer {
        guard isAircraftOn else { return .result(325012) }
        holdsPayload = true
        return .result(0)
    }

    /// Camera orders hold for a quarter of a minute; then the patrol's view is back.
    mutating func camera(_ method: String, _ data: JSONObject, at now: Timestamp) -> Answer {
        guard isAircraftOn, flight?.phase.isAirborne == true else { return .result(325012) }
        guard holdsPayload else { return .result(319030) }
        let until = now + .seconds(15)
        switch method {
        case "camera_look_at":
            guard let latitude = data["latitude"]?.lenientDouble,
                let longitude = data["longitude"]?.lenientDouble
            else { return .result(314001) }
            look = Look(
                place: Coordinate(latitude: latitude, longitude: longitude),
                until: until
            )
        case "camera_focal_length_set":
            aircraft.zoom = min(200, max(1, data["zoom_factor"]?.lenientDouble ?? 1))
            look = Look(place: look?.place, until: until)
        case "camera_photo_take":
            takePhoto(at: now)
            photoFrame(at: now)
        default:
            look = nil
            aircraft.zoom = 1
        }
        return .result(0)
    }
}
