// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import DJICloud
import JSONText
import RoostModel

// How a flight goes: a message every 2 s that wants no answer, and one on each change that does
// (FIELD-NOTES: `need_reply` is per message).
extension SimulatedDock {
    mutating func flightProgress(at now: Timestamp) {
        guard let flight, flight.phase != .recovering else { return }
        after(.seconds(2), .progress, from: now)
        if flight.flyToID != nil {
            tellFlyTo("wayline_progress", wantsReply: false, at: now)
        } else {
            tell(flight.phase == .paused ? "paused" : "in_progress", wantsReply: false, at: now)
        }
    }

    /// Tells how the flight goes, in the words of its kind.
    mutating func tell(_ status: String, wantsReply: Bool, at now: Timestamp) {
        guard let flight else { return }
        if flight.isCommanded {
            let word = status == "sent" ? "task_ready" : "wayline_progress"
            guard flight.phase != .hovering, flight.phase != .returning else { return }
            return tellPoint(word, wantsReply: wantsReply, at: now)
        }
        var percent = max(flight.percent, self.percent(of: flight))
        if has(.progressStuck, at: now) { percent = flight.percent }
        self.flight?.percent = percent
        if has(.progressBack, at: now), dice.happens(0.3) { percent /= 2 }
        event(
            "flighttask_progress",
            bid: flight.id,
            progressData(flight, status, 0, percent, step: step(of: flight)),
            wantsReply: wantsReply,
            at: now
        )
    }

    /// Tells the end, once and until it is acknowledged.
    mutating func tellEnd(at now: Timestamp) {
        guard let flight else { return }
        cancel(.progress)
        // Whoever brings the aircraft down has ended its half with it.
        half = nil
        cancel(.half)
        if flight.isCommanded {
            let isDone = flight.outcome.status == "ok" && flight.liftedOffAt != nil
            return tellPoint(isDone ? "task_finish" : "wayline_failed", wantsReply: true, at: now)
        }
        var (status, result) = (flight.outcome.status, flight.outcome.result)
        if has(.progressContradicts, at: now) {
            for _ in 0..<2 {
                event(
                    "flighttask_progress",
                    bid: flight.id,
                    progressData(flight, "ok", 0, 100, step: 36),
                    wantsReply: true,
                    at: now
                )
            }
            (status, result) = ("failed", 314014)
        }
        let percent = status == "ok" ? 100 : flight.liftedOffAt == nil ? 15 : 95
        event(
            "flighttask_progress",
            bid: flight.id,
            progressData(flight, status, result, percent, step: 36),
            wantsReply: true,
            at: now
        )
    }

    func progressData(
        _ flight: Flight,
        _ status: String,
        _ result: Int,
        _ percent: Int,
        step: Int
    ) -> JSONValue {
        let hasWayline = flight.phase != .asking
        var ext: JSONValue = [
            "flight_id": .string(flight.id), "track_id": .string(flight.trackID),
            "current_waypoint_index": .int(flight.waypoint),
            "wayline_id": .int(hasWayline ? 0 : 65535),
            "wayline_mission_state": .int(missionState(of: flight, status)),
            "media_count": .int(flight.photos.count),
        ]
        if let point = flight.breakPoint { ext["break_point"] = point }
        return [
            "result": .int(result),
            "output": [
                "status": .string(status),
                "progress": ["current_step": .int(step), "percent": .int(percent)],
                "ext": ext,
            ],
        ]
    }

    func percent(of flight: Flight) -> Int {
        guard case .wayline(let wayline) = flight.path else { return 0 }
        switch flight.phase {
        case .asking: return 5
        case .preparing: return 10
        case .climbing: return 15
        case .outbound: return 18
        case .route, .paused, .hovering, .commanded:
            return 20 + 70 * flight.waypoint / max(1, wayline.points.count - 1)
        case .returning: return 92
        case .landing: return 96
        case .recovering: return 100
        }
    }

    /// Numbers that differ by model and mean nothing to a program (PROTOCOL § 9).
    private func step(of flight: Flight) -> Int {
        switch flight.phase {
        case .asking: 3
        case .preparing: 17
        case .climbing: 24
        case .outbound: 27
        case .route, .paused, .hovering, .commanded: 28
        case .returning: 30
        case .landing: 31
        case .recovering: 36
        }
    }

    /// 2 ready, 4 starting, 5 to the first point, 6 on the route, 7 interrupted, 9 finished.
    private func missionState(of flight: Flight, _ status: String) -> Int {
        if status == "failed" { return 2 }
        switch flight.phase {
        case .asking: return 2
        case .preparing: return 4
        case .climbing, .outbound: return 5
        case .route: return 6
        case .paused, .hovering, .commanded: return 7
        case .returning, .landing, .recovering: return 9
        }
    }

    /// How a take-off to a point goes.
    mutating func tellPoint(_ status: String, wantsReply: Bool, at now: Timestamp) {
        guard let flight, case .point(let place, let height, let speed, _) = flight.path else {
            return
        }
        let left = aircraft.place.distance(to: place)
        event(
            "takeoff_to_point_progress",
            bid: flight.id,
            [
                "flight_id": .string(flight.id), "track_id": .string(flight.trackID),
                "status": .string(status), "result": .int(flight.outcome.result),
                "way_point_index": 0, "remaining_distance": decimals(left, 1),
                "remaining_time": decimals(left / max(1, speed), 1),
                "planned_path_points": [pathPoint(place, height)],
            ],
            wantsReply: wantsReply,
            at: now
        )
    }

    /// How a way to a point in the air goes.
    mutating func tellFlyTo(_ status: String, wantsReply: Bool, at now: Timestamp) {
        guard let id = flight?.flyToID else { return }
        event(
            "fly_to_point_progress",
            bid: id,
            [
                "fly_to_id": .string(id), "status": .string(status), "result": 0,
                "way_point_index": 0, "remaining_distance": 0, "remaining_time": 0,
                "planned_path_points": [],
            ],
            wantsReply: wantsReply,
            at: now
        )
    }
}
