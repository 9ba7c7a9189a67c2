// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// What is looked at each second in the air, and each ten at rest.
extension SimulatedDock {
    mutating func step(at now: Timestamp) {
        guard let flight else {
            watchConditions(at: now)
            return after(.seconds(10), .step, from: now)
        }
        after(.seconds(1), .step, from: now)
        guard flight.phase.isAirborne else { return }
        strike(at: now)
        watchBattery(at: now)
        sceneFrame(at: now)
    }

    /// Faults that the aircraft itself answers to.
    private mutating func strike(at now: Timestamp) {
        guard let phase = flight?.phase else { return }
        let isOut = phase == .outbound || phase == .route || phase == .commanded
        if isOut, has(.linkGone, at: now) {
            flight?.isLinkGone = true
            breakOff(Flight.Outcome(status: "failed", result: 321773), reason: 7, at: now)
            goHome(at: now)
        } else if isOut, has(.returnsByItself, at: now) {
            breakOff(Flight.Outcome(status: "failed", result: 321773), reason: 7, at: now)
            goHome(at: now)
        } else if isOut, has(.obstacleStop, at: now) {
            breakOff(Flight.Outcome(status: "failed", result: 321517), reason: 517, at: now)
            aircraft.fly([])
            flight?.phase = .hovering
            tell("paused", wantsReply: true, at: now)
        } else if phase == .returning, has(.hovers, at: now), !aircraft.isIdle {
            aircraft.fly([])
            flight?.phase = .hovering
            event(
                "device_exit_homing_notify",
                ["sn": .string(site.serial), "action": 1, "reason": 5],
                wantsReply: true,
                at: now
            )
        }
        if flight?.liftedOffAt != nil, isLinked, has(.dockReboots, at: now) {
            restart(at: now)
        }
    }

    /// The aircraft comes home when what is left is what the way home costs and 5 % more; empty, it
    /// comes down where it is.
    private mutating func watchBattery(at now: Timestamp) {
        guard let phase = flight?.phase, phase.isAirborne else { return }
        if battery.permille <= 0 {
            guard phase != .landing else { return }
            flight?.phase = .landing
            flight?.outcome = Flight.Outcome(status: "failed", result: 316050)
            return aircraft.fly([.vertical(to: 0, 20, .landedAway)])
        }
        guard phase != .returning, phase != .landing, phase != .climbing,
            battery.permille <= homePermille + 50
        else { return }
        breakOff(Flight.Outcome(status: "failed", result: 321773), reason: 4, at: now)
        goHome(at: now)
    }

    /// Notes where and why the wayline ends early.
    mutating func breakOff(_ outcome: Flight.Outcome, reason: Int, at now: Timestamp) {
        guard let flight, !flight.isCommanded else { return }
        guard flight.outcome.status == "ok" else { return }
        self.flight?.outcome = outcome
        guard flight.isOnRoute, case .wayline(let wayline) = flight.path else { return }
        let next = min(flight.waypoint + 1, wayline.points.count - 1)
        let from = grid.plane(wayline.points[flight.waypoint].place)
        let length = from.distance(to: grid.plane(wayline.points[next].place))
        let share = length > 0 ? min(1, from.distance(to: aircraft.place) / length) : 0
        let place = aircraftPlace
        self.flight?.breakPoint = [
            "index": .int(flight.waypoint), "state": 0, "progress": decimals(share, 4),
            "wayline_id": 0, "break_reason": .int(reason),
            "latitude": decimals(place.latitude, 9), "longitude": decimals(place.longitude, 9),
            "height": decimals(aircraft.height, 3), "attitude_head": decimals(aircraft.heading, 1),
        ]
    }

    /// The link goes for a minute; the aircraft flies on.
    mutating func restart(at now: Timestamp) {
        outputs.append(.dropLink(.seconds(60)))
        isLinked = false
        isOnboard = false
        errands.removeAll { $0.chore.needsLink }
        after(.seconds(60), .restarted, from: now)
    }
}
