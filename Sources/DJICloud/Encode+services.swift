// roost: fleet controller for drone docks
// SPDX-License-Identifier: Apache-2.0

import Crypto
import JSONText
import RoostModel

extension CommandEncoder {
    /// Timed when the departure is more than 30 s away, else immediate and stamped with the time of
    /// sending: a dock refuses an immediate task whose stamp is over 30 s from its clock (PROTOCOL § 9).
    func prepare(_ task: FlightTask) throws(DJICloudError) -> Outgoing {
        guard let file = context.waylineFile else {
            throw .unsupported("flighttask_prepare needs the wayline's file")
        }
        guard Self.isMD5(file.md5) else {
            throw .outOfRange(field: "file.fingerprint", value: file.md5, allowed: "MD5 hex")
        }
        var data: JSONValue = ["flight_id": .string(task.flight.description)]
        try addTime(of: task, to: &data)
        data["file"] = ["url": .string(file.url), "fingerprint": .string(file.md5)]
        data["rth_altitude"] = try returnHeight(task.returnHeight)
        // Return home; the documents call it fixed for now, in an order of its own (§ 11).
        data["out_of_control_action"] = .int(OutOfControlAction.returnHome.rawValue)
        // As the KMZ says: executeLostAction.
        data["exit_wayline_when_rc_lost"] = .int(LostLinkOnRoute.leave.rawValue)
        if context.envelope.takesReturnMode {
            data["rth_mode"] = .int(ReturnMode.preset.rawValue)
            data["wayline_precision_type"] = 0
            data["flight_safety_advance_check"] = 1
        }
        if let point = task.breakPoint {
            // These four and no others, as the dock said them (PROTOCOL § 10).
            data["break_point"] = [
                "index": .int(point.index), "state": .int(point.state),
                "progress": .finite(try checked("break_point.progress", point.progress, 0...1)),
                "wayline_id": .int(point.wayline),
            ]
        }
        return service("flighttask_prepare", data, bid: task.flight)
    }

    /// When the dock lets it go: at once, at a time, or when its conditions hold.
    private func addTime(of task: FlightTask, to data: inout JSONValue) throws(DJICloudError) {
        if let conditions = task.readyWhen {
            data["task_type"] = 2
            data["ready_conditions"] = try ready(conditions)
            return
        }
        let ahead = task.executeAt - context.now
        guard ahead <= .hours(24) else {
            throw .outOfRange(
                field: "execute_time",
                value: "\(task.executeAt)",
                allowed: "at most 24 h ahead"
            )
        }
        if task.isShared == true {
            // Two docks get the same to the byte: the stamp is that of asking, and old it is not sent.
            guard ahead.magnitude <= .seconds(20) else {
                throw .outOfRange(
                    field: "execute_time",
                    value: "\(task.executeAt)",
                    allowed: "at most 20 s from now"
                )
            }
            data["task_type"] = 0
            data["execute_time"] = .int(Int(task.executeAt.milliseconds))
            return
        }
        let isTimed = ahead > .seconds(30)
        let at = isTimed ? task.executeAt : context.now
        data["task_type"] = .int(isTimed ? 1 : 0)
        data["execute_time"] = .int(Int(at.milliseconds))
    }

    /// Conditions whose window is over, or begins in more than a day, are not sent.
    private func ready(_ conditions: ReadyConditions) throws(DJICloudError) -> JSONValue {
        guard conditions.until > max(context.now, conditions.from),
            conditions.from - context.now <= .hours(24)
        else {
            throw .outOfRange(
                field: "ready_conditions",
                value: "\(conditions.from) … \(conditions.until)",
                allowed: "a window that ends later than now and begins within 24 h"
            )
        }
        guard (0...99).contains(conditions.battery) else {
            throw .outOfRange(
                field: "battery_capacity",
                value: "\(conditions.battery)",
                allowed: "0 … 99"
            )
        }
        return [
            "battery_capacity": .int(conditions.battery),
            "begin_time": .int(Int(conditions.from.milliseconds)),
            "end_time": .int(Int(conditions.until.milliseconds)),
        ]
    }

    func takeOff(_ target: FlightToPoint) throws(DJICloudError) -> Outgoing {
        var data: JSONValue = [
            "flight_id": .string(target.flight.description),
            "target_latitude": try latitude(target.place),
            "target_longitude": try longitude(target.place),
            "target_height": try tenths(
                "target_height",
                target.ellipsoidHeight.value,
                2...1500
            ),
            "security_takeoff_height": try tenths(
                "security_takeoff_height",
                target.securityHeight.value,
                20...1500
            ),
            "rth_altitude": try returnHeight(target.returnHeight),
            "rc_lost_action": .int(LostLinkAction.returnHome.rawValue),
            "commander_mode_lost_action": .int(LostLinkOnRoute.leave.rawValue),
            // Left out it would count as 2 m (DOCK3 § 6).
            "commander_flight_height": try tenths(
                "commander_flight_height",
                target.securityHeight.value,
                2...3000
            ),
            "max_speed": try speed(target.speed),
        ]
        if context.envelope.takesReturnMode {
            data["rth_mode"] = .int(ReturnMode.preset.rawValue)
            data["commander_flight_mode"] = 1
            data["flight_safety_advance_check"] = 1
        } else {
            data["exit_wayline_when_rc_lost"] = .int(LostLinkOnRoute.leave.rawValue)
        }
        return service("takeoff_to_point", data, bid: target.flight)
    }

    func flyTo(_ target: FlightToPoint) throws(DJICloudError) -> Outgoing {
        let point: JSONValue = [
            "latitude": try latitude(target.place),
            "longitude": try longitude(target.place),
            "height": try tenths("height", target.ellipsoidHeight.value, 2...10000),
        ]
        return service(
            "fly_to_point",
            [
                "fly_to_id": .string(target.flight.description),
                "max_speed": try speed(target.speed),
                "points": [point],
            ],
            bid: target.flight
        )
    }

    func lookAt(_ look: LookAt) throws(DJICloudError) -> Outgoing {
        service(
            "camera_look_at",
            [
                "payload_index": try Self.payload(look.payloadIndex),
                // Nose and gimbal turn together; the M30 needs it (PROTOCOL § 14).
                "locked": true,
                "latitude": try latitude(look.place),
                "longitude": try longitude(look.place),
                "height": try tenths("height", look.ellipsoidHeight.value, 2...10000),
            ]
        )
    }

    func zoom(_ index: String, _ factor: Double) throws(DJICloudError) -> Outgoing {
        service(
            "camera_focal_length_set",
            [
                "payload_index": try Self.payload(index),
                "camera_type": "zoom",
                "zoom_factor": .finite(try checked("zoom_factor", factor, 2...200)),
            ]
        )
    }

    static func md5(_ bytes: [UInt8]) -> String {
        var hash = Insecure.MD5()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 2 ? digits : "0" + digits
        }.joined()
    }

    static func isMD5(_ text: String) -> Bool {
        text.utf8.count == 32 && text.allSatisfy(\.isHexDigit)
    }
}

// Three members, three orders of the same words: distinct types, never a shared number (§ 11).
extension CommandEncoder {
    /// `out_of_control_action` of `flighttask_prepare`.
    enum OutOfControlAction: Int {
        case returnHome = 0
    }

    /// `rc_lost_action` of `takeoff_to_point`.
    enum LostLinkAction: Int {
        case returnHome = 2
    }

    /// `exit_wayline_when_rc_lost` and `commander_mode_lost_action`: 0 goes on without a link.
    enum LostLinkOnRoute: Int {
        case leave = 1
    }

    /// `rth_mode`: docks take nothing but preset, says the page.
    enum ReturnMode: Int {
        case preset = 1
    }
}
